import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { stateStyles } from '../base/state.styles.ts'

/** A question with two answers. */
export interface Question {
  title: string
  text: string
  yes: string
  no: string
}

/**
 * Asks before something is lost or ends. The safe answer has the focus.
 *
 * @element cp-staff-confirm
 */
export class ConfirmDialog extends LitElement {
  static override styles = [controlStyles, stateStyles]
  static override properties: PropertyDeclarations = { question: { state: true } }

  declare private question: Question | null
  private resolve: ((answer: boolean) => void) | null = null

  constructor() {
    super()
    this.question = null
  }

  /** Shows the question; the answer is false when the dialog is closed otherwise. */
  async ask(question: Question): Promise<boolean> {
    this.resolve?.(false)
    this.question = question
    await this.updateComplete
    const dialog = this.renderRoot.querySelector('dialog')
    if (!dialog?.open) dialog?.showModal()
    return new Promise((resolve) => (this.resolve = resolve))
  }

  override render() {
    const { question } = this
    return html`<dialog role="alertdialog" aria-labelledby="title" aria-describedby="text" @close=${this.onClose}>
      ${
        question
          ? html`<div class="dialog-body">
              <h2 id="title">${question.title}</h2>
              <p id="text">${question.text}</p>
              <div class="dialog-actions">
                <button class="button" type="button" autofocus @click=${() => this.answer(false)}>${question.no}</button>
                <button class="button danger" type="button" @click=${() => this.answer(true)}>${question.yes}</button>
              </div>
            </div>`
          : nothing
      }
    </dialog>`
  }

  private onClose(event: Event): void {
    // The event comes a little after the closing: the next question may be open by then.
    if (!(event.target as HTMLDialogElement).open) this.answer(false)
  }

  private answer(isYes: boolean): void {
    const { resolve } = this
    this.resolve = null
    this.renderRoot.querySelector('dialog')?.close()
    resolve?.(isYes)
  }
}

define('cp-staff-confirm', ConfirmDialog)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-confirm': ConfirmDialog
  }
}
