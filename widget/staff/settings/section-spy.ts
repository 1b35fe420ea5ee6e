import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Knows which section of a long page is being read. */
export class SectionSpy implements ReactiveController {
  current: string | null = null
  private readonly host: ReactiveControllerHost & { renderRoot: Element | ShadowRoot | DocumentFragment }
  private readonly selector: string
  private watched = 0
  private readonly seen = new Set<string>()
  private readonly observer = new IntersectionObserver((entries) => this.onSeen(entries), { rootMargin: '-35% 0px -64% 0px' })

  constructor(host: ReactiveControllerHost & { renderRoot: Element | ShadowRoot | DocumentFragment }, selector: string) {
    this.host = host
    this.selector = selector
    host.addController(this)
  }

  hostUpdated(): void {
    const sections = this.host.renderRoot.querySelectorAll(this.selector)
    if (sections.length === this.watched) return
    this.observer.disconnect()
    this.watched = sections.length
    for (const section of sections) this.observer.observe(section)
  }

  hostDisconnected(): void {
    this.observer.disconnect()
    this.watched = 0
  }

  /** The reader went to this section; the end of the page may come before its turn. */
  choose(id: string): void {
    this.current = id
    this.host.requestUpdate()
  }

  private onSeen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.seen.add(target.id)
      else this.seen.delete(target.id)
    }
    const sections = [...this.host.renderRoot.querySelectorAll(this.selector)]
    // At the top the first is read, however short it is.
    const [top] = sections
    const first = top && top.getBoundingClientRect().top >= 0 ? top : sections.find((section) => this.seen.has(section.id))
    if (!first || first.id === this.current) return
    this.current = first.id
    this.host.requestUpdate()
  }
}
