import type { Timestamp } from './db/index.ts'

/** The time `seconds` after `at`; before it when negative. */
export function later(at: Timestamp, seconds: number): Timestamp {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}

/** Seconds from `from` to `to`; negative when `to` is earlier. */
export function secondsBetween(from: Timestamp, to: Timestamp): number {
  return (Date.parse(to) - Date.parse(from)) / 1000
}
