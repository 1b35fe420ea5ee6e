import { limits } from '../../../shared/limits.ts'
import type { DurationKind } from './duration.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Without activity (D12): off, 20, 40, 60 minutes, 24 hours, or a number of minutes. */
export const idleTime: DurationKind = {
  presets: [20 * minute, 40 * minute, hour, day],
  unitSeconds: minute,
  minSeconds: limits.sessionIdleSecondsMin,
  maxSeconds: limits.sessionIdleSecondsMax,
}

/** In all: 8 hours, 1, 7, 30 days, or a number of hours. */
export const absoluteTime: DurationKind = {
  presets: [8 * hour, day, 7 * day, 30 * day],
  unitSeconds: hour,
  minSeconds: limits.sessionAbsoluteSecondsMin,
  maxSeconds: limits.sessionAbsoluteSecondsMax,
}
