import { html, nothing, type TemplateResult } from 'lit'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { setClosed } from '../api/ticket-acts.ts'
import { problemNotice } from '../base/problem-text.ts'
import { banner } from '../ui/notice.ts'
import type { PartTextsOfPage, TicketPage } from './ticket-page.ts'

/** Closing a ticket and opening it again. The button that closed it becomes the one that takes it back. */
export class Closing {
  private readonly page: TicketPage
  private isBusy = false
  private isAsking = false
  private error: ApiError | undefined

  constructor(page: TicketPage) {
    this.page = page
  }

  button(texts: PartTextsOfPage): TemplateResult | typeof nothing {
    const { detail, isPreview } = this.page.now
    const { can, ticket } = detail
    const isClosed = ticket.status === 'closed'
    if (!(isClosed ? can.reopen : can.close)) return nothing
    const words = isClosed ? [texts.reopenTicket, texts.reopening] : [texts.closeTicket, texts.closing]
    return html`<button
      class="button"
      id="closing"
      type="button"
      aria-disabled=${this.isBusy || isPreview ? 'true' : 'false'}
      title=${isPreview ? texts.problemPreview : nothing}
      @click=${() => this.press(texts)}
    >
      ${words[this.isBusy ? 1 : 0]}
    </button>`
  }

  /** What must be said or asked about it. */
  note(texts: PartTextsOfPage): TemplateResult | typeof nothing {
    if (this.error) return banner(isOutdated(this.error) ? texts.noLongerPossible : problemNotice(this.error, texts).title)
    if (!this.isAsking || this.page.now.detail.ticket.status === 'closed') return nothing
    return html`<div class="ask" role="alert">
      <span>${texts.closeUnsent}</span>
      <button class="button" id="close-unsent" type="button" @click=${() => this.act(texts)}>${texts.closeTicket}</button>
      <button class="button" type="button" @click=${this.cancel}>${texts.cancel}</button>
    </div>`
  }

  private press(texts: PartTextsOfPage): void {
    if (this.isBusy || this.page.now.isPreview) return
    if (this.page.now.detail.ticket.status === 'open' && this.page.now.hasUnsent) {
      this.isAsking = true
      void this.page.focus('#close-unsent')
    } else void this.act(texts)
  }

  private readonly cancel = () => {
    this.isAsking = false
    void this.page.focus('#closing')
  }

  private async act(texts: PartTextsOfPage): Promise<void> {
    const { page } = this
    const { id, status } = page.now.detail.ticket
    this.isBusy = true
    this.isAsking = false
    this.error = undefined
    void page.focus('#closing')
    try {
      page.acts.take(await setClosed(page.now.api, id, status === 'open'))
      page.acts.announce(status === 'open' ? texts.closedByYou : texts.reopenedByYou)
    } catch (thrown) {
      this.error = toApiError(thrown)
      if (isOutdated(this.error)) page.acts.reload()
    } finally {
      this.isBusy = false
      page.acts.update()
    }
  }
}

/** The page was drawn for what is no longer so. */
function isOutdated({ code }: ApiError): boolean {
  return code === 'not_allowed' || code === 'ticket_closed' || code === 'ticket_not_found'
}
