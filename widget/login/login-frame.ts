import type { ReactiveControllerHost, TemplateResult } from 'lit'
import type { PublicPortal } from '../../shared/portal.ts'
import type { Session } from '../base/session.ts'
import type { LoginTexts } from '../locales/en/login.ts'
import type { StartTexts } from '../locales/en/start.ts'
import type { PasswordField } from './password-field.ts'
import type { SignInController } from './sign-in.controller.ts'

/** What a login can show. */
export type LoginView = 'login' | 'forgot' | 'reset' | 'code' | 'register' | 'invitation' | 'consent'

/** What the views of a login are given by their element. */
export interface LoginFrame {
  host: ReactiveControllerHost & { readonly renderRoot: ParentNode }
  texts: LoginTexts & StartTexts
  portal: PublicPortal
  session: Session
  control: SignInController
  password: PasswordField
  view: LoginView
  /** Of the mailed link that was opened; empty without one. */
  token: string
  /** What a portal says in place of the view's own heading and sentence. */
  page: { title?: string; intro?: TemplateResult }
  /** It stands where the login is, so there is no other to go back to. */
  isFirst: boolean
  emailField: (autocomplete?: 'username' | 'email') => TemplateResult
  show: (view: LoginView) => void
  /** Reading begins somewhere else now. */
  moveFocus: () => void
  /** Somebody is in. */
  done: () => void
}
