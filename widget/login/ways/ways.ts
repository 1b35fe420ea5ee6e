import '../../start.ts'
import type { TemplateResult } from 'lit'
import { chooseLanguage } from '../../base/texts.ts'
import { wayTexts, type WayTexts } from '../../locales/en/login-ways.ts'
import type { LoginFrame, LoginView } from '../login-frame.ts'
import { AskForMail } from './ask-for-mail.ts'
import { ChoosePassword } from './choose-password.ts'
import { EnterCode } from './enter-code.ts'
import { GiveConsent } from './give-consent.ts'
import type { Way } from './way-form.ts'

/** The views of a login beside address and password, each begun anew when it is opened. Fetched with the first of them. */
export class Ways {
  private readonly words: WayTexts
  private shown: { view: LoginView; token: string; way: Way } | undefined

  private constructor(words: WayTexts) {
    this.words = words
  }

  /** With their words in the language of a tag. What was shown in another language before goes on. */
  static async load(tag: string, before?: Ways): Promise<Ways> {
    const isNorwegian = chooseLanguage([tag]).code === 'nb'
    const words = isNorwegian && import('../../locales/nb-login.ts').then((norwegian) => norwegian.wayTexts).catch(() => wayTexts)
    const ways = new Ways((await words) || wayTexts)
    ways.shown = before?.shown
    return ways
  }

  /** The view is opened once more: nothing of the last time is left. */
  begin(): void {
    this.shown = undefined
  }

  render(frame: LoginFrame): TemplateResult {
    const { view, token } = frame
    if (this.shown?.view !== view || this.shown.token !== token) this.shown = { view, token, way: wayOf(view, token) }
    return this.shown.way.render(frame, this.words)
  }
}

function wayOf(view: LoginView, token: string): Way {
  if (view === 'reset' || view === 'invitation' || (view === 'register' && token)) return new ChoosePassword()
  if (view === 'consent') return new GiveConsent()
  return view === 'code' ? new EnterCode() : new AskForMail()
}
