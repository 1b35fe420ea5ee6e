import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { StaffForm } from '../../../../shared/forms.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import type { Inbox } from '../../../../shared/threads.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { connectForm, saveForm } from '../../api/forms.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { toDraft } from './form-draft.ts'

/**
 * Connects a form to a portal (S97): which one, and, with several inboxes, into which (S102).
 *
 * @element cp-staff-connect-form
 */
export class StaffConnectForm extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsControlStyles]
  static override properties: PropertyDeclarations = {
    forms: { attribute: false },
    inboxes: { attribute: false },
    portal: { attribute: false },
    chosen: { state: true },
    inboxId: { state: true },
    error: { state: true },
    hasInboxProblem: { state: true },
  }

  declare forms: readonly StaffForm[]
  declare inboxes: readonly Inbox[]
  declare portal: PortalSettings | null
  declare private chosen: string
  declare private inboxId: string
  declare private error: StaffApiError | null
  declare private hasInboxProblem: boolean
  private resolve: ((form: StaffForm | null) => void) | null = null

  constructor() {
    super()
    this.forms = []
    this.inboxes = []
    this.portal = null
    this.chosen = ''
    this.inboxId = ''
    this.error = null
    this.hasInboxProblem = false
  }

  /** Shows the dialog; answers the form that was connected, null when none was. */
  async ask(): Promise<StaffForm | null> {
    this.error = null
    this.hasInboxProblem = false
    this.choose(this.candidates[0]?.id ?? '')
    await this.updateComplete
    this.renderRoot.querySelector('dialog')?.showModal()
    return new Promise((resolve) => (this.resolve = resolve))
  }

  /** Those that lack nothing but an inbox: that can be chosen here. */
  private get candidates(): readonly StaffForm[] {
    return this.forms.filter(
      ({ problems, usedBy }) =>
        !usedBy.some(({ portalId }) => portalId === this.portal?.id) && !problems.some(({ code }) => code === 'subject_missing'),
    )
  }

  override render() {
    const { forms, app } = this.texts
    const { candidates } = this
    return html`<dialog aria-labelledby="title" @close=${() => this.answer(null)}>
      <form class="dialog-body" novalidate @submit=${this.onSubmit}>
        <h2 id="title">${forms.connectTitle(this.portal?.title ?? '')}</h2>
        ${candidates.length === 0 ? html`<p>${forms.connectNothing}</p>` : this.renderChoice(candidates)}
        ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
        <div class="dialog-actions">
          <button class="button" type="button" @click=${() => this.answer(null)}>${app.cancel}</button>
          ${candidates.length === 0 ? nothing : html`<button class="button primary" type="submit">${forms.connectYes}</button>`}
        </div>
      </form>
    </dialog>`
  }

  private renderChoice(candidates: readonly StaffForm[]): TemplateResult {
    const { forms, fields } = this.texts
    return html`<div class="field">
        <label class="label" for="form">${forms.connectChoose}</label>
        <select
          id="form"
          class="input"
          autofocus
          .value=${live(this.chosen)}
          @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
        >
          ${candidates.map(({ id, name }) => html`<option value=${id} .selected=${id === this.chosen}>${name}</option>`)}
        </select>
      </div>
      ${
        this.inboxes.length > 1
          ? html`<div class="field">
              <label class="label" for="inbox">${forms.connectInbox}</label>
              <select
                id="inbox"
                class="input"
                aria-invalid=${this.hasInboxProblem ? 'true' : 'false'}
                aria-describedby="inbox-help inbox-problem"
                .value=${live(this.inboxId)}
                @change=${(event: Event) => {
                  this.inboxId = (event.target as HTMLSelectElement).value
                  this.hasInboxProblem = false
                }}
              >
                <option value="" .selected=${this.inboxId === ''}>${forms.inboxNone}</option>
                ${this.inboxes.map(({ id, name }) => html`<option value=${id} .selected=${id === this.inboxId}>${name}</option>`)}
              </select>
              ${this.hasInboxProblem ? html`<p class="problem" id="inbox-problem">${icon('warning')} ${fields.required}</p>` : nothing}
              <p class="help" id="inbox-help">${forms.connectInboxHelp}</p>
            </div>`
          : nothing
      }
      <label class="choice"><input id="default" type="checkbox" /><span>${forms.connectDefault}</span></label>`
  }

  private choose(formId: string): void {
    this.chosen = formId
    const own = this.forms.find(({ id }) => id === formId)?.inboxId
    this.inboxId = own ?? (this.inboxes.length === 1 ? (this.inboxes[0]?.id ?? '') : '')
  }

  private readonly onSubmit = async (event: Event) => {
    event.preventDefault()
    const form = this.forms.find(({ id }) => id === this.chosen)
    if (!form || !this.portal) return
    if (this.inboxId === '') {
      this.hasInboxProblem = true
      this.byId('inbox')?.focus()
      return
    }
    const { client } = this.staff
    const isDefault = this.byId<HTMLInputElement>('default')?.checked ?? false
    try {
      if (form.inboxId !== this.inboxId) {
        await saveForm(client, form.id, { ...toDraft(form), inboxId: this.inboxId, version: form.version })
      }
      this.answer(await connectForm(client, this.portal.id, form.id, isDefault))
    } catch (thrown) {
      this.error = toApiError(thrown)
    }
  }

  private answer(form: StaffForm | null): void {
    const { resolve } = this
    this.resolve = null
    this.renderRoot.querySelector('dialog')?.close()
    resolve?.(form)
  }
}

define('cp-staff-connect-form', StaffConnectForm)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-connect-form': StaffConnectForm
  }
}
