import { html, nothing, type TemplateResult } from 'lit'
import { sendForJson } from '../../api/client.ts'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import type { LoginFrame } from '../login-frame.ts'
import { consentField, givenConsent } from './consent-words.ts'
import { wayForm, type Way } from './way-form.ts'

/** Before anything else is open: what the portal asks everybody to agree to. Who does not logs out. */
export class GiveConsent implements Way {
  render(frame: LoginFrame, words: WayTexts): TemplateResult {
    const { control, portal, session, texts, page } = frame
    const { consent } = portal
    return wayForm(frame, words, {
      title: page.title ?? words.consentTitle,
      ...(page.intro && { intro: page.intro }),
      fields: consent ? consentField(consent, words.language, control) : nothing,
      button: control.isBusy ? words.saving : words.agree,
      more: html`<button class="link" type="button" @click=${() => session.signOut()}>${texts.logOut}</button>`,
      submit: async () => {
        const isTicked = frame.host.renderRoot.querySelector<HTMLInputElement>('#consent')?.checked
        if (control.isHeld || !consent || !(await control.accept(isTicked ? {} : { consent: words.consentMissing }))) return
        const json = givenConsent(consent, words.language)
        const isGiven = await control.attempt(
          texts,
          () => sendForJson(session, { method: 'POST', path: '/consent', json, byUser: true }),
          (error) => (error.code === 'changed_meanwhile' ? { form: words.consentChanged } : undefined),
        )
        if (!isGiven || !session.me) return
        await session.setMe({ ...session.me, needsConsent: false })
        frame.done()
      },
    })
  }
}
