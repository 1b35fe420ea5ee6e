import { svg } from 'lit'
import { icon } from '../ui/icons.ts'
import { problem } from '../ui/notice.ts'

/** What is fetched when its view is first shown. */
export const parts: Record<'ticket' | 'new' | 'account', () => Promise<unknown>> = {
  ticket: () => import('../ticket-detail/ticket-detail.ts'),
  new: () => import('../support-form/support-form.ts'),
  account: () => import('../account/account.ts'),
}

/** What stands where a part could not be fetched. */
export function lostPart(texts: Record<'partMissing' | 'partMissingHint' | 'tryAgain', string>, again: () => void) {
  return problem({ title: texts.partMissing, hint: texts.partMissingHint, action: { label: texts.tryAgain, act: again } })
}

export const personIcon = icon(svg`<circle cx="8" cy="5.3" r="2.6"/><path d="M2.9 13.6c.4-2.7 2.4-4.2 5.1-4.2s4.7 1.5 5.1 4.2"/>`)
export const backIcon = icon(svg`<path d="M13 8H3.5M7.2 4.2 3.4 8l3.8 3.8"/>`, 'pointing')
