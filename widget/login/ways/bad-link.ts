import { html, type TemplateResult } from 'lit'
import type { WayTexts } from '../../locales/en/login-ways.ts'
import type { LoginFrame, LoginView } from '../login-frame.ts'
import { wayForm } from './way-form.ts'

/** A mailed link that is not good, or the page of one without it; `next`: where a new one is asked for. */
export function badLink(frame: LoginFrame, words: WayTexts, next: LoginView): TemplateResult {
  const isMissing = frame.token === ''
  const hint = isMissing ? words.linkMissing : frame.view === 'invitation' ? words.linkBadInvitation : words.linkBad
  return wayForm(frame, words, {
    title: isMissing ? words.linkMissingTitle : words.linkBadTitle,
    fields: html`<p role="alert">${hint}</p>`,
    button: words.newMail,
    submit: () => frame.show(next),
  })
}
