import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { erasureMethodNames } from './erasure-methods.ts'
import type { ErasureMethod, StaffContact } from '../../../shared/own-data.ts'
import { define } from '../../base/define.ts'
import { StaffApiError, toApiError } from '../api/client.ts'
import { eraseContact } from '../api/contacts.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { contactStyles } from './contact.styles.ts'

/**
 * Deletes a person: how, and only after the address was typed.
 *
 * @element cp-staff-erase
 * @fires cp-staff-erased - The person is gone.
 */
export class StaffErase extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    contactStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    contact: { attribute: false },
    method: { state: true },
    problem: { state: true },
    isBusy: { state: true },
  }

  declare contact: StaffContact
  declare private method: ErasureMethod
  declare private problem: string | undefined
  declare private isBusy: boolean

  constructor() {
    super()
    this.method = 'anonymise'
    this.problem = undefined
    this.isBusy = false
  }

  /** Asks. */
  open(): void {
    this.problem = undefined
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  override render() {
    const { contact: words } = this.texts
    const { methods } = words
    const [primary] = this.contact.addresses
    return html`<dialog aria-labelledby="title">
      <form class="dialog-body" novalidate @submit=${this.onSubmit}>
        <h2 id="title">${words.eraseTitle}</h2>
        <fieldset aria-labelledby="title">
          ${erasureMethodNames.map(
            (method) =>
              html`<label class="choice">
                <input
                  type="radio"
                  name="method"
                  .value=${method}
                  .checked=${method === this.method}
                  @change=${() => (this.method = method)}
                />
                <span><b>${methods[method][0]}</b><br /><span class="help">${methods[method][1]}</span></span>
              </label>`,
          )}
        </fieldset>
        <p>${words.eraseText}</p>
        <div class="field">
          <label class="label" for="confirmation">${words.confirmLabel(primary?.email ?? this.contact.name)}</label>
          <input
            class="input"
            id="confirmation"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=${this.problem ? 'true' : 'false'}
            aria-describedby=${this.problem ? 'problem' : nothing}
          />
          ${this.problem ? html`<p class="problem" id="problem" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
        </div>
        <div class="dialog-actions">
          <button class="button" type="button" autofocus @click=${() => this.close()}>${this.texts.app.cancel}</button>
          <button class="button danger" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${this.isBusy ? words.erasing : words.eraseYes}
          </button>
        </div>
      </form>
    </dialog>`
  }

  private close(): void {
    this.renderRoot.querySelector('dialog')?.close()
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (this.isBusy) return
    const { contact: words } = this.texts
    const confirmation = this.byId<HTMLInputElement>('confirmation')?.value.trim() ?? ''
    const [primary] = this.contact.addresses
    const isRight = confirmation.toLowerCase() === (primary?.email ?? this.contact.name).toLowerCase()
    this.problem = isRight ? undefined : words.confirmWrong
    if (!isRight) return this.byId('confirmation')?.focus()
    this.isBusy = true
    try {
      // The proof that may be asked for is a dialog of its own, and must not stand below this one.
      this.close()
      await eraseContact(this.staff.client, this.contact.id, { method: this.method, confirmation })
      this.emit('cp-staff-erased')
    } catch (thrown) {
      const error: StaffApiError = toApiError(thrown)
      this.open()
      this.problem = error.fields['confirmation'] ? words.confirmWrong : errorText(this.texts, error)
    } finally {
      this.isBusy = false
    }
  }
}

define('cp-staff-erase', StaffErase)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-erase': StaffErase
  }
}
