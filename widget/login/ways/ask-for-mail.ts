import { html, nothing, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { postMailRequest, type MailRequest } from '../../api/mail-requests.ts'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import { describedBy, field } from '../../ui/field.ts'
import type { LoginFrame } from '../login-frame.ts'
import type { Problems } from '../sign-in.controller.ts'
import { consentField, givenConsent } from './consent-words.ts'
import { keepWanted } from './wanted.ts'
import { wayForm, type Way } from './way-form.ts'

/** An address is asked for; then it is said that a mail is on its way, the same for every address. */
export class AskForMail implements Way {
  /** Where the mail goes; empty while it is asked for. */
  sentTo = ''

  render(frame: LoginFrame, words: WayTexts): TemplateResult {
    return this.sentTo ? this.renderSent(frame, words) : this.renderAsk(frame, words)
  }

  protected renderAsk(frame: LoginFrame, words: WayTexts, more?: unknown): TemplateResult {
    const { view, control, portal, texts, page } = frame
    const isNew = view === 'register'
    if (isNew && !portal.canRegister)
      return wayForm(frame, words, { title: words.registerTitle, intro: words.registerOff, submit: () => {} })
    const title = isNew ? words.registerTitle : view === 'code' ? words.codeTitle : words.forgotTitle
    const intro = isNew ? words.registerIntro : view === 'code' ? words.codeIntro : words.forgotIntro
    const button = control.isBusy ? words.sending : isNew ? words.register : words.sendMail
    const fields = html`${isNew ? nameField(words, control.problems.name) : nothing} ${frame.emailField(isNew ? 'email' : 'username')}
    ${isNew ? trap() : nothing} ${isNew && portal.consent ? consentField(portal.consent, words.language, control) : nothing}`
    return wayForm(frame, words, {
      title: page.title ?? title,
      intro: page.intro ?? intro,
      fields,
      button,
      more,
      submit: async () => {
        const name = isNew ? control.value('name').trim() : ''
        const email = control.value('email').trim()
        const missing: Problems = isNew && name === '' ? { name: texts.fieldError.required } : {}
        const isAsked = isNew && portal.consent !== null
        const isTicked = frame.host.renderRoot.querySelector<HTMLInputElement>('#consent')?.checked ?? false
        const unticked: Problems = isAsked && !isTicked ? { consent: words.consentMissing } : {}
        if (control.isHeld || !(await control.accept({ ...missing, ...control.checkEmail(email, texts), ...unticked }))) return
        control.email = email
        if (await this.send(frame, words, email, name)) frame.moveFocus()
      },
    })
  }

  protected async send(
    { view, control, portal, session, texts, host }: LoginFrame,
    words: WayTexts,
    email: string,
    name = '',
  ): Promise<boolean> {
    const what: MailRequest = view === 'register' ? 'registrations' : view === 'code' ? 'magic-links' : 'password-resets'
    const website = (host.renderRoot.querySelector('#website') as HTMLInputElement | null)?.value ?? ''
    const body =
      view === 'register'
        ? { email, name, website, ...(portal.consent && { consent: givenConsent(portal.consent, words.language) }) }
        : { email }
    const isTaken = await control.attempt(
      texts,
      () => postMailRequest(session.base, what, body, session.holder),
      (error) =>
        error.fields['email'] === 'not_a_choice'
          ? { email: words.registerOwn }
          : error.code === 'registration_off'
            ? { form: words.registerOff }
            : error.code === 'changed_meanwhile'
              ? { form: words.consentChanged }
              : undefined,
    )
    if (!isTaken) return false
    keepWanted(session.portalKey)
    this.sentTo = email
    host.requestUpdate()
    return true
  }

  private renderSent(frame: LoginFrame, words: WayTexts): TemplateResult {
    const { view } = frame
    const title = words.sentTitle
    const intro = view === 'register' ? words.registerSent(this.sentTo) : words.forgotSent(this.sentTo)
    const again = () => {
      this.sentTo = ''
      frame.host.requestUpdate()
      frame.moveFocus()
    }
    return wayForm(frame, words, {
      title,
      intro,
      fields: html`<p class="muted">${words.sentHint}</p>`,
      more: html`<button class="link" type="button" @click=${again}>${words.sendAgain}</button>`,
      submit: () => {},
    })
  }
}

function nameField(words: WayTexts, error: string | undefined): TemplateResult {
  return field({
    id: 'name',
    label: words.name,
    error,
    input: html`<input
      class="input"
      id="name"
      name="name"
      autocomplete="name"
      maxlength=${limits.nameMaxChars}
      required
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${describedBy('name', { error })}
    />`,
  })
}

/** Nobody sees it: what fills it in is a program. */
function trap(): TemplateResult {
  return html`<div class="visually-hidden" aria-hidden="true"><input id="website" name="website" tabindex="-1" autocomplete="off" /></div>`
}
