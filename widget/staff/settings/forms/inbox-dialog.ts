import { html, type PropertyDeclarations } from 'lit'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { createInbox } from '../../api/forms.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'

/** An inbox that was made. */
export interface NewInbox {
  id: string
  name: string
}

/**
 * Makes an inbox.
 *
 * @element cp-staff-inbox-dialog
 */
export class StaffInboxDialog extends StaffElement {
  static override styles = [controlStyles, stateStyles]
  static override properties: PropertyDeclarations = { problem: { state: true } }

  declare private problem: string
  private resolve: ((inbox: NewInbox | null) => void) | null = null

  constructor() {
    super()
    this.problem = ''
  }

  /** Asks for the name; null when it was closed without. */
  async ask(): Promise<NewInbox | null> {
    this.problem = ''
    const input = this.byId<HTMLInputElement>('inbox-name')
    if (input) input.value = ''
    this.renderRoot.querySelector('dialog')?.showModal()
    return new Promise((resolve) => (this.resolve = resolve))
  }

  override render() {
    const { forms, app } = this.texts
    return html`<dialog aria-labelledby="title" @close=${() => this.answer(null)}>
      <form class="dialog-body" novalidate @submit=${this.onSubmit}>
        <h2 id="title">${forms.inboxNewTitle}</h2>
        <div class="field">
          <label class="label" for="inbox-name">${forms.inboxName}</label>
          <input
            id="inbox-name"
            class="input"
            maxlength="120"
            autocomplete="off"
            autofocus
            aria-invalid=${this.problem ? 'true' : 'false'}
            aria-describedby="problem"
          />
          <p class="problem" id="problem" role="alert" ?hidden=${!this.problem}>${icon('warning')} ${this.problem}</p>
        </div>
        <div class="dialog-actions">
          <button class="button" type="button" @click=${() => this.answer(null)}>${app.cancel}</button>
          <button class="button primary" type="submit">${forms.inboxCreate}</button>
        </div>
      </form>
    </dialog>`
  }

  private readonly onSubmit = async (event: Event) => {
    event.preventDefault()
    const { forms, fields } = this.texts
    const name = this.byId<HTMLInputElement>('inbox-name')?.value.trim() ?? ''
    if (name === '') {
      this.problem = fields.required
      return
    }
    try {
      this.answer(await createInbox(this.staff.client, name))
    } catch (thrown) {
      const error = toApiError(thrown)
      const code = error.fields['name']
      this.problem = code === 'not_a_choice' ? forms.inboxTaken : code ? fields[code] : errorText(this.texts, error)
    }
  }

  private answer(inbox: NewInbox | null): void {
    const { resolve } = this
    this.resolve = null
    this.renderRoot.querySelector('dialog')?.close()
    resolve?.(inbox)
  }
}

define('cp-staff-inbox-dialog', StaffInboxDialog)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-inbox-dialog': StaffInboxDialog
  }
}
