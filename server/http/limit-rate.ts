import { hash } from 'node:crypto'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { later, secondsBetween } from '../later.ts'
import { countAttempt } from './throttle.repo.ts'

/**
 * Counts a request that could be used to try things out. It stays counted whatever becomes of it.
 *
 * @param key What is counted together; kept as a hash.
 * @throws AppError `too_many_requests` for each above `most` in a window, with the time until the next one.
 */
export async function limitRate(
  deps: Pick<Deps, 'db' | 'now'>,
  key: readonly string[],
  { most, windowSeconds }: { most: number; windowSeconds: number },
): Promise<void> {
  const at = deps.now()
  const counted = await transact(deps.db, (tx) =>
    countAttempt(tx, hash('sha256', JSON.stringify(key), 'hex'), at, later(at, -windowSeconds)),
  )
  if (!counted || counted.count <= most) return
  const retryAfterSeconds = secondsBetween(at, later(counted.window_started_at, windowSeconds))
  throw new AppError('too_many_requests', key.join(' '), { retryAfterSeconds })
}
