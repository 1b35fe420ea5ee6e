import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { BoundRule } from '../db/bind-filter.ts'
import { compileFilter } from '../db/compile-filter.ts'
import { guarded, type Db } from '../db/index.ts'

/** Longest time that a count may take. */
const countMaxMs = 2000
const firstStep = 200
const stepMax = 20_000
/** What one step may take: in between other requests are answered. */
const stepMs = 20

/**
 * How many tickets of the account match a rule. Tickets are looked at in steps, in the order of their numbers, so that no
 * rule holds up the process; after two seconds it says how far it came.
 */
export async function countTickets(
  db: Db,
  accountId: string,
  rule: BoundRule,
  maxMs: number = countMaxMs,
): Promise<{ count: number; isComplete: boolean }> {
  const endsAt = performance.now() + maxMs
  let count = 0
  let last = 0
  let step = firstStep
  for (;;) {
    const startedAt = performance.now()
    const found = await countStep(db, accountId, rule, last, step)
    count += found.matched
    if (found.looked < step) return { count, isComplete: true }
    last = found.last
    const now = performance.now()
    if (now >= endsAt) return { count, isComplete: false }
    if (now - startedAt < stepMs / 2) step = Math.min(step * 2, stepMax)
    else if (now - startedAt > stepMs) step = Math.max(Math.floor(step / 2), 1)
    await setImmediate()
  }
}

async function countStep(db: Db, accountId: string, rule: BoundRule, after: number, limit: number) {
  const some = guarded(db)
    .selectFrom('ticket')
    .selectAll()
    .where('ticket.account_id', '=', accountId)
    .where('ticket.number', '>', after)
    .orderBy('ticket.number')
    .limit(limit)
  const row = await guarded(db)
    .selectFrom(some.as('ticket'))
    .select((eb) => [
      eb.fn.countAll<number>().as('looked'),
      eb.fn.max('ticket.number').as('last'),
      sql<number | null>`sum(case when ${compileFilter(eb, rule, 'ticket')} then 1 else 0 end)`.as('matched'),
    ])
    .executeTakeFirstOrThrow()
  return { looked: Number(row.looked), last: Number(row.last ?? after), matched: Number(row.matched ?? 0) }
}
