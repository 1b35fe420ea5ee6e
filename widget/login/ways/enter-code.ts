import { html, nothing, type TemplateResult } from 'lit'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import { describedBy, field } from '../../ui/field.ts'
import type { LoginFrame } from '../login-frame.ts'
import { AskForMail } from './ask-for-mail.ts'
import { badLink } from './bad-link.ts'
import { signInInstead } from './sign-in-instead.ts'
import { followWanted } from './wanted.ts'
import { wayForm } from './way-form.ts'

const triesMax = 5
const redemption = '/magic-links/redemption'

/** Logging in by mail: with the link on this device, or with its code, typed from another. */
export class EnterCode extends AskForMail {
  private isTyping = false
  private triesLeft = triesMax
  private isLinkBad = false

  override render(frame: LoginFrame, words: WayTexts): TemplateResult {
    if (frame.token) return this.isLinkBad ? badLink(frame, words, 'code') : this.renderLink(frame, words)
    if (this.sentTo || this.isTyping) return this.renderCode(frame, words)
    const has = () => {
      this.isTyping = true
      frame.control.reset()
      frame.moveFocus()
    }
    return this.renderAsk(frame, words, html`<button class="link" type="button" @click=${has}>${words.hasCode}</button>`)
  }

  /** A click of a person: programs that look at links in mails do not use them up. */
  private renderLink(frame: LoginFrame, words: WayTexts): TemplateResult {
    const { control, session, texts, token } = frame
    return wayForm(frame, words, {
      title: words.linkTitle,
      intro: words.linkIntro,
      button: control.isBusy ? texts.loggingIn : texts.logIn,
      submit: async () => {
        const isIn = await control.attempt(
          texts,
          () => signInInstead(session, { token }, redemption),
          (error) => {
            if (error.code !== 'link_not_valid') return undefined
            this.isLinkBad = true
            frame.moveFocus()
            return {}
          },
        )
        if (!isIn) return
        frame.done()
        followWanted(session.portalKey)
      },
    })
  }

  private renderCode(frame: LoginFrame, words: WayTexts): TemplateResult {
    const { control } = frame
    const isUsedUp = this.triesLeft === 0
    const again = async () => {
      const email = this.sentTo
      this.triesLeft = triesMax
      this.isTyping = false
      // Without an address it has to be asked for first.
      if (email) await this.send(frame, words, email)
      frame.control.reset()
      frame.moveFocus()
    }
    return wayForm(frame, words, {
      title: this.sentTo ? words.sentTitle : words.codeTitle,
      ...(this.sentTo && { intro: words.codeSent(this.sentTo) }),
      fields: isUsedUp ? nothing : html`${this.sentTo ? nothing : frame.emailField()} ${codeField(words, control.problems.code)}`,
      ...(!isUsedUp && { button: control.isBusy ? frame.texts.loggingIn : frame.texts.logIn }),
      more: html`<button class="link" type="button" @click=${again}>${words.sendAgain}</button>`,
      submit: () => this.redeem(frame, words),
    })
  }

  private async redeem(frame: LoginFrame, words: WayTexts): Promise<void> {
    const { control, session, texts } = frame
    const email = this.sentTo || control.value('email').trim()
    const code = control.value('code').replaceAll(/[\s-]+/g, '')
    if (control.isHeld) return
    const problem = code === '' ? texts.fieldError.required : /^\d{8}$/.test(code) ? undefined : words.codeInvalid
    if (!(await control.accept({ ...control.checkEmail(email, texts), ...(problem && { code: problem }) }))) return
    const isIn = await control.attempt(
      texts,
      () => signInInstead(session, { email, code }, redemption),
      (error) => {
        if (error.code !== 'sign_in_failed') return undefined
        this.triesLeft -= 1
        return this.triesLeft === 0 ? { form: words.codeUsedUp } : { code: words.codeWrong(this.triesLeft) }
      },
    )
    if (isIn) frame.done()
  }
}

function codeField(words: WayTexts, error: string | undefined): TemplateResult {
  return field({
    id: 'code',
    label: words.code,
    help: words.codeHelp,
    error,
    input: html`<input
      class="input code"
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      autocapitalize="none"
      spellcheck="false"
      maxlength="20"
      required
      dir="ltr"
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy('code', { error, help: words.codeHelp })}
    />`,
  })
}
