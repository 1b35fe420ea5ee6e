import type { PageKind } from '../../shared/page-kinds.ts'
import type { LoginView } from './login-frame.ts'

const pages: Record<LoginView, PageKind> = {
  login: 'log_in',
  forgot: 'reset_request',
  reset: 'new_password',
  invitation: 'set_up',
  register: 'register',
  code: 'code',
  consent: 'consent',
}

/** What a view of the login is called in a portal's settings. */
export function pageOf(view: LoginView, token: string): PageKind {
  return view === 'register' && token ? 'set_up' : pages[view]
}
