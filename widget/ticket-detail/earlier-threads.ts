import { html, nothing, type TemplateResult } from 'lit'
import type { PublicMessage, TicketDetail } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { getThread } from '../api/ticket-acts.ts'
import { keyedList } from '../base/keyed-list.ts'
import { problemNotice } from '../base/problem-text.ts'
import { forwardIcon } from '../ui/icons.ts'
import { banner } from '../ui/notice.ts'
import { shortDate } from '../ui/relative-time.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import type { PartTextsOfPage, TicketPage } from './ticket-page.ts'

type Thread = TicketDetail['earlierThreads'][number]

interface Shown {
  isOpen: boolean
  isLoading: boolean
  messages: readonly PublicMessage[] | undefined
  older: string | null
  error: ApiError | undefined
}

const untouched: Shown = { isOpen: false, isLoading: false, messages: undefined, older: null, error: undefined }

/** Conversations of the ticket before the newest: named, and each loaded into its place when it is opened. */
export class EarlierThreads {
  private readonly page: TicketPage
  private readonly shown = new Map<string, Shown>()
  private readonly running = new Map<string, Promise<void>>()

  constructor(page: TicketPage) {
    this.page = page
  }

  render(texts: PartTextsOfPage): TemplateResult | typeof nothing {
    const { earlierThreads } = this.page.now.detail
    if (earlierThreads.length === 0) return nothing
    return html`<details class="threads" part="earlier-threads">
      <summary>${texts.earlierThreads(earlierThreads.length)}</summary>
      <ul>
        ${keyedList(
          earlierThreads,
          (thread) => thread.id,
          (thread) => html`<li>${this.thread(thread, texts)}</li>`,
        )}
      </ul>
    </details>`
  }

  /** Loads what is not there yet of those that are open. */
  async loadAll(): Promise<void> {
    const open = [...this.shown].filter(([, { isOpen }]) => isOpen).map(([id]) => id)
    for (const id of open) {
      for (let state = this.state(id); state.older !== null || !state.messages; state = this.state(id)) {
        await this.load(id)
        const { error } = this.state(id)
        if (error) throw error
      }
    }
  }

  private thread(thread: Thread, texts: PartTextsOfPage): TemplateResult {
    const { isOpen, messages } = this.state(thread.id)
    return html`<button
        class="thread"
        type="button"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="thread-${thread.id}"
        @click=${() => this.toggle(thread.id)}
      >
        ${forwardIcon}<bdi>${thread.subject}</bdi> ${shortDate(thread.lastMessageAt, this.page.now.times)}
      </button>
      <section id="thread-${thread.id}" class="conversation" aria-label=${thread.subject} ?hidden=${!isOpen}>
        ${isOpen ? this.content(thread.id, messages, texts) : nothing}
      </section>`
  }

  private content(id: string, messages: Shown['messages'], texts: PartTextsOfPage): unknown {
    const { isLoading, older, error } = this.state(id)
    const load = () => void this.load(id)
    return html`${error ? banner(problemNotice(error, texts).title, { label: texts.tryAgain, act: load }) : nothing}
    ${
      older
        ? html`<button class="button earlier" type="button" aria-disabled=${isLoading ? 'true' : 'false'} @click=${load}>
            ${isLoading ? texts.loading : texts.earlierMessages}
          </button>`
        : nothing
    }
    ${
      messages
        ? this.page.acts.drawMessages(messages)
        : isLoading
          ? html`<p class="visually-hidden" role="status">${texts.loading}</p>
              <div class="message" aria-hidden="true">
                <p>${skeletonLine('short')}</p>
                <p>${skeletonLine('wide')}</p>
              </div>`
          : nothing
    }`
  }

  private toggle(id: string): void {
    const { isOpen, messages, isLoading } = this.state(id)
    this.set(id, { isOpen: !isOpen })
    if (!isOpen && !messages && !isLoading) void this.load(id)
  }

  private load(id: string): Promise<void> {
    const running = this.running.get(id) ?? this.loadPage(id).finally(() => this.running.delete(id))
    this.running.set(id, running)
    return running
  }

  private async loadPage(id: string): Promise<void> {
    const { older, messages } = this.state(id)
    this.set(id, { isLoading: true, error: undefined })
    try {
      const page = await getThread(this.page.now.api, this.page.now.detail.ticket.id, id, older ?? undefined)
      this.set(id, { messages: [...page.messages, ...(messages ?? [])], older: page.olderMessages })
    } catch (thrown) {
      this.set(id, { error: toApiError(thrown) })
    } finally {
      this.set(id, { isLoading: false })
    }
  }

  private state(id: string): Shown {
    return this.shown.get(id) ?? untouched
  }

  private set(id: string, part: Partial<Shown>): void {
    this.shown.set(id, { ...this.state(id), ...part })
    this.page.acts.update()
  }
}
