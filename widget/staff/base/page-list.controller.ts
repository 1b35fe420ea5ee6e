import type { ReactiveControllerHost } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { isAbort, type StaffApiError, toApiError } from '../api/client.ts'
import { LoadController, type LoadTemplates } from './load.controller.ts'

/** One page of a list, as the API answers it. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Loads a list page by page, and refreshes what is shown in place. */
export class PageListController<Item extends { id: string }> {
  isLoadingMore = false
  moreError: StaffApiError | undefined
  private readonly host: ReactiveControllerHost
  private readonly load: LoadController<Page<Item>>
  private fetchPage: ((after: string | undefined, limit: number | undefined, signal: AbortSignal) => Promise<Page<Item>>) | undefined
  private isRefreshWanted = false
  private more: AbortController | undefined

  constructor(host: ReactiveControllerHost) {
    this.host = host
    this.load = new LoadController(host)
  }

  get items(): Item[] {
    return this.load.data?.items ?? []
  }

  get hasMore(): boolean {
    return Boolean(this.load.data?.next)
  }

  get isPending(): boolean {
    return this.load.isPending
  }

  /** Starts the list over with another filter. */
  async start(
    fetchPage: (after: string | undefined, limit: number | undefined, signal: AbortSignal) => Promise<Page<Item>>,
  ): Promise<void> {
    this.fetchPage = fetchPage
    this.endMore()
    await this.load.run((signal) => fetchPage(undefined, undefined, signal))
  }

  /** Asks again for as many rows as are shown, without a word when that fails. */
  async refresh(): Promise<void> {
    const fetchPage = this.fetchPage
    if (!fetchPage || this.load.isPending) return
    if (this.isLoadingMore) {
      this.isRefreshWanted = true
      return
    }
    const limit = Math.min(limits.pageSizeMax, Math.ceil(this.items.length / limits.pageSizeDefault) * limits.pageSizeDefault)
    await this.load.run(async (signal) => this.keepTail(await fetchPage(undefined, limit || undefined, signal)), true)
  }

  /** Adds the next page. */
  async loadMore(): Promise<void> {
    const shown = this.load.data
    if (!shown?.next || this.isLoadingMore || !this.fetchPage) return
    this.endMore()
    const more = new AbortController()
    this.more = more
    this.isLoadingMore = true
    this.host.requestUpdate()
    try {
      const page = await this.fetchPage(shown.next, undefined, more.signal)
      if (more.signal.aborted) return
      const known = new Set(this.items.map((item) => item.id))
      this.load.replace({ items: [...this.items, ...page.items.filter((item) => !known.has(item.id))], next: page.next })
    } catch (error) {
      if (more.signal.aborted || isAbort(error)) return
      this.moreError = toApiError(error)
    }
    this.isLoadingMore = false
    this.host.requestUpdate()
    if (this.isRefreshWanted) void this.refresh()
    this.isRefreshWanted = false
  }

  /** Does the first load again after an error. */
  async retry(): Promise<void> {
    await this.load.retry()
  }

  /** Changes one row in place. */
  patch(id: string, change: (item: Item) => Item): void {
    const shown = this.load.data
    if (shown) this.load.replace({ ...shown, items: shown.items.map((item) => (item.id === id ? change(item) : item)) })
  }

  /** Draws the state that holds now. */
  render<Drawn>(templates: LoadTemplates<Item[], Drawn>): Drawn {
    return this.load.render(
      { ...templates, data: (page, isStale) => templates.data(page.items, isStale) },
      (page) => page.items.length === 0,
    )
  }

  /** Rows beyond the largest page stay as they are. */
  private keepTail(fresh: Page<Item>): Page<Item> {
    const shown = this.load.data
    if (!shown || shown.items.length <= limits.pageSizeMax || !fresh.next) return fresh
    const known = new Set(fresh.items.map((item) => item.id))
    return { items: [...fresh.items, ...shown.items.slice(limits.pageSizeMax).filter((item) => !known.has(item.id))], next: shown.next }
  }

  private endMore(): void {
    this.more?.abort()
    this.isLoadingMore = false
    this.moreError = undefined
  }
}
