import { html, type TemplateResult } from 'lit'

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** “3 hours ago”, in the reader's language. */
export function relativeText(iso: string, locale: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(0, 'second')
}

/** Day and time to the minute, in the reader's zone. */
export function exactText(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso))
}

/** A relative time with the exact one in its tooltip. */
export function relativeTime(iso: string, locale: string): TemplateResult {
  return html`<time datetime=${iso} title=${exactText(iso, locale)}>${relativeText(iso, locale)}</time>`
}

/** A short date with the exact time in its tooltip; the year only when it is not this one. */
export function shortDate(iso: string, locale: string): TemplateResult {
  const date = new Date(iso)
  const isThisYear = date.getFullYear() === new Date().getFullYear()
  const text = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(date)
  return html`<time datetime=${iso} title=${exactText(iso, locale)}>${text}</time>`
}

/** Hours and minutes, with the exact time in the tooltip. */
export function clockTime(iso: string, locale: string): TemplateResult {
  const text = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(iso))
  return html`<time datetime=${iso} title=${exactText(iso, locale)}>${text}</time>`
}

/** “Today”, “Yesterday”, or the date in full. */
export function dayText(iso: string, locale: string, words: { today: string; yesterday: string }, now = new Date()): string {
  const date = new Date(iso)
  const day = date.toDateString()
  if (day === now.toDateString()) return words.today
  const before = new Date(now)
  before.setDate(before.getDate() - 1)
  if (day === before.toDateString()) return words.yesterday
  const isThisYear = date.getFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(date)
}
