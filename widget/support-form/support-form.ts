import '../start.ts'
import '../ui/file-picker.ts'
import { html, nothing, type TemplateResult } from 'lit'
import type { FormField } from '../../shared/forms.ts'
import { define } from '../base/define.ts'
import { fileTarget } from '../base/file-ends.ts'
import { localized } from '../base/localized.ts'
import { PortalElement } from '../base/portal-element.ts'
import { problemNotice } from '../base/problem-text.ts'
import { fileTexts, type FileTexts } from '../locales/en/files.ts'
import { formTexts, type FormTexts } from '../locales/en/form.ts'
import { field } from '../ui/field.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { FileDrop } from '../ui/file-drop.ts'
import type { FilePicker, FileTarget } from '../ui/file-picker.ts'
import { checkIcon } from '../ui/icons.ts'
import { banner, problem } from '../ui/notice.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { textareaStyles } from '../ui/textarea.styles.ts'
import { formFields, type FieldsFrame } from './form-fields.ts'
import { formFieldsStyles } from './form-fields.styles.ts'
import { maxChars, SupportFormController } from './support-form.controller.ts'
import { supportFormStyles } from './support-form.styles.ts'
import { colleagueField, whom, whomStyles } from './whom.ts'

/**
 * The portal's support form: files a new ticket and says its number.
 *
 * @element cp-support-form
 * @attribute form - Which of the portal's forms, by its key; without it the default one, and a choice where there are several.
 * @attribute ticket-href - Address of a ticket's page, with `{id}` in it, for the link after sending.
 * @fires cp-ticket-submitted - The server took the ticket. `detail.ticketId`, `detail.number`.
 * @fires cp-ticket-open - The link to the new ticket was followed. Cancelable.
 * @csspart form - The form.
 * @csspart thanks - What stands there after sending.
 */
export class SupportFormElement extends PortalElement<keyof FormTexts | keyof FileTexts> {
  static override styles = [PortalElement.styles, fieldStyles, textareaStyles, supportFormStyles, formFieldsStyles, whomStyles]
  static override properties = {
    ticketHref: { attribute: 'ticket-href' },
    formKey: { attribute: 'form' },
    openTicket: { attribute: false },
    hasSummary: { state: true },
    waitsForFiles: { state: true },
  }

  declare ticketHref: string
  declare formKey: string
  /** Shows the new ticket instead of following `ticket-href`; set by `cp-portal`. */
  declare openTicket: ((ticketId: string) => void) | undefined
  declare private hasSummary: boolean
  declare private waitsForFiles: boolean

  private readonly form = new SupportFormController(this)
  private readonly files = new FileDrop(this, () => this.picker)
  private target: FileTarget | undefined
  private shouldUploadAgain = false

  constructor() {
    super({ ...formTexts, ...fileTexts })
    this.ticketHref = ''
    this.formKey = ''
    this.hasSummary = false
    this.waitsForFiles = false
  }

  protected override enter(): void {
    const { connection, me } = this
    if (!connection || !me) return
    this.target = fileTarget(connection.session)
    this.form.formKey = this.formKey
    this.form.enter(connection, me.id)
    if (this.shouldUploadAgain) this.picker?.uploadAgain()
    this.shouldUploadAgain = true
  }

  protected override leave(): void {
    this.form.leave()
    this.picker?.clear()
    this.hasSummary = false
    this.shouldUploadAgain = false
  }

  protected override renderContent(): TemplateResult {
    const { form, texts } = this
    form.canFileForColleagues = (this.settings?.canInvolveColleagues ?? false) && typeof this.me?.companyName === 'string'
    if (form.ticket) return this.renderThanks(form.ticket.id, form.ticket.number)
    if (form.state === 'error' && form.error) return problem(problemNotice(form.error, texts, form.retry))
    if (form.state === 'pending') return this.renderPending()
    return html`<form
      part="form"
      class=${this.files.isOver ? 'dropping' : ''}
      novalidate
      @submit=${this.submit}
      @dragover=${this.files.over}
      @dragleave=${this.files.out}
      @drop=${this.files.drop}
      @paste=${this.files.paste}
    >
      <h2 tabindex="-1" data-start>${localized(form.value?.titles, this.locale) || texts.submitTicket}</h2>
      ${this.renderSummary()} ${form.failure ? banner(this.failureText) : nothing} ${this.renderWhom()} ${this.renderChoice()}
      ${formFields(form.fields, this.frame)}
      <div class="acts">
        ${
          this.isPreview
            ? html`<p class="muted">${texts.problemPreview}.</p>`
            : html`<button class="button primary" type="submit" aria-disabled=${form.isSending ? 'true' : 'false'}>
                ${form.isSending ? texts.submitting : texts.submit}
              </button>`
        }
        <span class="muted small" role="status">${this.waitsForFiles ? texts.waitForFiles : nothing}</span>
      </div>
    </form>`
  }

  protected override renderPending(): TemplateResult {
    const line = html`<p class="field">${skeletonLine('short')}<span class="input"></span></p>`
    return html`<p class="visually-hidden" role="status">${this.texts.loading}</p>
      <form aria-hidden="true">${line}${line}${line}</form>`
  }

  private renderSummary(): TemplateResult | typeof nothing {
    const { form, texts } = this
    const wrong = [
      { name: colleagueField, label: texts.colleagueAddress },
      ...form.shown.map((each) => ({ name: each.name, label: localized(each.labels, this.locale) })),
    ].filter(({ name }) => form.errors[name])
    if (!this.hasSummary || wrong.length === 0) return nothing
    return html`<div class="summary" role="alert" tabindex="-1" id="summary">
      <h3>${texts.formErrors(wrong.length)}</h3>
      <ul>
        ${wrong.map(
          ({ name, label }) =>
            html`<li>
              <a href="#field-${name}" @click=${(event: Event) => this.goTo(event, name)}>${label} – ${this.errorText(name)}</a>
            </li>`,
        )}
      </ul>
    </div>`
  }

  private renderWhom(): TemplateResult | typeof nothing {
    const { form, texts } = this
    if (!form.canFileForColleagues) return nothing
    return whom({
      texts,
      isForColleague: form.isForColleague,
      address: form.values[colleagueField] ?? '',
      error: this.errorText(colleagueField),
      write: (name, value) => form.write(name, value),
      leave: () => form.leaveField(colleagueField),
    })
  }

  private get frame(): FieldsFrame {
    const { form, texts, locale } = this
    return {
      texts,
      locale,
      shown: form.shown,
      textOf: form.textOf,
      errorOf: (name) => this.errorText(name),
      write: (name, text) => form.write(name, text),
      leave: (name) => form.leaveField(name),
      renderFiles: (each, id) => this.renderFiles(each, id),
    }
  }

  /** What it is about, where the portal has several forms and the page does not say which. */
  private renderChoice(): TemplateResult | typeof nothing {
    const { form, texts, locale } = this
    const { choices = [], key: chosen } = form.value ?? {}
    if (this.formKey || choices.length < 2) return nothing
    const input = html`<span class="select">
      <select class="input" id="form-choice" @change=${(event: Event) => form.choose((event.target as HTMLSelectElement).value)}>
        ${choices.map(
          ({ key, name, titles }) => html`<option value=${key} ?selected=${key === chosen}>${localized(titles, locale) || name}</option>`,
        )}
      </select>
    </span>`
    return field({ id: 'form-choice', label: texts.whatAbout, input })
  }

  private renderFiles(each: FormField, id: string): TemplateResult {
    const { texts, settings, target } = this
    if (!settings || !target) return html``
    return html`<cp-file-picker
      id=${id}
      name=${each.name}
      roomy
      .texts=${texts}
      .locale=${this.locale}
      .limits=${settings.limits}
      .target=${target}
      ?disabled=${this.isPreview}
      @change=${() => this.filesChanged(each)}
    ></cp-file-picker>`
  }

  private renderThanks(ticketId: string, number: number): TemplateResult {
    const { texts } = this
    const open = (event: Event) => this.openNew(event, ticketId)
    const href = this.ticketHref.replaceAll('{id}', encodeURIComponent(ticketId))
    const link = this.ticketHref
      ? html`<a class="button primary" href=${href} @click=${open}>${texts.viewTicket}</a>`
      : this.openTicket
        ? html`<button class="button primary" type="button" @click=${open}>${texts.viewTicket}</button>`
        : nothing
    return html`<div class="thanks" part="thanks">
      <span class="sign">${checkIcon}</span>
      <h2 tabindex="-1" data-start>${texts.thankYou(number)}</h2>
      ${this.form.filedFor ? html`<p><bdi>${texts.filedFor(this.form.filedFor)}</bdi></p>` : nothing}
      <p>${texts.whatNext}</p>
      <div class="acts">
        ${link}
        <button class="button" type="button" @click=${this.startOver}>${texts.submitAnother}</button>
      </div>
    </div>`
  }

  private get failureText(): string {
    const { failure } = this.form
    if (failure?.code === 'offline') return this.texts.submitOffline
    return failure && failure.isPassing ? problemNotice(failure, this.texts).title : this.texts.submitFailed
  }

  private errorText(name: string): string | undefined {
    const { form, texts } = this
    const code = form.errors[name]
    const asked = form.fields.find((each) => each.name === name)
    if (!code) return undefined
    if (code === 'too_long' && asked) return texts.tooLongBy(maxChars(asked))
    if (code === 'invalid' && asked?.type === 'number') return texts.notANumber
    return code === 'required' && asked?.type === 'consent' ? texts.consentRequired : texts.fieldError[code]
  }

  /** Staff look at it. */
  private get isPreview(): boolean {
    return this.connection?.session.isPreview ?? false
  }

  private get picker(): FilePicker | null {
    return this.renderRoot.querySelector('cp-file-picker')
  }

  private readonly submit = async (event: Event) => {
    event.preventDefault()
    const { form, picker } = this
    if (form.isSending || this.isPreview) return
    this.waitsForFiles = false
    const isGood = form.checkAll((picker?.attachments.length ?? 0) > 0 || (picker?.isUploading ?? false))
    this.hasSummary = !isGood
    if (!isGood) return this.focusSummary()
    if (picker?.hasProblems) {
      picker.focus()
      return
    }
    if (picker?.isUploading) {
      this.waitsForFiles = true
      return
    }
    const ticket = await form.submit((picker?.attachments ?? []).map((attachment) => attachment.id))
    if (ticket) {
      picker?.clear()
      this.emit('cp-ticket-submitted', { ticketId: ticket.id, number: ticket.number })
      this.focusStart()
    } else if (Object.keys(form.errors).length > 0) {
      this.hasSummary = true
      await this.focusSummary()
    }
  }

  private async focusSummary(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#summary')?.focus()
  }

  private readonly goTo = (event: Event, name: string) => {
    event.preventDefault()
    this.renderRoot.querySelector<HTMLElement>(`[id='field-${name}']`)?.focus()
  }

  private filesChanged(each: FormField): void {
    if (this.form.errors[each.name] && this.picker?.attachments.length) this.form.check(each.name)
    if (this.waitsForFiles && !this.picker?.isUploading) void this.submit(new Event('submit'))
  }

  private openNew(event: Event, ticketId: string): void {
    const isAllowed = this.emit('cp-ticket-open', { ticketId }, true)
    if (!isAllowed || this.openTicket) event.preventDefault()
    if (isAllowed) this.openTicket?.(ticketId)
  }

  private readonly startOver = () => {
    this.form.startOver()
    this.hasSummary = false
    this.focusStart()
  }
}

define('cp-support-form', SupportFormElement)

declare global {
  interface HTMLElementTagNameMap {
    'cp-support-form': SupportFormElement
  }
}
