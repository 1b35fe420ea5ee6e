import { html, nothing, type TemplateResult } from 'lit'
import type { StaffApiError } from '../api/client.ts'
import type { StaffTexts } from '../locales/en.ts'
import { errorText } from './error-text.ts'
import { icon, type IconName } from './icons.ts'

/** A screen that failed, with a way to try again. */
export function errorState(texts: StaffTexts, title: string, error: StaffApiError, retry: () => void): TemplateResult {
  return html`<div class="state" role="alert">
    ${icon('warning', 'state-mark')}
    <h2>${title}</h2>
    <p>${errorText(texts, error)}</p>
    <button class="button" type="button" @click=${retry}>${texts.app.tryAgain}</button>
  </div>`
}

/** A screen without anything to show, and what to do about it. */
export function emptyState(mark: IconName, title: string, text: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`<div class="state">
    ${icon(mark, 'state-mark')}
    <h2>${title}</h2>
    ${text ? html`<p>${text}</p>` : nothing} ${action}
  </div>`
}

/** First letters of a name; the drawing beside the name itself. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
