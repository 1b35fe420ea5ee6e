import type { Test } from './filter-rule.ts'

const dayMs = 24 * 60 * 60 * 1000

const formats = new Map<string, Intl.DateTimeFormat>()

/** Finding a midnight takes some forty microseconds; a rule asks for the same few all day. */
const midnights = new Map<string, string>()
const midnightsMax = 2000

/** Whether the runtime knows the time zone: `Europe/Oslo`, `UTC`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone)
    return true
  } catch {
    return false
  }
}

/** The day of the calendar that it is at a moment in a time zone: `2026-11-22`. */
export function dayAt(at: string, timeZone: string): string {
  return localTime(Date.parse(at), timeZone).slice(0, 10)
}

/** The day that lies a number of days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10)
}

/**
 * The first moment of a day in a time zone, in UTC with milliseconds. Where clocks go forward at midnight the day begins
 * at the first hour that there is; where they go back over midnight, at one of the two midnights.
 */
export function startOfDay(day: string, timeZone: string): string {
  const key = `${day} ${timeZone}`
  let start = midnights.get(key)
  if (start === undefined) {
    start = findMidnight(day, timeZone)
    if (midnights.size >= midnightsMax) midnights.clear()
    midnights.set(key, start)
  }
  return start
}

function findMidnight(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  // Offsets lie between −14 h and +14 h; the first minute that is local `day` is searched between.
  let before = midnight - 15 * 60 * 60 * 1000
  let from = midnight + 15 * 60 * 60 * 1000
  while (from - before > 1000) {
    const middle = Math.floor((before + from) / 2000) * 1000
    if (middle <= before) break
    if (localTime(middle, timeZone).slice(0, 10) < day) before = middle
    else from = middle
  }
  return new Date(from).toISOString()
}

function localTime(ms: number, timeZone: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(ms)) parts[type] = value
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format
}

/** When a rule is evaluated, and where days begin. */
export interface Moment {
  now: string
  timeZone: string
}

/** From the first moment up to, but not including, the second; null: no bound. */
export interface Bounds {
  from: string | null
  to: string | null
}

/**
 * The span of time that a condition on a date means. *In the last N days* is today and the N days before it, *in the next
 * N days* today and the N days after it; both ends of *between* belong to it.
 *
 * @returns days for a property that holds days, else UTC times of the midnights in the time zone. Undefined for an
 *   operator that is none of dates.
 */
export function dateBounds(test: Test, precision: 'day' | 'time', { now, timeZone }: Moment): Bounds | undefined {
  const days = daysOf(test, () => dayAt(now, timeZone))
  if (!days || precision === 'day') return days
  return {
    from: days.from === null ? null : startOfDay(days.from, timeZone),
    to: days.to === null ? null : startOfDay(days.to, timeZone),
  }
}

function daysOf(test: Test, today: () => string): Bounds | undefined {
  switch (test.operator) {
    case 'before':
      return { from: null, to: test.value }
    case 'after':
      return { from: addDays(test.value, 1), to: null }
    case 'on':
      return { from: test.value, to: addDays(test.value, 1) }
    case 'between': {
      const [from, to] = test.value
      return typeof from === 'string' && typeof to === 'string' ? { from, to: addDays(to, 1) } : undefined
    }
    case 'in_last_days':
      return { from: addDays(today(), -test.value), to: addDays(today(), 1) }
    case 'in_next_days':
      return { from: today(), to: addDays(today(), test.value + 1) }
    default:
      return undefined
  }
}
