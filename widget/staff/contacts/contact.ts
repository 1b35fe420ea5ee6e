import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { ContactSessionEntry } from '../../../shared/auth.ts'
import type { StaffContact } from '../../../shared/own-data.ts'
import { define } from '../../base/define.ts'
import { exactText, relativeText } from '../../ui/relative-time.ts'
import { toApiError, type StaffApiError } from '../api/client.ts'
import { endContactSessions, exportContact, getContact, listContactSessions } from '../api/contacts.ts'
import { controlStyles } from '../base/control.styles.ts'
import { deviceName } from '../base/device-name.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { contactStyles } from './contact.styles.ts'
import './erase-dialog.ts'

/**
 * One contact: who it is, where logged in, what was agreed to; own data as a file; deletion.
 *
 * @element cp-staff-contact
 */
export class StaffContactPage extends StaffElement {
  static override styles = [controlStyles, stateStyles, contactStyles]
  static override properties: PropertyDeclarations = {
    contactId: { attribute: 'contact-id' },
    busy: { state: true },
    problem: { state: true },
    done: { state: true },
  }

  declare contactId: string
  /** What is under way; one act at a time. */
  declare private busy: 'export' | 'sessions' | undefined
  declare private problem: StaffApiError | undefined
  declare private done: string
  private readonly contact = new LoadController<StaffContact>(this)
  private readonly sessions = new LoadController<ContactSessionEntry[]>(this)

  constructor() {
    super()
    this.contactId = ''
    this.busy = undefined
    this.problem = undefined
    this.done = ''
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('contactId') && this.contactId) this.load()
  }

  private load(isQuiet = false): void {
    const { client } = this.staff
    void this.contact.run((signal) => getContact(client, this.contactId, signal), isQuiet)
    void this.sessions.run((signal) => listContactSessions(client, this.contactId, signal), isQuiet)
  }

  override render() {
    const { contact: words, app } = this.texts
    return this.contact.render<TemplateResult>({
      pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
      error: (error) =>
        error.code === 'contact_not_found'
          ? emptyState('info', words.missingTitle, words.missingText)
          : errorState(this.texts, words.failedTitle, error, () => this.load()),
      empty: () => html``,
      data: (contact) => this.renderContact(contact),
    })
  }

  private renderContact(contact: StaffContact): TemplateResult {
    const { contact: words } = this.texts
    const { language } = this.staff
    const when = (iso: string) => exactText(iso, language)
    return html`
      <header>
        ${
          this.staff.me.permissions.includes('portal.settings')
            ? html`<a class="back" href="/staff/settings/people">${icon('back')} ${this.texts.settingsNav.people}</a>`
            : nothing
        }
        <h1>${contact.name}</h1>
        ${this.done ? html`<p class="done" role="status">${this.done}</p>` : nothing}
      </header>
      ${this.problem ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.problem)}</p>` : nothing}
      ${contact.erasedAt ? html`<p class="banner">${words.erased(when(contact.erasedAt))}</p>` : nothing}
      ${
        contact.deletion
          ? html`<p class="banner bad">
              ${icon('warning')}<span>${words.asked(when(contact.deletion.requestedAt), contact.deletion.portalTitle)}</span>
            </p>`
          : nothing
      }
      ${contact.erasedAt ? nothing : this.renderFacts(contact)} ${contact.erasedAt ? nothing : this.renderSessions()}
      ${this.renderConsents(contact)} ${contact.erasedAt ? nothing : this.renderData(contact)}
    `
  }

  private renderFacts(contact: StaffContact): TemplateResult {
    const { contact: words } = this.texts
    return html`<section aria-label=${words.title}>
      <div class="body">
        <dl>
          ${
            contact.companyName
              ? html`<dt>${words.company}</dt>
                  <dd>${contact.companyName}</dd>`
              : nothing
          }
          <dt>${words.addresses}</dt>
          <dd>
            ${
              contact.addresses.length === 0
                ? words.noAddress
                : contact.addresses.map(
                    ({ email, verifiedAt }) =>
                      html`<div>${email} <span class="muted">· ${verifiedAt ? words.proved : words.notProved}</span></div>`,
                  )
            }
          </dd>
          <dt>${words.login}</dt>
          <dd>${contact.hasPassword ? words.hasPassword : words.noPassword}</dd>
          <dt>${words.tickets}</dt>
          <dd>${contact.ticketCount}</dd>
          <dt>${words.created}</dt>
          <dd>${exactText(contact.createdAt, this.staff.language)}</dd>
        </dl>
      </div>
    </section>`
  }

  private renderSessions(): TemplateResult {
    const { contact: words, app } = this.texts
    const held = this.busy ? 'true' : 'false'
    return html`<section aria-labelledby="sessions">
      <div class="section-head">
        <h2 id="sessions">${words.sessions}</h2>
        ${
          this.sessions.data?.length
            ? html`<button class="button" type="button" aria-disabled=${held} @click=${() => void this.end()}>${words.endAll}</button>`
            : nothing
        }
      </div>
      <div class="body">
        ${this.sessions.render<TemplateResult>(
          {
            pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
            error: (error) => errorState(this.texts, words.sessionsFailed, error, () => void this.sessions.retry()),
            empty: () => html`<p class="muted">${words.noSessions}</p>`,
            data: (sessions) =>
              html`<ul>
                ${sessions.map((entry) => this.renderSession(entry, held))}
              </ul>`,
          },
          (sessions) => sessions.length === 0,
        )}
      </div>
    </section>`
  }

  private renderSession({ id, userAgent, portalTitle, origin, lastSeenAt }: ContactSessionEntry, held: string): TemplateResult {
    const { contact: words } = this.texts
    const device = deviceName(this.texts, userAgent)
    return html`<li>
      <div>
        <b>${words.sessionOn(device, portalTitle)}</b>
        <p class="help">
          ${origin ? html`<bdi>${origin}</bdi> · ` : nothing}${words.lastSeen(relativeText(lastSeenAt, this.staff.language))}
        </p>
      </div>
      <button class="button" type="button" aria-label=${words.endThis(device)} aria-disabled=${held} @click=${() => void this.end(id)}>
        ${words.end}
      </button>
    </li>`
  }

  private renderConsents({ consents }: StaffContact): TemplateResult {
    const { contact: words } = this.texts
    const kindOf = ({ kind, method }: (typeof consents)[number]) =>
      kind === 'withdrawn' ? words.withdrawn : method === 'registration' ? words.givenWithRegistration : words.given
    return html`<section aria-labelledby="consents">
      <div class="section-head"><h2 id="consents">${words.consents}</h2></div>
      <div class="body">
        ${
          consents.length === 0
            ? html`<p class="muted">${words.noConsents}</p>`
            : html`<ul>
                ${consents.map(
                  (record) =>
                    html`<li>
                      <span><b>${kindOf(record)}</b> · ${record.portalTitle} · ${exactText(record.at, this.staff.language)}</span>
                      <span class="help">${words.version(record.version.slice(0, 8))}</span>
                      <details>
                        <summary>${words.words}</summary>
                        <div class="words" lang=${record.language}>
                          <p>${record.text}</p>
                          <p>☑ ${record.checkbox}</p>
                        </div>
                      </details>
                    </li>`,
                )}
              </ul>`
        }
      </div>
    </section>`
  }

  private renderData(contact: StaffContact): TemplateResult {
    const { contact: words } = this.texts
    const isAdmin = this.staff.me.permissions.includes('account.admin')
    const ask = () => this.renderRoot.querySelector('cp-staff-erase')?.open()
    return html`<section aria-labelledby="data">
      <div class="section-head"><h2 id="data">${words.data}</h2></div>
      <div class="body">
        <p class="muted">${words.exportText}</p>
        <button class="button" type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => void this.export()}>
          ${this.busy === 'export' ? words.exporting : words.export}
        </button>
        ${
          isAdmin
            ? html`<button class="button danger" type="button" @click=${ask}>${words.erase}</button>
                <cp-staff-erase
                  .staff=${this.staff}
                  .contact=${contact}
                  @cp-staff-erased=${() => this.finish(words.done)}
                ></cp-staff-erase>`
            : html`<p class="muted">${words.eraseAdmins}</p>`
        }
      </div>
    </section>`
  }

  private end(sessionId?: string): Promise<void> {
    return this.act('sessions', this.texts.contact.ended, () => endContactSessions(this.staff.client, this.contactId, sessionId))
  }

  private export(): Promise<void> {
    const { contact: words } = this.texts
    return this.act('export', words.exported, async () => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await exportContact(this.staff.client, this.contactId))
      link.download = `${words.fileName}-${new Date().toISOString().slice(0, 10)}.zip`
      link.click()
      // The browser has begun to read by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    })
  }

  private async act(busy: 'export' | 'sessions', done: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return
    this.busy = busy
    this.problem = undefined
    this.done = ''
    try {
      await work()
      this.finish(done)
    } catch (error) {
      this.problem = toApiError(error)
    } finally {
      this.busy = undefined
    }
  }

  private finish(done: string): void {
    this.done = done
    this.load(true)
  }
}

define('cp-staff-contact', StaffContactPage)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-contact': StaffContactPage
  }
}
