import type { Db, Timestamp, Tx } from '../db/index.ts'

/**
 * Counts one attempt under a key; a count whose window began before `windowStart` begins anew.
 *
 * @returns undefined, and counts nothing, while the key is blocked.
 */
export function countAttempt(tx: Tx, key: string, now: Timestamp, windowStart: Timestamp) {
  return tx
    .insertInto('throttle')
    .values({ key, count: 1, window_started_at: now, blocked_until: null })
    .onConflict((oc) =>
      oc
        .column('key')
        .doUpdateSet((eb) => ({
          count: eb
            .case()
            .when('throttle.window_started_at', '<=', windowStart)
            .then(1)
            .else(eb('throttle.count', '+', 1))
            .end(),
          window_started_at: eb
            .case()
            .when('throttle.window_started_at', '<=', windowStart)
            .then(now)
            .else(eb.ref('throttle.window_started_at'))
            .end(),
        }))
        .where((eb) => eb.or([eb('throttle.blocked_until', 'is', null), eb('throttle.blocked_until', '<=', now)])),
    )
    .returning(['count', 'window_started_at'])
    .executeTakeFirst()
}

/** Blocks a key. */
export async function blockKey(tx: Tx, key: string, until: Timestamp): Promise<void> {
  await tx.updateTable('throttle').set({ blocked_until: until }).where('key', '=', key).execute()
}

/** Until when a key is blocked. */
export async function findBlock(tx: Tx, key: string): Promise<Timestamp | null> {
  const row = await tx.selectFrom('throttle').where('key', '=', key).select('blocked_until').executeTakeFirst()
  return row?.blocked_until ?? null
}

/** Takes one attempt back, and the block that it brought. */
export async function uncountAttempt(db: Db, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('throttle')
    .set((eb) => ({ count: eb('count', '-', 1), blocked_until: null }))
    .where('key', 'in', keys)
    .where('count', '>', 0)
    .execute()
}

/** Forgets keys. */
export async function deleteThrottles(db: Db, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('throttle').where('key', 'in', keys).execute()
}
