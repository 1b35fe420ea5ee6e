import { html, type TemplateResult } from 'lit'
import { exactText } from '../../ui/relative-time.ts'

const dayMs = 86_400_000

/** A moment for dense lists: the time today, the weekday this week, else the date. The exact time is in the tooltip. */
export function shortTime(language: string, iso: string, now = new Date()): TemplateResult {
  return html`<time datetime=${iso} title=${exactText(iso, language)}>${shortTimeText(language, new Date(iso), now)}</time>`
}

/** A moment within a sentence: the time today, else date and time. */
export function readTime(language: string, iso: string, now = new Date()): string {
  const at = new Date(iso)
  const isToday = daysBetween(at, now) === 0
  return new Intl.DateTimeFormat(language, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The heading above the messages of one day: today, yesterday, or the date. */
export function dayHeading(language: string, iso: string, now = new Date()): string {
  const at = new Date(iso)
  const days = daysBetween(at, now)
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
    return word.charAt(0).toLocaleUpperCase(language) + word.slice(1)
  }
  const isThisYear = at.getFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** True when both moments are on one day of the reader's calendar. */
export function isSameDay(a: string, b: string): boolean {
  return daysBetween(new Date(a), new Date(b)) === 0
}

function shortTimeText(language: string, at: Date, now: Date): string {
  const days = daysBetween(at, now)
  if (days <= 0) return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
  if (days < 7) return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(at)
  if (at.getFullYear() === now.getFullYear()) return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(at)
  return new Intl.DateTimeFormat(language, { dateStyle: 'short' }).format(at)
}

// Rounded, because a day of the calendar has 23 or 25 hours twice a year.
function daysBetween(a: Date, b: Date): number {
  return Math.round((startOfDay(b) - startOfDay(a)) / dayMs)
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}
