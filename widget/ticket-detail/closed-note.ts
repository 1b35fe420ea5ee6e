import { html, nothing, svg, type TemplateResult } from 'lit'
import { icon } from '../ui/icons.ts'
import type { PageNow, PartTextsOfPage } from './ticket-page.ts'

const lockIcon = icon(svg`<rect x="3" y="7" width="10" height="6.8" rx="1.4"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/>`)

/** What stands in the place of the composer when a ticket cannot be answered. */
export interface ClosedFrame {
  texts: PartTextsOfPage
  now: PageNow
  /** What a reply to a closed ticket does. */
  replyNote: string
  /** Text that was typed but can no longer be sent. */
  keptText: string
  /** It was refused, because the ticket was closed while it was on its way. */
  wasRefused: boolean
  isCopied: boolean
  copy: () => void
  /** Page with the support form; empty when there is none. */
  newHref: string
  offersNew: boolean
  askForNew: (event: Event) => void
}

/** Says why there is no place to answer, gives back what was typed, and offers a new ticket. */
export function closedNote(frame: ClosedFrame): TemplateResult {
  const { texts, keptText, now, wasRefused } = frame
  const { detail, isPreview } = now
  if (isPreview && detail.can.reply)
    return html`<div class="closed">${lockIcon}<span>${texts.problemPreview}. ${frame.replyNote}</span></div>`
  const isClosed = detail.ticket.status === 'closed'
  const why = !isClosed ? texts.readOnly : detail.can.reopen ? texts.closedReopen : texts.closedNoReply
  return html`${
      keptText
        ? html`<div class="refused" role=${wasRefused ? 'alert' : 'group'}>
            <p>${wasRefused ? texts.closedMeanwhile : texts.closedUnsent}</p>
            <textarea class="input" rows="4" readonly aria-label=${texts.reply} .value=${keptText}></textarea>
            <button class="button" type="button" @click=${frame.copy}>${frame.isCopied ? texts.copied : texts.copyText}</button>
          </div>`
        : nothing
    }
    <div class="closed">${lockIcon}<span>${why}</span>${isClosed ? followUp(frame) : nothing}</div>`
}

function followUp({ texts, newHref, offersNew, askForNew }: ClosedFrame): TemplateResult | typeof nothing {
  if (newHref) return html`<a class="button" href=${newHref} @click=${askForNew}>${texts.openFollowUp}</a>`
  return offersNew ? html`<button class="button" type="button" @click=${askForNew}>${texts.openFollowUp}</button>` : nothing
}
