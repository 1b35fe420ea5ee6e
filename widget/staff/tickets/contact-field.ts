import { html, nothing, type PropertyDeclarations } from 'lit'
import type { ContactSummary } from '../../../shared/contacts.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { initials } from '../base/states.ts'
import { contactFieldStyles } from './contact-field.styles.ts'
import { ContactSearchController } from './contact-search.controller.ts'

/** A contact that there is, or the address of one that there will be. */
export type ChosenContact = ContactSummary | { id: null; email: string }

const address = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@"(),:;<>[\]\\]+$/u

/**
 * Chooses a contact by name or address, or takes a new address. A combobox after the ARIA practices.
 *
 * @element cp-staff-contact-field
 * @fires cp-staff-contact-chosen - `detail` is the ChosenContact, or null.
 */
export class StaffContactField extends StaffElement {
  static override styles = [controlStyles, stateStyles, contactFieldStyles]
  static override properties: PropertyDeclarations = {
    problem: { attribute: false },
    isKnownOnly: { attribute: false },
    label: { attribute: false },
    chosen: { state: true },
    text: { state: true },
    active: { state: true },
    isOpen: { state: true },
  }

  /** What is wrong with the choice, from the form around. */
  declare problem: string | null
  /** True: no new address is taken. */
  declare isKnownOnly: boolean
  /** What the field is called; without it: the customer. */
  declare label: string | null
  declare private chosen: ChosenContact | null
  declare private text: string
  declare private active: number
  declare private isOpen: boolean
  private readonly contacts = new ContactSearchController(this)

  constructor() {
    super()
    this.problem = null
    this.isKnownOnly = false
    this.label = null
    this.chosen = null
    this.text = ''
    this.active = -1
    this.isOpen = false
  }

  private get options(): ChosenContact[] {
    const { found } = this.contacts
    const isNew = !this.isKnownOnly && address.test(this.text) && !found.some((one) => one.email.toLowerCase() === this.text.toLowerCase())
    return isNew ? [...found, { id: null, email: this.text }] : found
  }

  override render() {
    const { openTicket } = this.texts
    return html`<div class="field">
      ${this.chosen ? html`<span class="label">${this.label ?? openTicket.customer}</span>${this.renderChosen(this.chosen)}` : this.renderSearch()}
      ${this.problem ? html`<p class="problem" id="problem">${this.problem}</p>` : nothing}
    </div>`
  }

  private renderChosen(chosen: ChosenContact) {
    const { openTicket } = this.texts
    const name = chosen.id === null ? openTicket.newContact(chosen.email) : chosen.name || chosen.email
    const detail = chosen.id === null ? openTicket.newContactHint : [chosen.email, chosen.companyName].filter(Boolean).join(' · ')
    return html`<div class="chosen">
      <span class="avatar" aria-hidden="true">${initials(chosen.id === null ? chosen.email : name)}</span>
      <span class="lines"><b>${name}</b><span class="muted">${detail}</span></span>
      <button class="button" type="button" @click=${this.change}>${openTicket.change}</button>
    </div>`
  }

  private renderSearch() {
    const { openTicket } = this.texts
    const { options } = this
    const isShown = this.isOpen && options.length > 0
    const isNothing = this.isOpen && options.length === 0 && this.contacts.foundFor === this.text && this.text !== ''
    return html`
      <label class="label" for="contact">${this.label ?? openTicket.customer}</label>
      <div class="combo">
        <input
          id="contact"
          class="input"
          role="combobox"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${isShown ? 'true' : 'false'}
          aria-controls="options"
          aria-activedescendant=${isShown && this.active >= 0 ? `option-${this.active}` : nothing}
          aria-describedby="help problem"
          aria-invalid=${this.problem ? 'true' : 'false'}
          .value=${this.text}
          @input=${this.onInput}
          @keydown=${this.onKeyDown}
          @focus=${() => (this.isOpen = true)}
          @blur=${this.onBlur}
        />
        <ul id="options" role="listbox" aria-label=${this.label ?? openTicket.customer} ?hidden=${!isShown}>
          ${options.map((option, index) => this.renderOption(option, index))}
        </ul>
        ${isNothing ? html`<p class="none">${this.contacts.hasFailed ? openTicket.searchFailed : this.isKnownOnly ? openTicket.results(0) : openTicket.noMatch}</p>` : nothing}
      </div>
      <p class="help" id="help">${this.isKnownOnly ? openTicket.knownHelp : openTicket.customerHelp}</p>
      <p class="visually-hidden" role="status">
        ${this.isOpen && this.contacts.foundFor === this.text && this.text ? openTicket.results(options.length) : nothing}
      </p>
    `
  }

  private renderOption(option: ChosenContact, index: number) {
    const { openTicket } = this.texts
    return html`<li
      id="option-${index}"
      role="option"
      aria-selected=${index === this.active ? 'true' : 'false'}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => void this.choose(option)}
    >
      ${
        option.id === null
          ? html`${icon('plus')}<span class="lines"
                ><b>${openTicket.newContact(option.email)}</b><span class="muted">${openTicket.newContactHint}</span></span
              >`
          : html`<span class="avatar" aria-hidden="true">${initials(option.name || option.email)}</span>
              <span class="lines"
                ><b>${option.name || option.email}</b
                ><span class="muted">${[option.email, option.companyName].filter(Boolean).join(' · ')}</span></span
              >`
      }
    </li>`
  }

  /** Begins anew. */
  clear(): void {
    this.chosen = null
    this.text = ''
    this.active = -1
    this.contacts.clear()
  }

  /** Puts the cursor where a contact is searched. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#contact, .chosen button')?.focus()
  }

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value.trim()
    this.isOpen = true
    this.active = -1
    this.contacts.search(this.text)
  }

  private onKeyDown(event: KeyboardEvent): void {
    const { options } = this
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && options.length > 0) {
      event.preventDefault()
      this.isOpen = true
      this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length
    } else if (event.key === 'Enter') {
      const option = options[this.active] ?? (options.length === 1 ? options[0] : undefined)
      event.preventDefault()
      if (option) void this.choose(option)
    } else if (event.key === 'Tab' && !this.isKnownOnly && !event.shiftKey && address.test(this.text)) {
      event.preventDefault()
      this.commit()
      void this.updateComplete.then(() => this.focus())
    } else if (event.key === 'Escape' && this.isOpen && options.length > 0) {
      event.preventDefault()
      this.isOpen = false
    }
  }

  private onBlur(): void {
    this.isOpen = false
  }

  /** Takes a whole address that stands in the field for a choice, known or new; answers the choice. */
  commit(): ChosenContact | null {
    const known = this.contacts.found.find((one) => one.email.toLowerCase() === this.text.toLowerCase())
    const contact = known ?? (this.isKnownOnly || !address.test(this.text) ? undefined : { id: null, email: this.text })
    if (!this.chosen && contact) void this.choose(contact, false)
    return this.chosen
  }

  private async choose(contact: ChosenContact, movesFocus = true): Promise<void> {
    this.chosen = contact
    this.emit('cp-staff-contact-chosen', contact)
    await this.updateComplete
    if (movesFocus) this.focus()
  }

  private async change(): Promise<void> {
    this.clear()
    this.emit('cp-staff-contact-chosen', null)
    await this.updateComplete
    this.focus()
  }
}

define('cp-staff-contact-field', StaffContactField)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-contact-field': StaffContactField
  }
}
