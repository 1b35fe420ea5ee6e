import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { limits } from '../../../shared/limits.ts'
import type { Pipeline, StaffOpenTicketBody } from '../../../shared/tickets.ts'
import { define } from '../../base/define.ts'
import { isAbort, type StaffApiError, toApiError } from '../api/client.ts'
import { openTicketForContact } from '../api/tickets.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import './contact-field.ts'
import type { ChosenContact } from './contact-field.ts'

type FieldName = 'email' | 'name' | 'subject' | 'pipelineId'

/**
 * Opens a ticket for a customer, after a phone call for instance.
 *
 * @element cp-staff-open-ticket
 * @fires cp-staff-ticket-opened - `detail` is the ticket.
 */
export class StaffOpenTicket extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      form {
        display: grid;
        gap: 16px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    pipelines: { attribute: false },
    contact: { state: true },
    problems: { state: true },
    error: { state: true },
    isBusy: { state: true },
  }

  declare pipelines: Pipeline[]
  declare private contact: ChosenContact | null
  declare private problems: Partial<Record<FieldName, string>>
  declare private error: StaffApiError | null
  declare private isBusy: boolean
  /** One ticket however often the same form is sent. */
  private attempt: { key: string; body: string } | null = null

  constructor() {
    super()
    this.pipelines = []
    this.contact = null
    this.problems = {}
    this.error = null
    this.isBusy = false
  }

  override render() {
    const { openTicket, app } = this.texts
    return html`<dialog aria-labelledby="title" @close=${this.onClose}>
      <div class="dialog-body">
        <div>
          <div class="dialog-head">
            <h2 id="title">${openTicket.title}</h2>
            <button class="button quiet icon" type="button" aria-label=${app.close} @click=${this.close}>${icon('close')}</button>
          </div>
          <p class="muted">${openTicket.intro}</p>
        </div>
        <form novalidate @submit=${this.onSubmit}>
          ${this.error ? html`<p class="banner bad" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
          <cp-staff-contact-field
            .staff=${this.staff}
            .problem=${this.problems.email ?? null}
            @cp-staff-contact-chosen=${this.onContact}
          ></cp-staff-contact-field>
          ${
            this.contact?.id === null
              ? html`<div class="field">
                  <label class="label" for="name">${openTicket.name}</label>
                  <input
                    id="name"
                    class="input"
                    name="name"
                    maxlength=${limits.nameMaxChars}
                    autocomplete="off"
                    aria-describedby="name-help"
                  />
                  <p class="help" id="name-help">${this.problems.name ?? openTicket.nameHelp}</p>
                </div>`
              : nothing
          }
          <div class="field">
            <label class="label" for="subject">${openTicket.subject}</label>
            <input
              id="subject"
              class="input"
              name="subject"
              autocomplete="off"
              aria-invalid=${this.problems.subject ? 'true' : 'false'}
              aria-describedby="subject-help ${this.problems.subject ? 'subject-problem' : ''}"
            />
            <p class="help" id="subject-help">${openTicket.subjectHelp}</p>
            ${this.problems.subject ? html`<p class="problem" id="subject-problem">${this.problems.subject}</p>` : nothing}
          </div>
          ${
            this.pipelines.length > 1
              ? html`<div class="field">
                  <label class="label" for="pipeline">${openTicket.pipeline}</label>
                  <select id="pipeline" class="input" name="pipelineId">
                    ${this.pipelines.map((pipeline) => html`<option value=${pipeline.id}>${pipeline.name}</option>`)}
                  </select>
                </div>`
              : nothing
          }
          <div class="dialog-actions">
            <button class="button" type="button" @click=${this.close}>${app.cancel}</button>
            <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
              ${this.isBusy ? openTicket.submitting : openTicket.submit}
            </button>
          </div>
        </form>
      </div>
    </dialog>`
  }

  /** Opens the dialog; what was typed before is still there unless the ticket was opened. */
  async show(): Promise<void> {
    this.renderRoot.querySelector('dialog')?.showModal()
    await this.updateComplete
    this.renderRoot.querySelector('cp-staff-contact-field')?.focus()
  }

  private close(): void {
    this.renderRoot.querySelector('dialog')?.close()
  }

  private onClose(): void {
    this.error = null
    this.problems = {}
  }

  private onContact(event: CustomEvent<ChosenContact | null>): void {
    event.stopPropagation()
    this.contact = event.detail
    const { email: _, ...others } = this.problems
    this.problems = others
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const subject = this.byId<HTMLInputElement>('subject')?.value.trim() ?? ''
    this.contact ??= this.renderRoot.querySelector('cp-staff-contact-field')?.commit() ?? null
    this.problems = this.findProblems(subject)
    if (!this.contact || Object.keys(this.problems).length > 0) return this.focusProblem()
    const name = this.byId<HTMLInputElement>('name')?.value.trim()
    const pipelineId = this.byId<HTMLSelectElement>('pipeline')?.value
    const body: StaffOpenTicketBody = {
      email: this.contact.email,
      subject,
      ...(name ? { name } : {}),
      ...(pipelineId ? { pipelineId } : {}),
    }
    await this.submit(body)
  }

  private async submit(body: StaffOpenTicketBody): Promise<void> {
    const asText = JSON.stringify(body)
    if (this.attempt?.body !== asText) this.attempt = { key: crypto.randomUUID(), body: asText }
    this.isBusy = true
    this.error = null
    try {
      const ticket = await openTicketForContact(this.staff.client, body, this.attempt.key)
      this.attempt = null
      this.contact = null
      this.renderRoot.querySelector('cp-staff-contact-field')?.clear()
      this.renderRoot.querySelector('form')?.reset()
      this.close()
      this.emit('cp-staff-ticket-opened', ticket)
    } catch (error) {
      if (isAbort(error)) return
      this.error = toApiError(error)
      for (const [name, code] of Object.entries(this.error.fields)) this.problems = { ...this.problems, [name]: this.texts.fields[code] }
      this.focusProblem()
    } finally {
      this.isBusy = false
    }
  }

  private findProblems(subject: string): Partial<Record<FieldName, string>> {
    const { openTicket } = this.texts
    return {
      ...(this.contact ? {} : { email: openTicket.customerRequired }),
      ...(subject === '' ? { subject: openTicket.subjectRequired } : {}),
      ...(subject.length > limits.subjectMaxChars ? { subject: openTicket.subjectTooLong(limits.subjectMaxChars) } : {}),
    }
  }

  private focusProblem(): void {
    if (this.problems.email) this.renderRoot.querySelector('cp-staff-contact-field')?.focus()
    else if (this.problems.subject) this.byId('subject')?.focus()
  }
}

define('cp-staff-open-ticket', StaffOpenTicket)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-open-ticket': StaffOpenTicket
  }
}
