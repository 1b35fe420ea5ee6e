// Fetched beside the ticket itself: everything that stands around its conversation.
import '../start.ts'
import '../ui/file-picker.ts'
import { html, nothing, type TemplateResult } from 'lit'
import { partTexts } from '../locales/en/ticket-parts.ts'
import { banner } from '../ui/notice.ts'
import { closedNote, type ClosedFrame } from './closed-note.ts'
import { Closing } from './closing.ts'
import { EarlierThreads } from './earlier-threads.ts'
import { People } from './people.ts'
import { dateText, ticketHead } from './ticket-head.ts'
import { TicketPage, type PageActs, type PageNow, type PartTextsOfPage } from './ticket-page.ts'
import { found } from './unfolding.ts'

export { partStyles } from './ticket-parts.styles.ts'
export { Unfolding } from './unfolding.ts'

/** The parts of one ticket's page around its conversation, with what is open and under way in them. */
export class TicketParts {
  private readonly page: TicketPage
  private readonly closing: Closing
  private readonly people: People
  private readonly threads: EarlierThreads
  private printing: 'no' | 'preparing' | 'failed' = 'no'

  constructor(root: ShadowRoot, now: () => PageNow, acts: PageActs) {
    const page = new TicketPage(root, now, acts)
    this.page = page
    this.closing = new Closing(page)
    this.people = new People(page)
    this.threads = new EarlierThreads(page)
  }

  /** English comes with this file; every other language has all its words in one. */
  private get texts(): PartTextsOfPage {
    return { ...partTexts, ...this.page.now.texts }
  }

  /** What stands above the conversation. */
  head(): TemplateResult {
    const { page, texts } = this
    const isPreparing = this.printing === 'preparing'
    const acts = html`<button class="button" type="button" aria-disabled=${isPreparing ? 'true' : 'false'} @click=${() => this.print()}>
        ${texts.print}
      </button>
      ${this.closing.button(texts)}`
    return html`${ticketHead(page.now.detail, texts, page.now.times, acts)}
      <div class="around">
        ${isPreparing ? html`<p class="preparing muted small">${texts.preparingPrint}</p>` : nothing}
        ${this.printing === 'failed' ? banner(texts.printFailed) : nothing} ${this.closing.note(texts)} ${this.people.render(texts)}
        ${this.threads.render(texts)}
      </div>`
  }

  /** What a reply to a closed ticket does; empty for an open one. */
  get replyNote(): string {
    const { ticket, isReopenedByReply, reopensUntil } = this.page.now.detail
    if (ticket.status === 'open' || !isReopenedByReply) return ''
    return reopensUntil ? this.texts.replyReopensUntil(dateText(reopensUntil, this.page.now.times)) : this.texts.replyReopens
  }

  closedNote(frame: Omit<ClosedFrame, 'texts' | 'now' | 'replyNote'>): TemplateResult {
    return closedNote({ ...frame, texts: this.texts, now: this.page.now, replyNote: this.replyNote })
  }

  private async print(): Promise<void> {
    const { page } = this
    if (this.printing === 'preparing') return
    this.printing = 'preparing'
    page.acts.update()
    page.acts.announce(this.texts.preparingPrint)
    try {
      const { printOnly } = await import('./print.ts')
      await page.acts.loadAll()
      await this.threads.loadAll()
      await printOnly(page.root.host, found(page.root, 'cp-attachment'))
      this.printing = 'no'
    } catch {
      this.printing = 'failed'
    }
    page.acts.update()
  }
}
