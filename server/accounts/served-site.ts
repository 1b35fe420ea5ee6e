import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Db } from '../db/index.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { normaliseHost } from './domain-name.ts'
import { type DomainRow, findServedDomain } from './domain.repo.ts'

/** Where a request came in. */
export interface Site {
  /** Origin that the browser sees, without a slash at the end. */
  origin: string
  /** The verified domain that was asked for; null: the installation's own host. */
  domain: DomainRow | null
}

const keptMs = 5000
const keptMax = 1000
const servedByDb = new WeakMap<Db, Map<string, { row: DomainRow | null; until: number }>>()

/** What a domain of an account carries: its portals, and what they load. No page of staff, no other account. */
const servedPaths = [
  /^\/(?:portal\.js|favicon\.svg|healthz)$/,
  /^\/(?:assets|files|brand)\//,
  /^\/api\/v1\/portals\//,
  /^\/p\/[a-z0-9-]+\/look\.css$/,
  /^\/[a-z0-9-]*$/,
]

/**
 * Says where a request came in: at a verified domain of an account, or, whatever the header says, at the installation itself.
 *
 * @throws AppError `not_found` for what a domain of an account does not carry.
 */
export const knowSite = createMiddleware<AppEnv>(async (c, next) => {
  const { config, db, now } = c.var.deps
  c.set('site', { origin: config.publicUrl, domain: null })
  const host = hostOf(c)
  const { host: ownHost, port, protocol } = new URL(config.publicUrl)
  if (host !== ownHost && host !== null) {
    const name = port === '' ? host : host.endsWith(`:${port}`) ? host.slice(0, -port.length - 1) : ''
    const domain = name === '' || normaliseHost(name) !== name ? null : await findServed(db, name, Date.parse(now()))
    if (domain) {
      c.set('site', { origin: `${protocol}//${host}`, domain })
      if (!servedPaths.some((path) => path.test(c.req.path)) || c.req.path === '/staff') throw new AppError('not_found', c.req.path)
    }
  }
  return next()
})

/** A domain was connected, proved or lost: this process asks again. Others do within seconds. */
export function forgetServed(db: Db, host: string): void {
  servedByDb.get(db)?.delete(host)
}

function hostOf(c: Context<AppEnv>): string | null {
  const header = c.req.header('Host') ?? URL.parse(c.req.url)?.host
  return header === undefined || header.length > 260 ? null : header.toLowerCase()
}

async function findServed(db: Db, host: string, nowMs: number): Promise<DomainRow | null> {
  let known = servedByDb.get(db)
  if (!known) servedByDb.set(db, (known = new Map()))
  const kept = known.get(host)
  if (kept && kept.until > nowMs) return kept.row
  const row = (await findServedDomain(db, host)) ?? null
  // Whoever makes up hosts fills no memory.
  if (known.size >= keptMax) known.clear()
  known.set(host, { row, until: nowMs + keptMs })
  return row
}
