import { html, nothing, type TemplateResult } from 'lit'
import { toApiError } from '../api/api-error.ts'
import { changeAccount } from '../api/account.ts'
import { problemNotice } from '../base/problem-text.ts'
import { describedBy, field } from '../ui/field.ts'
import type { AccountFrame, SectionName } from './account-frame.ts'

/** Asks who is there, before something that an open page alone must not do; then it goes on with that. */
export class ProofForm {
  readonly section: SectionName
  private readonly resume: () => void
  private readonly cancel: () => void
  private way: 'password' | 'mail' | 'code'
  private isBusy = false
  private error: string | undefined

  constructor(section: SectionName, { proofs }: AccountFrame['facts']['account'], resume: () => void, cancel: () => void) {
    this.section = section
    this.resume = resume
    this.cancel = cancel
    this.way = proofs.includes('password') ? 'password' : 'mail'
  }

  render(frame: AccountFrame): TemplateResult {
    const { words, texts, facts } = frame
    const { proofs, email } = facts.account
    const turn = (way: typeof this.way) => {
      this.way = way
      this.error = undefined
      frame.focus('#proof, #proof-submit')
    }
    const isPossible = proofs.length > 0
    const hint = !isPossible
      ? words.proofByLogin
      : this.way === 'code'
        ? words.proofSent(email)
        : this.way === 'mail'
          ? words.proofMailTo(email)
          : undefined
    return html`<form
      class="ask"
      aria-labelledby="proof-title"
      novalidate
      @submit=${(event: SubmitEvent) => void this.submit(event, frame)}
    >
      <p class="ask-title" id="proof-title" tabindex="-1">${words.proofTitle}</p>
      <p class="muted small">${words.proofHint}</p>
      ${hint ? html`<p>${hint}</p>` : nothing} ${isPossible && this.way !== 'mail' ? this.renderInput(frame) : nothing}
      ${this.way === 'mail' && this.error ? html`<p class="field-error" role="alert">${this.error}</p>` : nothing}
      <div class="acts">
        ${
          isPossible
            ? html`<button class="button primary" id="proof-submit" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
                ${this.way === 'mail' ? words.proofMail : words.proofConfirm}
              </button>`
            : nothing
        }
        <button class="button" type="button" @click=${this.cancel}>${texts.cancel}</button>
        ${
          this.way === 'password' && proofs.includes('code')
            ? html`<button class="link" type="button" @click=${() => turn('mail')}>${words.proofByMail}</button>`
            : this.way !== 'password' && proofs.includes('password')
              ? html`<button class="link" type="button" @click=${() => turn('password')}>${words.proofByPassword}</button>`
              : nothing
        }
      </div>
    </form>`
  }

  private renderInput({ words, facts }: AccountFrame): TemplateResult {
    const isCode = this.way === 'code'
    const help = isCode ? words.proofCodeHelp : undefined
    return html`<input class="visually-hidden" tabindex="-1" aria-hidden="true" autocomplete="username" .value=${facts.account.email} />
      ${field({
        id: 'proof',
        label: isCode ? words.proofCode : words.proofPassword,
        error: this.error,
        ...(help && { help }),
        input: html`<input
          class="input"
          id="proof"
          type=${isCode ? 'text' : 'password'}
          inputmode=${isCode ? 'numeric' : nothing}
          autocomplete=${isCode ? 'one-time-code' : 'current-password'}
          dir=${isCode ? 'ltr' : nothing}
          maxlength=${isCode ? '20' : nothing}
          required
          aria-invalid=${this.error ? 'true' : 'false'}
          aria-describedby=${describedBy('proof', { error: this.error, help })}
        />`,
      })}`
  }

  private async submit(event: SubmitEvent, frame: AccountFrame): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const { session, words, texts } = frame
    const typed = frame.value('proof')
    const code = typed.replaceAll(/[\s-]+/g, '')
    const isRight = this.way === 'password' ? typed !== '' : this.way === 'mail' || /^\d{8}$/.test(code)
    this.error = isRight ? undefined : typed === '' ? texts.fieldError.required : words.proofCodeWrong
    if (this.error) return frame.focus('#proof')
    this.isBusy = true
    frame.update()
    try {
      if (this.way === 'mail') {
        await changeAccount(session, 'POST', '/me/proof-codes')
        this.way = 'code'
        frame.focus('#proof')
      } else {
        await changeAccount(session, 'POST', '/me/proof', this.way === 'code' ? { code } : { password: typed })
        this.resume()
      }
    } catch (thrown) {
      this.error = this.explain(thrown, frame)
      frame.focus('#proof, #proof-submit')
    } finally {
      this.isBusy = false
      frame.update()
    }
  }

  private explain(thrown: unknown, { words, texts }: AccountFrame): string {
    const error = toApiError(thrown)
    if (error.code === 'sign_in_failed') return this.way === 'code' ? words.proofCodeWrong : words.passwordWrong
    if (error.code === 'sign_in_locked' || error.code === 'too_many_requests') return words.locked(Math.ceil(error.retryAfterSeconds ?? 30))
    return problemNotice(error, texts).title
  }
}
