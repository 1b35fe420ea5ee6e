import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { pipelinesStyles } from './pipelines.styles.ts'

/** Whether something goes, and where what is in it goes. */
export interface MoveQuestion {
  title: string
  /** Lines above the choice. */
  lines: readonly string[]
  /** Null: there is nothing to move. */
  choice: { label: string; options: readonly { id: string; name: string }[] } | null
  yes: string
  no: string
}

/**
 * Asks where tickets go before the place that they are in is deleted.
 *
 * @element cp-staff-move-dialog
 */
export class StaffMoveDialog extends LitElement {
  static override styles = [controlStyles, stateStyles, pipelinesStyles]
  static override properties: PropertyDeclarations = { question: { state: true } }

  declare private question: MoveQuestion | null
  private resolve: ((answer: { to: string | null } | null) => void) | null = null

  constructor() {
    super()
    this.question = null
  }

  /** Shows the question. Null: nothing shall happen. */
  async ask(question: MoveQuestion): Promise<{ to: string | null } | null> {
    this.resolve?.(null)
    this.question = question
    await this.updateComplete
    const dialog = this.renderRoot.querySelector('dialog')
    if (!dialog?.open) dialog?.showModal()
    return new Promise((resolve) => (this.resolve = resolve))
  }

  override render() {
    const { question } = this
    return html`<dialog aria-labelledby="title" aria-describedby="lines" @close=${this.onClose}>
      ${
        question
          ? html`<form class="dialog-body" @submit=${this.onSubmit}>
              <h2 id="title">${question.title}</h2>
              <div id="lines">${question.lines.map((line) => html`<p>${line}</p>`)}</div>
              ${
                question.choice
                  ? html`<div class="field">
                      <label class="label" for="to">${question.choice.label}</label>
                      <select class="input" id="to" autofocus>
                        ${question.choice.options.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
                      </select>
                    </div>`
                  : nothing
              }
              <div class="dialog-actions">
                <button class="button" type="button" ?autofocus=${!question.choice} @click=${() => this.answer(null)}>
                  ${question.no}
                </button>
                <button class="button danger" type="submit">${question.yes}</button>
              </div>
            </form>`
          : nothing
      }
    </dialog>`
  }

  private onSubmit(event: Event): void {
    event.preventDefault()
    this.answer({ to: this.renderRoot.querySelector('select')?.value ?? null })
  }

  private onClose(event: Event): void {
    // The event comes a little after the closing: the next question may be open by then.
    if (!(event.target as HTMLDialogElement).open) this.answer(null)
  }

  private answer(answer: { to: string | null } | null): void {
    const { resolve } = this
    this.resolve = null
    this.renderRoot.querySelector('dialog')?.close()
    resolve?.(answer)
  }
}

define('cp-staff-move-dialog', StaffMoveDialog)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-move-dialog': StaffMoveDialog
  }
}
