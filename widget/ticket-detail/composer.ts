import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { TicketPageTexts } from '../locales/en/ticket.ts'
import type { FileLimits, FileTarget } from '../ui/file-picker.ts'

/** What the place to answer shows and does. */
export interface ComposerFrame {
  texts: TicketPageTexts
  locale: string
  text: string
  /** What sending does beyond sending; empty when there is nothing to say. */
  effect: string
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
    ${frame.effect ? html`<p class="reopens" id="effect">${frame.effect}</p>` : nothing}
    <label class="visually-hidden" for="reply">${texts.reply}</label>
    <textarea
      class="input"
      id="reply"
      name="text"
      rows="3"
      placeholder=${texts.replyPlaceholder}
      aria-describedby="effect note"
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

function sendKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ Enter' : 'Ctrl + Enter'
}
