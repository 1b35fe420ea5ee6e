import { randomInt } from 'node:crypto'
import type { Timestamp } from '../db/index.ts'

const minute = 60
const hour = 60 * minute
/** Wait after the first, second, … failed attempt, in seconds; the last one repeats. */
const waitsSeconds = [minute, 5 * minute, 15 * minute, hour, 4 * hour, 12 * hour, 24 * hour] as const
const giveUpAfterSeconds = 72 * hour
/** Up to a fifth more, so that what failed together does not come back together. */
const jitterPercentMax = 20

/**
 * When a failed job runs again, or null when it has been tried for 72 hours.
 *
 * @param attempts How often it ran, this time included.
 */
export function nextAttemptAt(now: Timestamp, createdAt: Timestamp, attempts: number): Timestamp | null {
  const wait = waitsSeconds[Math.min(attempts, waitsSeconds.length) - 1] ?? waitsSeconds[0]
  const nextMs = Date.parse(now) + wait * (1000 + 10 * randomInt(jitterPercentMax + 1))
  return nextMs > Date.parse(createdAt) + giveUpAfterSeconds * 1000 ? null : new Date(nextMs).toISOString()
}
