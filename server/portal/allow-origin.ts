import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import type { PortalRow } from './portal.table.ts'

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, DPoP, Content-Type, Idempotency-Key, Cp-Activity, Last-Event-ID',
  'Access-Control-Max-Age': '7200',
}

const exposedHeaders = 'Content-Disposition, Cp-Event-Id, DPoP-Nonce, Retry-After, X-Request-Id'

/**
 * The origin of the page that makes this request. Browsers leave `Origin` out of same-origin GETs and say so in
 * `Sec-Fetch-Site`.
 *
 * @returns null for a client that is no browser.
 */
export function originOf(c: Context<AppEnv>): string | null {
  const origin = c.req.header('Origin')
  if (origin !== undefined) return origin
  return c.req.header('Sec-Fetch-Site') === 'same-origin' ? c.var.site.origin : null
}

/** Whether pages of this origin may use the portal. Exact comparison with the stored list, never a pattern. */
export function isOriginAllowed({ deps, site }: AppEnv['Variables'], portal: PortalRow, origin: string | null): boolean {
  const { config } = deps
  if (origin === null) return true
  if (site.domain?.account_id === portal.account_id && origin === site.origin) return true
  if (config.allowDefaultHostPortals && origin === config.publicUrl) return true
  return (JSON.parse(portal.allowed_origins) as string[]).includes(origin)
}

/** Lets every page read this answer: it holds nothing that is not public, and tells a page what its site owner must add. */
export function exposeToEveryOrigin(c: Context<AppEnv>): void {
  expose(c, '*')
}

/** Lets the page that asks read this answer. Call after `isOriginAllowed`. No credentials: cookies never count here. */
export function exposeToOrigin(c: Context<AppEnv>, origin: string | null): void {
  c.header('Vary', 'Origin')
  if (origin !== null) expose(c, origin)
}

/** The answer to a browser that asks whether it may send the real request. The same for every method and header: nothing is echoed. */
export function answerPreflight(c: Context<AppEnv>): Response {
  for (const [name, value] of Object.entries(preflightHeaders)) c.header(name, value)
  return c.body(null, 204)
}

function expose(c: Context<AppEnv>, origin: string): void {
  c.header('Vary', 'Origin')
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', exposedHeaders)
}
