import { html, nothing, type TemplateResult } from 'lit'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import type { LoginFrame, LoginView } from '../login-frame.ts'
import type { Problems } from '../sign-in.controller.ts'
import { badLink } from './bad-link.ts'
import { signInInstead } from './sign-in-instead.ts'
import { followWanted } from './wanted.ts'
import { wayForm, type Way } from './way-form.ts'

const redemptions: Partial<Record<LoginView, string>> = {
  reset: '/password-resets/redemption',
  invitation: '/invitations/redemption',
  register: '/registrations/redemption',
}

/** The owner of a mailed link chooses a password and is in. A password that is refused leaves the link as good as it was. */
export class ChoosePassword implements Way {
  private isLinkBad = false

  render(frame: LoginFrame, words: WayTexts): TemplateResult {
    const { view, token, control, texts, portal, password, page } = frame
    if (this.isLinkBad || !token) return badLink(frame, words, view === 'register' ? 'register' : 'forgot')
    const min = portal.passwordMinChars
    const isNew = view !== 'reset'
    return wayForm(frame, words, {
      title: page.title ?? (isNew ? words.invitationTitle : words.resetTitle),
      ...(page.intro && { intro: page.intro }),
      fields: html`${password.render(texts, {
        label: isNew ? texts.password : words.newPassword,
        autocomplete: 'new-password',
        help: words.passwordHelp(min),
        error: control.problems.password,
      })}
      ${isNew ? nothing : html`<p class="muted">${words.endsOthers}</p>`}`,
      button: control.isBusy ? words.saving : words.savePassword,
      submit: () => this.save(frame, words),
    })
  }

  private async save(frame: LoginFrame, words: WayTexts): Promise<void> {
    const { view, token, control, texts, portal, session } = frame
    const password = control.value('password')
    const min = portal.passwordMinChars
    if (control.isHeld) return
    const tooShort = { password: words.passwordTooShort(min) }
    const problems: Problems =
      password === '' ? { password: texts.fieldError.required } : [...password.normalize('NFKC')].length < min ? tooShort : {}
    if (!(await control.accept(problems))) return
    const isIn = await control.attempt(
      texts,
      () => signInInstead(session, { token, password }, redemptions[view]),
      (error) => {
        if (error.fields['password'] === 'too_short') return tooShort
        if (error.code === 'registration_off') return { form: words.registerOff }
        if (error.code !== 'link_not_valid') return undefined
        this.isLinkBad = true
        frame.moveFocus()
        return {}
      },
    )
    if (!isIn) return
    frame.done()
    followWanted(session.portalKey)
  }
}
