import type { LoginView } from './login-frame.ts'

/** A view of the login, with the token of a mailed link if there is one. */
export interface LoginPlace {
  view: LoginView
  token: string
}

const paths: readonly LoginView[] = ['login', 'reset', 'invitation', 'register']
const named: readonly LoginView[] = ['login', 'forgot', 'reset', 'code', 'register', 'invitation']

/** The place that a text names, as it stands in a fragment behind the portal's prefix: `reset?token=…`, `login?view=forgot`. */
export function readLoginPlace(text: string): LoginPlace | undefined {
  const [path, query] = text.split('?', 2)
  const view = paths.find((one) => one === path)
  if (!view) return undefined
  const parameters = new URLSearchParams(query)
  const token = parameters.get('token') ?? ''
  // The link of a mail to log in with leads to the login.
  if (view === 'login') return token ? { view: 'code', token } : { view: readLoginView(parameters.get('view')), token }
  return { view, token }
}

/** The view of that name; the login itself for every other word. */
export function readLoginView(name: string | null): LoginView {
  return named.find((one) => one === name) ?? 'login'
}

/**
 * The place of a mailed link in the page's own address, for a page without `cp-portal`: links in mails lead to `#support/…`.
 * It is taken out of the address, where it would be found in the history.
 */
export function takeMailedPlace(): LoginPlace | undefined {
  const [, text] = /^#support\/(\w+\?(?:.*&)?token=.*)$/.exec(location.hash) ?? []
  const place = text === undefined ? undefined : readLoginPlace(text)
  if (place) history.replaceState(history.state, '', location.pathname + location.search)
  return place
}
