import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { StaffPermission } from '../../shared/auth.ts'
import type { Config } from '../config.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { nameNewestEvent } from '../http/newest-event.ts'
import { hashSecretToken, isSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import { requireStaff } from '../viewer.ts'
import { isStaffSessionOver, lacksSecondFactor, staffViewerOf } from './staff-session.ts'
import { findStaffSession, touchStaffSession } from './staff-session.repo.ts'

const touchEverySeconds = 60

/**
 * Lets a signed-in staff member through and sets `viewer`.
 *
 * @throws AppError `sign_in_required` without a good cookie, `session_expired` when its session is over.
 */
export const authenticateStaff = createMiddleware<AppEnv>(async (c, next) => {
  const { deps } = c.var
  const token = getCookie(c, cookieOf(deps.config).name)
  if (token === undefined || !isSecretToken('cps_', token)) throw new AppError('sign_in_required')
  const session = await findStaffSession(deps.db, hashSecretToken(token))
  if (!session) throw new AppError('sign_in_required')
  const now = deps.now()
  if (isStaffSessionOver(session, now)) throw new AppError('session_expired')
  if (isActivity(c) && later(session.last_seen_at, touchEverySeconds) <= now) {
    await touchStaffSession(deps.db, session.account_id, session.id, now)
  }
  nameNewestEvent(c, session.last_event_seq)
  c.set('viewer', staffViewerOf(session))
  c.set('lacksSecondFactor', lacksSecondFactor(session))
  return next()
})

/** Keeps out who still has to begin the second factor that the account wants. Needs `authenticateStaff` before it. @throws AppError `second_factor_missing`. */
export const requireSecondFactor = createMiddleware<AppEnv>((c, next) => {
  if (c.var.lacksSecondFactor) throw new AppError('second_factor_missing')
  return next()
})

/** Lets staff through who have the permission. Needs `authenticateStaff` before it. @throws AppError `not_allowed`. */
export function requirePermission(permission: StaffPermission): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!requireStaff(c.var.viewer).permissions.includes(permission)) throw new AppError('not_allowed', `needs ${permission}`)
    return next()
  })
}

/** Gives the browser the session's token. It ends with the browser; nothing of the person stands in it. */
export function setStaffCookie(c: Context<AppEnv>, token: string): void {
  const { name, secure } = cookieOf(c.var.deps.config)
  setCookie(c, name, token, { httpOnly: true, secure, sameSite: 'Lax', path: '/' })
}

/** Takes the cookie away. */
export function clearStaffCookie(c: Context<AppEnv>): void {
  const { name, secure } = cookieOf(c.var.deps.config)
  deleteCookie(c, name, { httpOnly: true, secure, sameSite: 'Lax', path: '/' })
}

/** Browsers take no `__Host-` cookie over http, so loopback in development has another name. */
function cookieOf({ publicUrl }: Config): { name: string; secure: boolean } {
  const { protocol, hostname } = new URL(publicUrl)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'http:' && isLoopback ? { name: 'cp-sid', secure: false } : { name: '__Host-sid', secure: true }
}

/** What pages ask by themselves (streams, polling) keeps no session alive: a write does, or a read that says so. */
function isActivity(c: Context<AppEnv>): boolean {
  return !['GET', 'HEAD'].includes(c.req.method) || c.req.header('Cp-Activity') === 'user'
}
