import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'

/**
 * Says in the answer which event of the account was the newest before the answer was read. A page whose live stream began
 * with a later one knows by it that the two do not meet, and asks again.
 */
export function nameNewestEvent(c: Context<AppEnv>, sequence: number): void {
  c.header('Cp-Event-Id', String(sequence))
}
