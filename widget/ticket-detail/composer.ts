import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { TicketPageTexts } from '../locales/en/ticket.ts'
import type { FileLimits, FileTarget } from '../ui/file-picker.ts'
import { lockIcon } from '../ui/icons.ts'

/** What the place to answer shows and does. */
export interface ComposerFrame {
  texts: TicketPageTexts
  locale: string
  text: string
  /** What must be told about the reply: too long, files not ready. */
  note: string
  isTooLong: boolean
  limits: FileLimits
  target: FileTarget
  write: (event: Event) => void
  send: () => void
  filesChanged: () => void
}

/** The place to answer an open ticket: grows with the text, sends by button or Ctrl/⌘+Enter. */
export function composer(frame: ComposerFrame): TemplateResult {
  const { texts, note, isTooLong } = frame
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    frame.send()
  }
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    frame.send()
  }
  return html`<form class="composer" part="composer" novalidate @submit=${submit}>
    <label class="visually-hidden" for="reply">${texts.reply}</label>
    <textarea
      class="input"
      id="reply"
      name="text"
      rows="3"
      placeholder=${texts.replyPlaceholder}
      aria-describedby="note"
      aria-invalid=${isTooLong ? 'true' : 'false'}
      .value=${live(frame.text)}
      @input=${frame.write}
      @keydown=${sendByKey}
    ></textarea>
    <cp-file-picker
      name="attachmentIds"
      .texts=${texts}
      .locale=${frame.locale}
      .limits=${frame.limits}
      .target=${frame.target}
      @change=${frame.filesChanged}
    ></cp-file-picker>
    <div class="acts">
      <span class="said small ${note ? '' : 'muted'}" id="note" role="status">${note || texts.sendHint(sendKeys())}</span>
      <button class="button primary" type="submit">${texts.send}</button>
    </div>
  </form>`
}

/** What stands in the place of the composer when a ticket cannot be answered. */
export interface ClosedFrame {
  texts: TicketPageTexts
  isClosed: boolean
  /** Text that was typed but can no longer be sent. */
  keptText: string
  isCopied: boolean
  copy: () => void
  /** Page with the support form; empty when there is none. */
  newHref: string
  offersNew: boolean
  askForNew: (event: Event) => void
}

/** Says why there is no place to answer, gives back what was typed, and offers a new ticket. */
export function closedNote(frame: ClosedFrame): TemplateResult {
  const { texts, keptText, isClosed } = frame
  return html`${
      keptText
        ? html`<div class="refused" role="alert">
            <p>${texts.closedMeanwhile}</p>
            <textarea class="input" rows="4" readonly aria-label=${texts.reply} .value=${keptText}></textarea>
            <button class="button" type="button" @click=${frame.copy}>${frame.isCopied ? texts.copied : texts.copyText}</button>
          </div>`
        : nothing
    }
    <div class="closed">
      ${lockIcon}<span>${isClosed ? texts.closedNoReply : texts.readOnly}</span>${isClosed ? followUp(frame) : nothing}
    </div>`
}

function followUp({ texts, newHref, offersNew, askForNew }: ClosedFrame): TemplateResult | typeof nothing {
  if (newHref) return html`<a class="button" href=${newHref} @click=${askForNew}>${texts.openFollowUp}</a>`
  return offersNew ? html`<button class="button" type="button" @click=${askForNew}>${texts.openFollowUp}</button>` : nothing
}

function sendKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ Enter' : 'Ctrl + Enter'
}
