import { html, type TemplateResult } from 'lit'

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** The formats of one locale. A list writes hundreds of times, and making a format costs far more than using it. */
export class TimeFormat {
  readonly locale: string
  private readonly made = new Map<string, Intl.DateTimeFormat>()
  private relativeFormat: Intl.RelativeTimeFormat | undefined

  constructor(locale: string) {
    this.locale = locale
  }

  get relative(): Intl.RelativeTimeFormat {
    this.relativeFormat ??= new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' })
    return this.relativeFormat
  }

  date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = JSON.stringify(options)
    const format = this.made.get(name) ?? new Intl.DateTimeFormat(this.locale, options)
    this.made.set(name, format)
    return format
  }
}

/** A locale, or its formats for whoever writes many times. */
export type TimeLocale = string | TimeFormat

/** “3 hours ago”, in the reader's language. */
export function relativeText(iso: string, locale: TimeLocale, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  const format = formatOf(locale).relative
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(0, 'second')
}

/** Day and time to the minute, in the reader's zone. */
export function exactText(iso: string, locale: TimeLocale): string {
  return formatOf(locale).date({ dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso))
}

/** A relative time with the exact one in its tooltip. */
export function relativeTime(iso: string, locale: TimeLocale): TemplateResult {
  return timeTag(iso, relativeText(iso, locale), locale)
}

/** A short date with the exact time in its tooltip; the year only when it is not this one. */
export function shortDate(iso: string, locale: TimeLocale): TemplateResult {
  const date = new Date(iso)
  const text = formatOf(locale)
    .date({ day: 'numeric', month: 'short', ...yearUnless(date, new Date()) })
    .format(date)
  return timeTag(iso, text, locale)
}

/** Hours and minutes, with the exact time in the tooltip. */
export function clockTime(iso: string, locale: TimeLocale): TemplateResult {
  return timeTag(iso, formatOf(locale).date({ timeStyle: 'short' }).format(new Date(iso)), locale)
}

/** “Today”, “Yesterday”, or the date in full. */
export function dayText(iso: string, locale: TimeLocale, words: { today: string; yesterday: string }, now = new Date()): string {
  const date = new Date(iso)
  const day = date.toDateString()
  if (day === now.toDateString()) return words.today
  const before = new Date(now)
  before.setDate(before.getDate() - 1)
  if (day === before.toDateString()) return words.yesterday
  return formatOf(locale)
    .date({ weekday: 'long', day: 'numeric', month: 'long', ...yearUnless(date, now) })
    .format(date)
}

function timeTag(iso: string, text: string, locale: TimeLocale): TemplateResult {
  return html`<time datetime=${iso} title=${exactText(iso, locale)}>${text}</time>`
}

function formatOf(locale: TimeLocale): TimeFormat {
  return typeof locale === 'string' ? new TimeFormat(locale) : locale
}

function yearUnless(date: Date, now: Date): Intl.DateTimeFormatOptions {
  return date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }
}
