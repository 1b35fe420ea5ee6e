import type { LitElement, TemplateResult } from 'lit'
import type { ClosureResult, PublicMessage, TicketDetail } from '../../shared/tickets.ts'
import type { Api } from '../api/client.ts'
import type { TicketPageTexts } from '../locales/en/ticket.ts'
import type { PartTexts } from '../locales/en/ticket-parts.ts'
import type { TimeFormat } from '../ui/relative-time.ts'

/** The ticket page at this moment. */
export interface PageNow {
  api: Api
  detail: TicketDetail
  texts: TicketPageTexts
  times: TimeFormat
  /** Something is written that was not sent. */
  hasUnsent: boolean
  /** Staff look at it: what a contact could do is shown and does nothing. */
  isPreview: boolean
}

/** What the parts around the conversation may have the page do. */
export interface PageActs {
  /** Draws again. */
  update: () => void
  /** Loads again what the server says of the ticket. */
  reload: () => void
  /** Loads what is not there yet of the conversation. Throws when that fails. */
  loadAll: () => Promise<void>
  /** The ticket was closed or opened again from here. */
  take: (result: ClosureResult) => void
  /** Tells screen readers. */
  announce: (text: string) => void
  drawMessages: (messages: readonly PublicMessage[]) => TemplateResult
}

/** The ticket page as the parts around its conversation see it. */
export class TicketPage {
  readonly root: ShadowRoot
  readonly acts: PageActs
  private readonly read: () => PageNow

  constructor(root: ShadowRoot, read: () => PageNow, acts: PageActs) {
    this.root = root
    this.read = read
    this.acts = acts
  }

  get now(): PageNow {
    return this.read()
  }

  /** Puts the focus on what a part has just changed. */
  async focus(selector: string): Promise<void> {
    this.acts.update()
    await (this.root.host as LitElement).updateComplete
    this.root.querySelector<HTMLElement>(selector)?.focus()
  }
}

/** What a part draws with: the page, and all words. */
export type PartTextsOfPage = TicketPageTexts & PartTexts
