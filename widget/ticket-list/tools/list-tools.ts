import '../../start.ts'
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Me } from '../../../shared/auth.ts'
import type { Condition } from '../../../shared/filter-rule.ts'
import { formatCondition, parseCondition } from '../../../shared/list-filter.ts'
import type { ListOptions, TicketCounts, TicketSummary } from '../../../shared/tickets.ts'
import { getListOptions, type TicketQuery } from '../../api/tickets.ts'
import { keyedList } from '../../base/keyed-list.ts'
import { Loader } from '../../base/loader.ts'
import type { Session } from '../../base/session.ts'
import { listToolTexts, type AllListTexts } from '../../locales/en/list-tools.ts'
import type { StartTexts } from '../../locales/en/start.ts'
import { closeIcon } from '../../ui/icons.ts'
import { banner } from '../../ui/notice.ts'
import type { TimeFormat } from '../../ui/relative-time.ts'
import { skeletonLine } from '../../ui/skeleton.ts'
import type { PropertyColumns } from '../ticket-table.ts'
import { conditionEditor, conditionOf, draftOf, type ConditionDraft } from './condition-editor.ts'
import { DisplayPanel } from './display-panel.ts'
import { listProperties, PropertyWords, type ListProperty } from './list-properties.ts'
import { listToolStyles } from './list-tools.styles.ts'
import { Popover } from './popover.ts'

/** What the list knows, for its tools. */
export interface ToolsFrame {
  texts: StartTexts
  times: TimeFormat
  me: Me
  session: Session
  query: TicketQuery
  counts: TicketCounts | undefined
  change: (part: Partial<TicketQuery>) => void
  announce: (words: string) => void
}

type ToolsHost = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment }

/** A condition as it stands in the address, and what it says; undefined when nothing here is called so. */
interface Chosen {
  text: string
  condition: Condition | undefined
}

/** What a list can do beyond showing itself: filters by property, other columns, export. Fetched when it is first wanted. */
export class ListTools implements PropertyColumns {
  private readonly host: ToolsHost
  private readonly readFrame: () => ToolsFrame | undefined
  private readonly options: Loader<ListOptions>
  private readonly popover: Popover
  private readonly display: DisplayPanel
  private panel: 'properties' | 'editor' | 'display' | undefined
  private draft: ConditionDraft | undefined
  /** Made anew when options or language change. */
  private made: { from: readonly unknown[]; properties: ListProperty[]; words: PropertyWords } | undefined

  constructor(host: ToolsHost, readFrame: () => ToolsFrame | undefined) {
    this.host = host
    this.readFrame = readFrame
    this.options = new Loader(host, async (signal) => {
      const frame = readFrame()
      return frame ? getListOptions(frame.session, signal) : { properties: [], stages: null }
    })
    this.popover = new Popover(() => host.renderRoot.querySelector('.panel'))
    this.display = new DisplayPanel(host)
    const root = host.renderRoot as ShadowRoot
    const { styleSheet } = listToolStyles
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
  }

  /** Another contact may come: forget what this one may see. */
  leave(): void {
    this.popover.close()
    this.panel = undefined
    this.draft = undefined
    this.options.reset()
  }

  label(property: string): string | undefined {
    const label = this.speak()?.words.label(property)
    return label ? label.charAt(0).toLocaleUpperCase() + label.slice(1) : this.options.value ? undefined : ''
  }

  value(ticket: TicketSummary, property: string): unknown {
    const value = ticket.values[property]
    if (value === undefined) return nothing
    return this.options.value ? html`<bdi>${this.speak()?.words.value(property, value)}</bdi>` : skeletonLine('short')
  }

  /** Opens the panel of a button of the list, or closes it when it is open. */
  open(button: HTMLElement): void {
    if (!this.popover.mayOpen(button)) return
    void this.show(button, button.dataset['tool'] === 'display' ? 'display' : 'properties')
  }

  /** Chips of what the list is narrowed to, and the panel. */
  render(): TemplateResult | typeof nothing {
    const frame = this.readFrame()
    if (!frame) return nothing
    this.load()
    return html`${this.renderConditions(frame)}
      <div
        class="panel"
        popover
        role="dialog"
        aria-labelledby="panel-title"
        @beforetoggle=${(event: ToggleEvent) => event.newState === 'closed' && this.popover.noticeClosing()}
        @toggle=${this.forget}
      >
        ${this.panel ? this.renderPanel(frame) : nothing}
      </div>`
  }

  private renderConditions(frame: ToolsFrame): TemplateResult | typeof nothing {
    const { query, counts, change } = frame
    if (query.where.length === 0) return nothing
    const { texts, words } = this.speak() ?? this.make(frame)
    if (!this.options.value) {
      const { error, retry } = this.options
      if (error) return banner(texts.optionsFailed, { label: texts.tryAgain, act: retry })
      return html`<div class="conditions" aria-busy="true">${skeletonLine('half')}</div>`
    }
    const chosen = this.chosen(frame)
    const count = counts?.[query.view]
    const sentence = words.sentence(
      query,
      chosen.flatMap(({ condition }) => condition ?? []),
    )
    const said = typeof count === 'number' ? texts.filterCount(count >= 100 ? '99+' : String(count), sentence) : sentence
    return html`<ul class="conditions" aria-label=${texts.chosenFilters}>
        ${keyedList(
          chosen,
          ({ text }) => text,
          (one, index) => this.renderChip(one, index, frame),
        )}
        <li><button class="link small" type="button" @click=${() => this.clear(change)}>${texts.clearFilters}</button></li>
      </ul>
      <p class="sentence muted small" role="status"><bdi>${said}</bdi></p>`
  }

  private renderChip({ text, condition }: Chosen, index: number, frame: ToolsFrame): TemplateResult {
    const { texts, words, properties } = this.make(frame)
    const property = properties.find(({ name }) => name === condition?.property)
    const sentence = condition ? words.phrase(condition) : texts.unknownFilter
    const edit = (event: Event) => {
      const chip = event.currentTarget as HTMLElement
      if (!property || !this.popover.mayOpen(chip)) return
      this.draft = draftOf(property, condition, index)
      void this.show(chip, 'editor')
    }
    return html`<li class="condition">
      <button class="condition-words" type="button" aria-haspopup="dialog" aria-expanded="false" @click=${edit}>
        <bdi>${sentence}</bdi>
      </button>
      <button
        class="icon-button"
        type="button"
        aria-label=${texts.removeFilter(sentence)}
        data-remove=${text}
        @click=${() => this.remove(index, frame)}
      >
        ${closeIcon}
      </button>
    </li>`
  }

  private renderPanel(frame: ToolsFrame): TemplateResult {
    const { texts, words, properties } = this.make(frame)
    if (this.panel === 'display') return this.display.render({ ...frame, texts, shown: this.options.value?.properties ?? [], words })
    if (this.options.error) return banner(texts.optionsFailed, { label: texts.tryAgain, act: this.options.retry })
    if (this.panel === 'editor' && this.draft) {
      return conditionEditor({
        texts,
        draft: this.draft,
        change: (part) => this.redraft(part),
        apply: (event) => this.apply(event, frame),
        back: () => void this.turn('properties'),
      })
    }
    const seen = properties.filter(({ name }) => name !== 'ticket.requester_name' || frame.query.view === 'company')
    return html`<p class="panel-title" id="panel-title">${texts.filterBy}</p>
      <ul class="menu">
        ${seen.map(
          (property) =>
            html`<li>
              <button class="menu-item" type="button" @click=${() => this.begin(property)} @keydown=${moveInMenu}>
                <bdi>${property.label}</bdi>
              </button>
            </li>`,
        )}
      </ul>
      ${this.options.value ? nothing : html`<p aria-busy="true">${skeletonLine('half')}</p>`}`
  }

  private async show(button: HTMLElement, panel: 'properties' | 'editor' | 'display'): Promise<void> {
    this.panel = panel
    await this.draw()
    this.popover.open(button)
  }

  /** Other content in the panel that is open. */
  private async turn(panel: 'properties' | 'editor'): Promise<void> {
    this.panel = panel
    await this.draw()
    this.popover.redrawn()
  }

  private async draw(): Promise<void> {
    this.host.requestUpdate()
    await this.host.updateComplete
  }

  private begin(property: ListProperty): void {
    this.draft = draftOf(property)
    void this.turn('editor')
  }

  private redraft(part: Partial<ConditionDraft>): void {
    if (this.draft) this.draft = { ...this.draft, ...part }
    this.host.requestUpdate()
  }

  private apply(event: Event, { query, change }: ToolsFrame): void {
    event.preventDefault()
    const { draft } = this
    const condition = draft && conditionOf(draft)
    if (!draft || !condition) return
    const text = formatCondition(condition)
    const others = query.where.filter((each, index) => index !== draft.index && each !== text)
    this.popover.close()
    change({ where: others.toSpliced(draft.index ?? others.length, 0, text) })
  }

  private remove(index: number, { query, change }: ToolsFrame): void {
    const next = query.where[index + 1] ?? query.where[index - 1]
    change({ where: query.where.toSpliced(index, 1) })
    void this.focusLater(next === undefined ? '[data-tool=filter]' : `[data-remove="${CSS.escape(next)}"]`)
  }

  private clear(change: ToolsFrame['change']): void {
    change({ where: [] })
    void this.focusLater('[data-tool=filter]')
  }

  /** What had the focus is gone: the keyboard goes on from close by. */
  private async focusLater(selector: string): Promise<void> {
    await this.draw()
    this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }

  private readonly forget = (event: ToggleEvent) => {
    if (event.newState !== 'closed') return
    this.panel = undefined
    this.draft = undefined
    this.host.requestUpdate()
  }

  private chosen(frame: ToolsFrame): Chosen[] {
    const { properties } = this.make(frame)
    const typeOf = (name: string) => properties.find((property) => property.name === name)?.type
    return frame.query.where.map((text) => ({ text, condition: parseCondition(text, typeOf) }))
  }

  private load(): void {
    const { options } = this
    // Not in the middle of drawing.
    if (options.state === 'pending' && !options.isLoading) queueMicrotask(() => options.isLoading || void options.start())
  }

  private speak() {
    const frame = this.readFrame()
    return frame && this.make(frame)
  }

  private make(frame: ToolsFrame): { texts: AllListTexts; properties: ListProperty[]; words: PropertyWords } {
    // English comes with this chunk; texts of other languages are all in one, so that these are among them.
    const texts: AllListTexts = { ...listToolTexts, ...frame.texts }
    const from = [this.options.value, frame.texts, frame.times]
    if (!this.made || this.made.from.some((part, index) => part !== from[index])) {
      const properties = listProperties(this.options.value, texts, frame.times)
      this.made = { from, properties, words: new PropertyWords(properties, texts, frame.times) }
    }
    return { texts, ...this.made }
  }
}

function moveInMenu(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const item = (event.currentTarget as HTMLElement).closest('li')
  const items = [...(item?.parentElement?.children ?? [])]
  const next = item && items.at((items.indexOf(item) + step) % items.length)
  next?.querySelector('button')?.focus()
}
