import { html, nothing, type PropertyDeclarations } from 'lit'
import type { ContactListEntry } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { toApiError } from '../api/client.ts'
import { countContacts, deleteList } from '../api/people.ts'
import '../app/confirm-dialog.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { PropertiesController } from '../base/properties.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState } from '../base/states.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import { ruleInWords } from '../rules/rule-words.ts'
import './list-form.ts'
import './list-people.ts'
import { rowStyles } from './people.styles.ts'

/**
 * The account's lists of contacts.
 *
 * @element cp-staff-lists
 * @fires cp-staff-lists-changed - There are other lists now, or other people on them.
 */
export class StaffLists extends StaffElement {
  static override styles = [controlStyles, stateStyles, rowStyles]
  static override properties: PropertyDeclarations = {
    lists: { attribute: false },
    portals: { attribute: false },
    editing: { state: true },
    open: { state: true },
    counts: { state: true },
    problem: { state: true },
  }

  declare lists: ContactListEntry[]
  declare portals: PortalSettings[]
  /** The list whose form is open; `new` for one that is being made. */
  declare private editing: string | null
  /** The list whose people are shown. */
  declare private open: string | null
  /** By list: how many are on it. */
  declare private counts: Readonly<Record<string, string>>
  declare private problem: { id: string; text: string } | null
  private readonly known = new PropertiesController(this)
  private counted = ''

  constructor() {
    super()
    this.lists = []
    this.portals = []
    this.editing = null
    this.open = null
    this.counts = {}
    this.problem = null
  }

  protected override updated(): void {
    const shown = JSON.stringify(this.lists.map(({ id, version }) => [id, version]))
    if (shown === this.counted) return
    this.counted = shown
    void this.countAll()
  }

  private async countAll(): Promise<void> {
    for (const { id } of this.lists) await this.count(id)
  }

  private async count(listId: string): Promise<void> {
    const found = await countContacts(this.staff.client, { listId }).catch(() => null)
    if (found) this.counts = { ...this.counts, [listId]: this.texts.people.listCount(found.count, found.isComplete) }
  }

  override render() {
    const { people } = this.texts
    return html`
      ${
        this.lists.length === 0 && this.editing !== 'new'
          ? emptyState('info', people.noListsTitle, people.noListsText)
          : html`<ul class="rows" aria-label=${people.lists} ?hidden=${this.lists.length === 0}>
              ${this.lists.map((list) => this.renderList(list))}
            </ul>`
      }
      ${
        this.editing === 'new'
          ? this.renderForm(null)
          : html`<button id="add" class="button start" type="button" @click=${() => void this.edit('new')}>
              ${icon('plus')} ${people.add}
            </button>`
      }
      <cp-staff-confirm></cp-staff-confirm>
    `
  }

  private renderList(list: ContactListEntry) {
    const { people } = this.texts
    const { id, name, kind } = list
    const isOpen = this.open === id
    const portals = this.portals.filter((portal) => portal.accessMode === 'lists' && portal.accessListIds.includes(id))
    const rule = list.rule ? `${ruleInWords(list.rule as Rule, this.known.list, this.staff.language)}.` : null
    return html`<li>
      <div class="row">
        <span class="words">
          <b>${name}</b>
          <span class="muted">${[people.kinds[kind], this.counts[id]].filter(Boolean).join(' · ')}</span>
          ${rule && this.known.list.length > 0 ? html`<span class="muted">${rule}</span>` : nothing}
          ${portals.length > 0 ? html`<span class="muted">${people.usedBy(portals.map(({ title }) => title).join(', '))}</span>` : nothing}
        </span>
        <span class="side">
          <button
            class="button"
            type="button"
            aria-label=${people.show(name)}
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${() => (this.open = isOpen ? null : id)}
          >
            ${people.title}
          </button>
          <button
            id="edit-${id}"
            class="button"
            type="button"
            aria-label=${people.editLabel(name)}
            aria-expanded=${this.editing === id ? 'true' : 'false'}
            @click=${() => void this.edit(this.editing === id ? null : id)}
          >
            ${people.edit}
          </button>
          <button class="button" type="button" aria-label=${people.deleteLabel(name)} @click=${() => void this.delete(list)}>
            ${people.delete}
          </button>
        </span>
      </div>
      ${this.problem?.id === id ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem.text}</p>` : nothing}
      ${this.editing === id ? this.renderForm(list) : nothing}
      ${
        isOpen
          ? html`<cp-staff-list-people
              .staff=${this.staff}
              .list=${list}
              @cp-staff-list-people-changed=${() => void this.onPeople(id)}
            ></cp-staff-list-people>`
          : nothing
      }
    </li>`
  }

  private renderForm(list: ContactListEntry | null) {
    return html`<cp-staff-list-form
      .staff=${this.staff}
      .list=${list}
      .known=${this.known.list}
      @cp-staff-list-saved=${({ detail }: CustomEvent<ContactListEntry>) => void this.onSaved(list, detail)}
      @cp-staff-list-stale=${() => this.emit('cp-staff-lists-changed')}
      @cp-staff-list-cancelled=${() => void this.edit(null)}
    ></cp-staff-list-form>`
  }

  private async edit(which: string | null): Promise<void> {
    const before = this.editing
    this.editing = which
    await this.updateComplete
    if (which) this.renderRoot.querySelector('cp-staff-list-form')?.focus()
    else this.byId(before === 'new' || !before ? 'add' : `edit-${before}`)?.focus()
  }

  private async onSaved(before: ContactListEntry | null, saved: ContactListEntry): Promise<void> {
    const { people } = this.texts
    await this.edit(null)
    this.staff.announce(before ? people.savedList(saved.name) : people.created(saved.name))
    // People are put on a static list next.
    if (!before && saved.kind === 'static') this.open = saved.id
    this.emit('cp-staff-lists-changed')
  }

  private async onPeople(listId: string): Promise<void> {
    await this.count(listId)
    this.emit('cp-staff-lists-changed')
  }

  private async delete({ id, name }: ContactListEntry): Promise<void> {
    const { people, app } = this.texts
    this.problem = null
    const question = { title: people.deleteTitle(name), text: people.deleteText, yes: people.deleteYes, no: app.cancel }
    if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    try {
      await deleteList(this.staff.client, id)
      this.staff.announce(people.deleted(name))
      if (this.open === id) this.open = null
      this.emit('cp-staff-lists-changed')
      this.byId('add')?.focus()
    } catch (error) {
      const failure = toApiError(error)
      this.problem = { id, text: failure.code === 'list_in_use' ? people.inUse(name) : errorText(this.texts, failure) }
    }
  }
}

define('cp-staff-lists', StaffLists)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-lists': StaffLists
  }
}
