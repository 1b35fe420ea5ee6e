import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppEnv, Deps } from '../deps.ts'

/** Puts what every handler needs on the request, names the request in its answer, and logs it when it is over. */
export function requestContext(deps: Deps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('deps', deps)
    // Our own id, whatever the client sends: a foreign one could be a line of the log.
    c.set('requestId', deps.newId())
    c.set('clientIp', clientIpOf(c, deps.config.trustedProxies))
    c.header('X-Request-Id', c.var.requestId)
    const startedAt = performance.now()
    await next()
    deps.log.debug({
      requestId: c.var.requestId,
      method: c.req.method,
      path: pathForLog(c.req.path),
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    })
  })
}

/** A download address is a key for a minute: it does not belong in a log. */
function pathForLog(path: string): string {
  return path.replace(/^\/files\/.+/, '/files/…')
}

/**
 * The client's address: the peer's, or, behind `trustedProxies` proxies, the entry that the outermost of them appended.
 * Entries further left are the client's own words.
 */
function clientIpOf(c: Context<AppEnv>, trustedProxies: number): string {
  if (trustedProxies > 0) {
    const entries = (c.req.header('X-Forwarded-For') ?? '').split(',').map((entry) => entry.trim())
    const entry = entries.at(-trustedProxies)
    if (entry) return entry
  }
  // Requests that come without a socket (a test calling the app) have no peer.
  const env: unknown = c.env
  return typeof env === 'object' && env !== null && 'incoming' in env ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown'
}
