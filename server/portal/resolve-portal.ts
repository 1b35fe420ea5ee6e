import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecretToken, isSecretToken } from '../http/secret-token.ts'
import { answerPreflight, exposeToEveryOrigin, exposeToOrigin, isOriginAllowed, originOf } from './allow-origin.ts'
import { findPreview } from './preview.repo.ts'
import { findPortalAndSession } from './portal-request.repo.ts'
import type { PortalRow } from './portal.table.ts'

/**
 * The gate in front of `/api/v1/portals/{portalKey}` and everything below it: finds the portal, lets only its origins in,
 * answers preflights, and closes a portal that is off. The public settings, and only they, are for every origin and for a
 * portal that is off.
 */
export const resolvePortal = createMiddleware<AppEnv>(async (c, next) => {
  const portalKey = c.req.param('portalKey') ?? ''
  const isSettings = isPublicSettings(c)
  // Before anything can fail: an element must be able to read "no such portal".
  if (isSettings) exposeToEveryOrigin(c)
  if (isSettings && c.req.method === 'OPTIONS') return answerPreflight(c)

  const token = accessTokenOf(c)
  const found = await findPortalAndSession(c.var.deps.db, portalKey, token === null ? null : hashSecretToken(token))
  const { domain } = c.var.site
  // At a domain of an account there are its portals, no others.
  if (!found || (domain && domain.account_id !== found.portal.account_id)) throw new AppError('portal_not_found', portalKey)
  const { portal, session } = found
  c.set('portal', portal)
  c.set('requestSession', session)
  c.set('requestPreview', await findRequestPreview(c, portal))
  if (isSettings) return next()

  const origin = originOf(c)
  if (!isOriginAllowed(c.var, portal, origin)) {
    c.header('Vary', 'Origin')
    throw new AppError('origin_not_allowed', `${String(origin)} is not an origin of ${portalKey}`)
  }
  exposeToOrigin(c, origin)
  if (c.req.method === 'OPTIONS') return answerPreflight(c)
  // An admin looks before switching on.
  const isPreview = c.var.requestPreview !== null || c.req.path.endsWith('/preview-sessions')
  if (portal.is_on !== 1 && !isPreview) throw new AppError('portal_off', portalKey)
  return next()
})

/** The access token of `Authorization: DPoP …`, or null when there is none that could be ours. Cookies are never looked at. */
export function accessTokenOf(c: Context<AppEnv>): string | null {
  const match = /^DPoP (\S+)$/i.exec(c.req.header('Authorization') ?? '')
  const token = match?.[1]
  return token !== undefined && (isSecretToken('cpa_', token) || isPreviewToken(token)) ? token : null
}

function isPreviewToken(token: string): boolean {
  return isSecretToken('cpv_', token)
}

async function findRequestPreview(c: Context<AppEnv>, portal: PortalRow) {
  const token = accessTokenOf(c)
  if (token === null || !isPreviewToken(token)) return null
  return (await findPreview(c.var.deps.db, portal.account_id, portal.id, hashSecretToken(token))) ?? null
}

function isPublicSettings(c: Context<AppEnv>): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && /^\/api\/v1\/portals\/[^/]+$/.test(c.req.path)
}
