import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { HistoryEntry, HistoryGroup, HistoryKind } from '../../../../shared/history.ts'
import { define } from '../../../base/define.ts'
import { listHistory } from '../../api/history.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { PageListController } from '../../base/page-list.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { dayHeading, isSameDay } from '../../base/time.ts'
import { settingsStyles } from '../settings.styles.ts'
import { changeName, changeValue, splitChanges } from './change-words.ts'
import { historyStyles } from './history.styles.ts'

const groups: readonly (HistoryGroup | 'all')[] = ['all', 'settings', 'people', 'team', 'sign_ins']

const ownDeeds: ReadonlySet<HistoryKind> = new Set([
  'consent.given',
  'consent.withdrawn',
  'contact.identity_linked',
  'contact.password_changed',
  'contact.registered',
])

/**
 * Who did what in the account.
 *
 * @element cp-staff-history
 */
export class StaffHistory extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsStyles, historyStyles]
  static override properties: PropertyDeclarations = { portalId: { attribute: 'portal-id' }, group: { state: true } }

  /** Kept in the links to the other settings pages. */
  declare portalId: string | null
  declare private group: HistoryGroup | 'all'
  private readonly entries = new PageListController<HistoryEntry>(this)

  constructor() {
    super()
    this.portalId = null
    this.group = 'all'
  }

  protected override firstUpdated(): void {
    this.start()
  }

  private start(): void {
    const { group } = this
    void this.entries.start(async (after, limit, signal) => {
      const page = await listHistory(this.staff.client, { group, after, limit }, signal)
      return { items: page.entries, next: page.next }
    })
  }

  override render() {
    const { history } = this.texts
    return html`
      <header><h1>${history.title}</h1></header>
      <div class="column">
        <p class="muted">${history.lead}</p>
        <label class="groups"
          ><span class="label">${history.groups}</span>
          <select class="input" @change=${this.onGroup}>
            ${groups.map((group) => html`<option value=${group} .selected=${group === this.group}>${history[group]}</option>`)}
          </select></label
        >
        ${this.entries.render<TemplateResult>({
          pending: () =>
            html`<div class="bones" role="status">
              <span class="visually-hidden">${this.texts.app.loading}</span>
              ${[1, 2, 3, 4, 5].map(() => html`<div><span class="bone short"></span><span class="bone middle"></span></div>`)}
            </div>`,
          error: (error) => errorState(this.texts, history.failedTitle, error, () => void this.entries.retry()),
          empty: () => emptyState('info', history.emptyTitle, history.emptyText),
          data: (entries) => this.renderEntries(entries),
        })}
      </div>
    `
  }

  private renderEntries(entries: HistoryEntry[]): TemplateResult {
    const { history } = this.texts
    const { moreError } = this.entries
    return html`
      <ol>
        ${repeat(
          entries,
          ({ id }) => id,
          (entry, index) => {
            const before = entries[index - 1]
            const isNewDay = !before || !isSameDay(before.at, entry.at)
            return html`<li>
              ${isNewDay ? html`<h2>${dayHeading(this.staff.language, entry.at)}</h2>` : nothing} ${this.renderEntry(entry)}
            </li>`
          },
        )}
      </ol>
      ${moreError ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${errorText(this.texts, moreError)}</span></p>` : nothing}
      ${
        this.entries.hasMore
          ? html`<button
              class="button more"
              type="button"
              aria-disabled=${this.entries.isLoadingMore ? 'true' : 'false'}
              @click=${() => void this.entries.loadMore()}
            >
              ${this.entries.isLoadingMore ? history.loadingMore : history.more}
            </button>`
          : nothing
      }
    `
  }

  private renderEntry({ kind, at, by, about, changes: all }: HistoryEntry): TemplateResult {
    const { history } = this.texts
    const changes = splitChanges(all)
    // What people do before they are signed in is put down by the server.
    const isOwn = by.kind === 'system' && ownDeeds.has(kind)
    const who =
      (isOwn ? about : by.name) ||
      (by.kind === 'settings_file' ? history.settingsFile : by.kind === 'system' && !isOwn ? history.system : history.gone)
    const whom = about !== '' && about !== who ? html`: <bdi>${about}</bdi>` : nothing
    const names = Object.keys(changes)
    const time = new Intl.DateTimeFormat(this.staff.language, { timeStyle: 'short' }).format(new Date(at))
    return html`<div class="entry">
      <time datetime=${at}>${time}</time>
      <div>
        <p><bdi class="who">${who}</bdi> ${history.kinds[kind]}${whom}${names.length > 0 ? html`: ${this.renderNames(names)}` : nothing}</p>
        ${
          names.length > 0
            ? html`<details>
                <summary>${history.showChanges(names.length)}</summary>
                <dl>
                  ${names.map(
                    (name) =>
                      html`<div>
                        <dt>${changeName(this.texts, name)}</dt>
                        <dd>
                          <span class="label">${history.before}</span> <del>${changeValue(this.texts, name, changes[name]?.before)}</del>
                        </dd>
                        <dd>
                          <span class="label">${history.after}</span> <ins>${changeValue(this.texts, name, changes[name]?.after)}</ins>
                        </dd>
                      </div>`,
                  )}
                </dl>
              </details>`
            : nothing
        }
      </div>
    </div>`
  }

  private renderNames(names: readonly string[]): string {
    return this.texts.settings.list(names.map((name) => changeName(this.texts, name)))
  }

  private readonly onGroup = (event: Event) => {
    this.group = (event.target as HTMLSelectElement).value as HistoryGroup | 'all'
    this.start()
  }
}

define('cp-staff-history', StaffHistory)
