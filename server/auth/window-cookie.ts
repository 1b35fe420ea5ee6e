import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AppEnv } from '../deps.ts'
import { isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { attemptSeconds } from './handoff.ts'

/** What tells the browser whose window a sign-in is, if it has shown it. */
export function readWindowCookie(c: Context<AppEnv>): string | undefined {
  const value = getCookie(c, cookieOf(c).name)
  return value !== undefined && isSecretToken('', value) ? value : undefined
}

/** The browser's cookie, or a new one: two sign-ins at once in one browser share it. */
export function windowCookieFor(c: Context<AppEnv>): string {
  return readWindowCookie(c) ?? makeSecretToken('')
}

/** Gives the cookie to the browser. It says nothing of the person, and signs nobody in. */
export function setWindowCookie(c: Context<AppEnv>, value: string): void {
  const { name, secure } = cookieOf(c)
  // None: a provider answers with a form of its own site. Without TLS (loopback) browsers refuse that word; unsaid, they send it.
  setCookie(c, name, value, { httpOnly: true, secure, path: '/', maxAge: attemptSeconds, ...(secure && { sameSite: 'None' }) })
}

function cookieOf(c: Context<AppEnv>): { name: string; secure: boolean } {
  const isSecure = c.var.deps.config.publicUrl.startsWith('https:')
  return isSecure ? { name: '__Host-sso', secure: true } : { name: 'cp-sso', secure: false }
}
