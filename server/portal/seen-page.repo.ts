import type { SeenPage } from '../../shared/domains.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { later } from '../later.ts'
import { normaliseOrigin } from './origin.ts'
import type { PortalRow } from './portal.table.ts'

const writeEverySeconds = 120
const rowsMax = 30
const keptSeconds = 30 * 24 * 3600
const rememberedMax = 2000

/** When this process wrote an origin down last, and as what. */
const writtenByDb = new WeakMap<Db, Map<string, { atMs: number; isAllowed: boolean }>>()

/**
 * Puts down that a page of this origin asked for a portal: nothing of who looked, at most once in two minutes for each
 * origin, at most thirty origins for each portal. One that is made up costs what any other refused request costs.
 */
export async function noteSeenPage(deps: Deps, portal: PortalRow, origin: string | undefined, isAllowed: boolean): Promise<void> {
  const now = deps.now()
  if (origin === undefined || origin === deps.config.publicUrl || !isDue(deps, portal, origin, isAllowed)) return
  if (normaliseOrigin(origin) !== origin) return
  const place = { account_id: portal.account_id, portal_id: portal.id }
  try {
    const rows = await deps.db
      .selectFrom('seen_page')
      .select(['origin', 'is_allowed', 'last_seen_at'])
      .where('account_id', '=', portal.account_id)
      .where('portal_id', '=', portal.id)
      .orderBy('last_seen_at')
      .execute()
    if (!rows.some((row) => row.origin === origin) && rows.length >= rowsMax) {
      // Pages that belong here push out those that do not; the latter only what is long gone.
      const oldest =
        rows.find((row) => row.last_seen_at < later(now, -keptSeconds)) ??
        (isAllowed ? rows.find((row) => row.is_allowed === 0) : undefined)
      if (!oldest) return
      await deps.db
        .deleteFrom('seen_page')
        .where('account_id', '=', portal.account_id)
        .where('portal_id', '=', portal.id)
        .where('origin', '=', oldest.origin)
        .execute()
    }
    const seen = { is_allowed: isAllowed ? (1 as const) : (0 as const), last_seen_at: now }
    await deps.db
      .insertInto('seen_page')
      .values({ ...place, origin, first_seen_at: now, ...seen })
      .onConflict((oc) => oc.columns(['account_id', 'portal_id', 'origin']).doUpdateSet(seen))
      .execute()
  } catch (error) {
    // Whoever opens a page waits for the portal, not for this.
    deps.log.warn({ err: error }, 'a seen page was not put down')
  }
}

/** Pages that asked for the portal, the last first. */
export async function listSeenPages(db: Db, portal: PortalRow): Promise<SeenPage[]> {
  const rows = await db
    .selectFrom('seen_page')
    .selectAll()
    .where('account_id', '=', portal.account_id)
    .where('portal_id', '=', portal.id)
    .orderBy('last_seen_at', 'desc')
    .limit(rowsMax)
    .execute()
  const allowed = new Set(JSON.parse(portal.allowed_origins) as string[])
  return rows.map((row) => ({
    origin: row.origin,
    isAllowed: allowed.has(row.origin),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }))
}

function isDue({ db, now }: Deps, { id }: PortalRow, origin: string, isAllowed: boolean): boolean {
  let written = writtenByDb.get(db)
  if (!written) writtenByDb.set(db, (written = new Map()))
  const key = `${id} ${origin}`
  const atMs = Date.parse(now())
  const last = written.get(key)
  if (last && last.isAllowed === isAllowed && last.atMs > atMs - writeEverySeconds * 1000) return false
  if (written.size >= rememberedMax) written.clear()
  written.set(key, { atMs, isAllowed })
  return true
}
