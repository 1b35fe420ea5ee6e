import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { ContactSummary } from '../../../shared/contacts.ts'
import type { ContactListEntry } from '../../../shared/lists.ts'
import { toApiError } from '../api/client.ts'
import { addToList, listContactsOnList, takeOffList } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { FilteredListController } from '../base/filtered-list.controller.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { type ChosenContact, StaffContactField } from '../tickets/contact-field.ts'
import { addressProblems, addressesIn } from './addresses.ts'
import { rowStyles } from './people.styles.ts'

/**
 * The people on a list; on a static one they are added and removed here.
 *
 * @element cp-staff-list-people
 * @fires cp-staff-list-people-changed - Somebody was added or removed.
 */
export class StaffListPeople extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    rowStyles,
    css`
      :host {
        padding: 0;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    list: { attribute: false },
    problem: { state: true },
    said: { state: true },
    isBusy: { state: true },
  }

  declare list: ContactListEntry
  declare private problem: string | null
  /** What was done last. */
  declare private said: string | null
  declare private isBusy: boolean
  private readonly contacts = new FilteredListController<ContactSummary, { listId: string; version: number }>(
    this,
    async (client, { listId }, page, signal) => {
      const { contacts, next } = await listContactsOnList(client, listId, page, signal)
      return { items: contacts, next }
    },
  )

  constructor() {
    super()
    this.problem = null
    this.said = null
    this.isBusy = false
  }

  protected override willUpdate(): void {
    this.contacts.show({ listId: this.list.id, version: this.list.version })
  }

  override render() {
    const { people, app } = this.texts
    const { page } = this.contacts
    const isStatic = this.list.kind === 'static'
    return html`<div class="block" role="group" aria-label=${people.show(this.list.name)}>
      ${isStatic ? this.renderAdd() : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
      <p class=${this.said ? 'muted' : 'visually-hidden'} role="status">${this.said}</p>
      ${page.render({
        pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
        error: (error) => errorState(this.texts, people.onListFailed, error, () => void page.retry()),
        empty: () => html`<p class="muted">${isStatic ? people.noneOnList : people.noneMatch}</p>`,
        data: (contacts) =>
          html`<ul class="rows">
            ${contacts.map((contact) => this.renderContact(contact, isStatic))}
          </ul>`,
      })}
      ${
        page.hasMore
          ? html`<button class="button start" type="button" @click=${() => void page.loadMore()}>
              ${page.isLoadingMore ? app.loading : people.loadMore}
            </button>`
          : nothing
      }
      ${page.moreError ? html`<p class="problem" role="alert">${errorText(this.texts, page.moreError)}</p>` : nothing}
    </div>`
  }

  private renderContact({ id, name, email, companyName }: ContactSummary, isStatic: boolean) {
    const { people } = this.texts
    return html`<li>
      <div class="row">
        <span class="words">
          <a href="/staff/contacts/${id}">${name}</a>
          <span class="muted">${[name === email ? '' : email, companyName].filter(Boolean).join(' · ')}</span>
        </span>
        ${
          isStatic
            ? html`<button
                class="button quiet icon"
                type="button"
                aria-label=${people.remove(name)}
                title=${people.remove(name)}
                @click=${() => void this.takeOff(id, name)}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </div>
    </li>`
  }

  private renderAdd() {
    const { people } = this.texts
    return html`
      <cp-staff-contact-field
        .staff=${this.staff}
        .label=${people.addPerson}
        @cp-staff-contact-chosen=${({ detail }: CustomEvent<ChosenContact | null>) => detail && void this.addOne(detail.email)}
      ></cp-staff-contact-field>
      <details>
        <summary>${people.addMany}</summary>
        <form class="field" novalidate @submit=${this.onMany}>
          <textarea
            id="many"
            class="input"
            rows="5"
            autocapitalize="none"
            spellcheck="false"
            aria-label=${people.addMany}
            aria-describedby="many-help"
          ></textarea>
          <p class="help" id="many-help">${people.addManyHelp}</p>
          <button class="button start" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>${people.addManyButton}</button>
        </form>
      </details>
    `
  }

  private async addOne(email: string): Promise<void> {
    await this.add([email])
    const field = this.renderRoot.querySelector('cp-staff-contact-field')
    if (!(field instanceof StaffContactField)) return
    field.clear()
    await field.updateComplete
    field.focus()
  }

  private async onMany(event: Event): Promise<void> {
    event.preventDefault()
    const field = this.byId<HTMLTextAreaElement>('many')
    const emails = addressesIn(field?.value ?? '')
    if (!field || emails.length === 0) return
    const bad = addressProblems(emails)
    this.problem = bad.length > 0 ? this.texts.people.badAddresses(bad.slice(0, 5).join(', ')) : null
    if (bad.length > 0) field.focus()
    else if (await this.add(emails)) field.value = ''
  }

  private async add(emails: string[]): Promise<boolean> {
    if (this.isBusy) return false
    return this.act(async () => {
      const { added, alreadyThere } = await addToList(this.staff.client, this.list.id, emails)
      this.said = this.texts.people.addedMany(added, alreadyThere)
    })
  }

  private async takeOff(contactId: string, name: string): Promise<void> {
    await this.act(async () => {
      await takeOffList(this.staff.client, this.list.id, contactId)
      this.said = this.texts.people.removed(name)
    })
    this.renderRoot.querySelector('cp-staff-contact-field')?.focus()
  }

  private async act(work: () => Promise<void>): Promise<boolean> {
    this.isBusy = true
    this.problem = null
    this.said = null
    try {
      await work()
      void this.contacts.page.refresh()
      this.emit('cp-staff-list-people-changed')
      return true
    } catch (error) {
      const failure = toApiError(error)
      const { people } = this.texts
      const wrong = Object.keys(failure.fields).length > 0 && failure.code === 'invalid_request'
      this.problem = wrong ? people.addManyHelp : errorText(this.texts, failure)
      return false
    } finally {
      this.isBusy = false
    }
  }
}

define('cp-staff-list-people', StaffListPeople)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-list-people': StaffListPeople
  }
}
