import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { later } from '../later.ts'
import { findDomain, findServedDomain, listDueDomains, updateDomain, type DomainRow } from './domain.repo.ts'
import { type DomainFacts, lookUpDomain } from './look-up-domain.ts'
import { forgetServed } from './served-site.ts'

const hour = 3600
const day = 24 * hour
/** After so long without the record nobody looks any more, until somebody asks to. */
const waitsSeconds = 7 * day
/** A verified domain may lose its record for so long before it is not served any more. */
const failsSeconds = 3 * day
const dueMax = 20

/** Looks at the records of every domain that is due. */
export async function checkDueDomains(deps: Deps): Promise<void> {
  const ago = (seconds: number) => later(deps.now(), -seconds)
  const since = { soon: ago(60), later: ago(hour / 2), aDay: ago(day), anHour: ago(hour) }
  const rows = await listDueDomains(deps.db, since, dueMax)
  await Promise.all(rows.map((row) => checkDomain(deps, { kind: 'system', accountId: row.account_id }, row)))
}

/**
 * Looks at the records of a domain, and puts down what was found.
 *
 * @param isAsked Somebody pressed the button: waiting begins anew.
 * @returns the domain as it is now; undefined when it was disconnected meanwhile. `isTaken`: it is proved and another
 *   account has it.
 */
export async function checkDomain(
  deps: Deps,
  actor: Actor,
  row: DomainRow,
  isAsked = false,
): Promise<{ row: DomainRow; isTaken: boolean } | undefined> {
  const facts = await lookUpDomain(deps.config, row)
  const now = deps.now()
  const result = await write(deps, row.account_id, async (tx) => {
    const before = await findDomain(tx, row.account_id, row.id)
    if (!before) return undefined
    const isTaken = facts.isProved === true && before.verified_at === null && (await isSomebodyElses(tx, before))
    const columns = judge({ ...before, ...(isAsked && { waits_since: now }) }, isTaken ? { ...facts, isProved: false } : facts, now)
    const after = { ...before, ...columns, version: before.version }
    await updateDomain(tx, before, columns)
    if (after.state !== before.state) {
      const data = { domainId: row.id, host: row.host, before: { state: before.state }, after: { state: after.state } }
      await recordEvent(tx, actor, now, { kind: 'domain.changed', isPublic: false, data })
    }
    return { row: after, isTaken }
  })
  forgetServed(deps.db, row.host)
  return result
}

async function isSomebodyElses(tx: Tx, row: DomainRow): Promise<boolean> {
  const served = await findServedDomain(tx, row.host)
  return served !== undefined && served.account_id !== row.account_id
}

type Judged = Pick<DomainRow, 'state' | 'found' | 'points_here' | 'checked_at' | 'verified_at' | 'failing_since' | 'waits_since'>

/** What a domain is after a look at its records. */
function judge(row: DomainRow, { isProved, pointsHere, found }: DomainFacts, now: string): Judged {
  const { state, verified_at, failing_since, waits_since } = row
  const seen = {
    found: JSON.stringify(found),
    points_here: pointsHere === null ? null : pointsHere ? (1 as const) : (0 as const),
    checked_at: now,
  }
  const kept = { state, verified_at, failing_since, waits_since }
  if (isProved === null) return { ...kept, ...seen }
  if (isProved) return { ...kept, ...seen, state: 'verified', verified_at: verified_at ?? now, failing_since: null }
  const hasOther = found.some(({ name }) => name !== row.host)
  if (verified_at !== null) {
    const since = failing_since ?? now
    if (since > later(now, -failsSeconds)) return { ...kept, ...seen, failing_since: since }
    return { ...seen, state: hasOther ? 'elsewhere' : 'waiting', verified_at: null, failing_since: null, waits_since: now }
  }
  if (waits_since <= later(now, -waitsSeconds)) return { ...kept, ...seen, state: 'expired' }
  return { ...kept, ...seen, state: hasOther ? 'elsewhere' : 'waiting' }
}
