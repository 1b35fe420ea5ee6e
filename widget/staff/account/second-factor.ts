import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { NewSecondFactor, SecondFactor } from '../../../shared/second-factor.ts'
import { define } from '../../base/define.ts'
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, readSecondFactor, renewRecoveryCodes } from '../api/account.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import '../app/confirm-dialog.ts'
import type { ConfirmDialog } from '../app/confirm-dialog.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { codeField, problemOfCode, typedCode } from '../sign-in/code-field.ts'
import { accountStyles } from './account.styles.ts'
import { recoveryCodesStyles, recoveryCodesView } from './recovery-codes.ts'
import { scanStyles, scanView } from './scan-view.ts'

const fewCodes = 3

/**
 * One's own second factor: switched on with an authenticator app, its recovery codes, switched off.
 *
 * @element cp-staff-second-factor
 * @fires cp-staff-me-changed - It was switched on and the recovery codes are kept, or it was switched off.
 */
export class StaffSecondFactor extends StaffElement {
  static override styles = [controlStyles, stateStyles, accountStyles, scanStyles, recoveryCodesStyles]
  static override properties: PropertyDeclarations = {
    isDemanded: { type: Boolean, attribute: 'is-demanded' },
    begun: { state: true },
    codes: { state: true },
    isBusy: { state: true },
    said: { state: true },
    problem: { state: true },
    codeProblem: { state: true },
  }

  /** Nothing else works before it is on: there is no way back. */
  declare isDemanded: boolean
  declare private begun: NewSecondFactor | null
  declare private codes: readonly string[] | null
  declare private isBusy: boolean
  declare private said: string
  declare private problem: StaffApiError | null
  declare private codeProblem: string | undefined
  private readonly load = new LoadController<SecondFactor>(this)

  constructor() {
    super()
    this.isDemanded = false
    this.begun = null
    this.codes = null
    this.isBusy = false
    this.said = ''
    this.problem = null
    this.codeProblem = undefined
  }

  protected override firstUpdated(): void {
    void this.load.run((signal) => readSecondFactor(this.staff.client, signal))
    if (this.isDemanded) this.byId('title')?.focus()
  }

  override render() {
    const { second } = this.texts.account
    // The codes are there once it is on.
    const isOn = this.codes ? true : this.load.data?.isOn
    return html`<section aria-labelledby="title">
        <div class="section-head">
          <h2 id="title" tabindex="-1">${this.isDemanded ? second.mustTitle : second.title}</h2>
          ${isOn === undefined || this.isDemanded ? nothing : html`<span class="pill ${isOn ? 'open' : 'closed'}">${isOn ? second.on : second.off}</span>`}
        </div>
        ${this.load.render({
          pending: () =>
            html`<div class="bones" role="status">
              <span class="visually-hidden">${this.texts.app.loading}</span><span class="bone middle"></span
              ><span class="bone short"></span>
            </div>`,
          error: (error) => errorState(this.texts, this.texts.account.failedTitle, error, () => void this.load.retry()),
          empty: () => html``,
          data: (factor) => html`<div class="body">${this.renderStep(factor)}</div>`,
        })}
      </section>
      <cp-staff-confirm></cp-staff-confirm>`
  }

  private renderStep(factor: SecondFactor): TemplateResult {
    const problem = this.problem
      ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${errorText(this.texts, this.problem)}</span></p>`
      : nothing
    if (this.codes) return recoveryCodesView(this.staff, this.codes, () => void this.keep())
    if (this.begun) return html`${problem} ${this.renderScan(this.begun)}`
    return html`${problem} ${factor.isOn ? this.renderOn(factor) : this.renderOff()}`
  }

  private renderOff() {
    const { second } = this.texts.account
    return html`<p>${this.isDemanded ? second.mustText : second.offText}</p>
      <div class="row">
        <button class="button primary" type="button" aria-disabled=${this.isBusy ? 'true' : 'false'} @click=${this.begin}>
          ${this.isBusy ? second.beginning : second.begin}
        </button>
        <span role="status">${this.said ? html`<span class="done">${icon('check')} ${this.said}</span>` : nothing}</span>
      </div>`
  }

  private renderOn({ recoveryCodesLeft }: SecondFactor) {
    const { second } = this.texts.account
    return html`<p>${second.onText}</p>
      <p class="muted">${second.left(recoveryCodesLeft)} ${recoveryCodesLeft <= fewCodes ? second.fewLeft : nothing}</p>
      <span role="status">${this.said ? html`<span class="done">${icon('check')} ${this.said}</span>` : nothing}</span>
      <div class="row">
        <button class="button" type="button" aria-disabled=${this.isBusy ? 'true' : 'false'} @click=${this.renew}>${second.renew}</button>
        <button class="button" type="button" aria-disabled=${this.isBusy ? 'true' : 'false'} @click=${this.end}>${second.end}</button>
      </div>`
  }

  private renderScan(begun: NewSecondFactor) {
    const { second } = this.texts.account
    const submit = () => void this.confirm()
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault()
      submit()
    }
    return html`${scanView(this.staff, begun)}
      <form novalidate @submit=${onSubmit}>
        <h3>${second.confirmTitle}</h3>
        <div class="short">${codeField({ texts: this.texts, isRecovery: false, problem: this.codeProblem, onComplete: submit })}</div>
        <div class="row">
          <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${this.isBusy ? second.confirming : second.confirm}
          </button>
          ${this.isDemanded ? nothing : html`<button class="button" type="button" @click=${this.cancel}>${second.cancel}</button>`}
        </div>
      </form>`
  }

  /** Does one thing at a time and says what went wrong. @returns true when it was done. */
  private async act(call: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    this.problem = null
    this.said = ''
    try {
      await call()
      return true
    } catch (error) {
      this.problem = toApiError(error)
      return false
    } finally {
      this.isBusy = false
    }
  }

  private readonly begin = async () => {
    const isBegun = await this.act(async () => {
      this.begun = await beginSecondFactor(this.staff.client)
    })
    // It was switched on in another window.
    if (this.problem?.code === 'second_factor_on') await this.load.retry()
    if (isBegun) await this.focusOn('scan')
  }

  private readonly cancel = () => {
    this.begun = null
    this.problem = null
    this.codeProblem = undefined
    void this.focusOn('title')
  }

  private async confirm(): Promise<void> {
    if (this.isBusy) return
    const field = this.byId<HTMLInputElement>('code')
    const code = typedCode(field)
    this.codeProblem = problemOfCode(this.texts, code, false)
    if (!this.codeProblem && (await this.act(() => this.showCodes(() => confirmSecondFactor(this.staff.client, code))))) return
    if (this.problem?.fields['code'] || this.problem?.code === 'changed_meanwhile') {
      this.codeProblem = this.texts.account.second.confirmFailed
      this.problem = null
    }
    field?.select()
    field?.focus()
  }

  private readonly renew = async () => {
    const { renewQuestion, renewWarning, renewYes, no } = this.texts.account.second
    if (!(await this.ask({ title: renewQuestion, text: renewWarning, yes: renewYes, no }))) return
    await this.act(() => this.showCodes(() => renewRecoveryCodes(this.staff.client)))
  }

  private readonly end = async () => {
    const { endQuestion, endWarning, endYes, ended, no } = this.texts.account.second
    if (!(await this.ask({ title: endQuestion, text: endWarning, yes: endYes, no }))) return
    if (!(await this.act(() => endSecondFactor(this.staff.client)))) return
    await this.load.retry()
    this.said = ended
    this.emit('cp-staff-me-changed')
    await this.focusOn('title')
  }

  private ask(question: Parameters<ConfirmDialog['ask']>[0]): Promise<boolean> {
    return this.renderRoot.querySelector<ConfirmDialog>('cp-staff-confirm')?.ask(question) ?? Promise.resolve(false)
  }

  private async showCodes(call: () => Promise<{ recoveryCodes: string[] }>): Promise<void> {
    const { recoveryCodes } = await call()
    this.codes = recoveryCodes
    // They are not shown again: leaving by accident would lose them.
    this.emit('cp-staff-unsaved', true)
    await this.focusOn('recovery')
  }

  private async keep(): Promise<void> {
    const isNew = this.begun !== null
    this.codes = null
    this.begun = null
    this.emit('cp-staff-unsaved', false)
    await this.load.retry()
    this.said = isNew ? this.texts.account.second.switchedOn : ''
    if (isNew) this.emit('cp-staff-me-changed')
    await this.focusOn('title')
  }

  private async focusOn(id: string): Promise<void> {
    await this.updateComplete
    this.byId(id)?.focus()
  }
}

define('cp-staff-second-factor', StaffSecondFactor)
