import { html, nothing, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { settingsHref, type SettingsSection } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { settingsColumnStyles } from './settings-column.styles.ts'
import { findControls, type FoundControl, indexSettings } from './settings-index.ts'
import { entryName, sectionGroups, type PortalPart, type SectionEntry } from './settings-sections.ts'

/**
 * The column of all settings, the same beside each of their pages; a drawer where there is no room for a column.
 *
 * @element cp-staff-settings-column
 * @fires cp-staff-find - `detail` is the control that was looked for.
 * @fires cp-staff-part - `detail` is the part of the form to go to, while its page is shown.
 */
export class StaffSettingsColumn extends StaffElement {
  static override styles = [controlStyles, settingsColumnStyles]
  static override properties: PropertyDeclarations = {
    section: { attribute: false },
    current: { attribute: false },
    parts: { attribute: false },
    pages: { attribute: false },
    portalId: { attribute: 'portal-id' },
    isOpen: { state: true },
    typed: { state: true },
  }

  /** The page that is shown; null: the form about the portal. */
  declare section: SettingsSection | null
  /** The part of the form that is being read. */
  declare current: string | null
  /** Parts that the form has; null: not known yet. */
  declare parts: readonly string[] | null
  /** Pages that there are. */
  declare pages: readonly string[]
  declare portalId: string | null
  declare private isOpen: boolean
  /** What is searched for. */
  declare private typed: string
  private index: FoundControl[] = []

  constructor() {
    super()
    this.section = null
    this.current = null
    this.parts = null
    this.pages = []
    this.portalId = null
    this.isOpen = false
    this.typed = ''
  }

  override render() {
    const { settingsNav } = this.texts
    const here = sectionGroups.flatMap(({ entries }) => entries).find((entry) => this.isHere(entry))
    return html`<button
        class="button drawer"
        type="button"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-controls="sections"
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        <span>${here ? entryName(here, this.texts) : settingsNav.label}</span> ${icon(this.isOpen ? 'up' : 'downArrow')}
      </button>
      <nav id="sections" class="settings-nav ${this.isOpen ? 'open' : ''}" aria-label=${settingsNav.label} @keydown=${this.onKey}>
        ${this.renderSearch()} ${this.typed.trim() === '' ? this.renderGroups() : this.renderFound()}
      </nav>`
  }

  private renderSearch() {
    const { settingsNav } = this.texts
    return html`<input
      id="find"
      class="input"
      type="search"
      autocomplete="off"
      placeholder=${settingsNav.find}
      aria-label=${settingsNav.find}
      aria-controls=${this.typed.trim() ? 'found' : nothing}
      .value=${this.typed}
      @input=${this.onInput}
      @keydown=${this.onSearchKey}
    />`
  }

  private renderFound() {
    const { settingsNav } = this.texts
    const found = this.found
    return html`<p class="count" role="status">${settingsNav.found(found.length)}</p>
      <ul id="found" class="found" aria-label=${settingsNav.find}>
        ${found.map(
          (control) =>
            html`<li>
              <button type="button" @click=${() => this.onFound(control)}>
                <b>${control.label}</b>
                <span>${entryName({ section: control.section, part: control.part }, this.texts)}</span>
              </button>
            </li>`,
        )}
      </ul>`
  }

  private get found(): FoundControl[] {
    return findControls(this.index, this.typed).filter(({ section }) => section === null || this.pages.includes(section))
  }

  private onFound(control: FoundControl): void {
    this.typed = ''
    this.isOpen = false
    this.emit('cp-staff-find', control)
  }

  private readonly onInput = (event: Event) => {
    if (this.index.length === 0) this.index = indexSettings(this.texts)
    this.typed = (event.target as HTMLInputElement).value
  }

  private readonly onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      const [first] = this.found
      if (first) this.onFound(first)
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      this.renderRoot.querySelector<HTMLElement>('.found button')?.focus()
    } else if (event.key === 'Escape' && this.typed !== '') {
      event.stopPropagation()
      this.typed = ''
    }
  }

  private renderGroups() {
    const { settingsNav } = this.texts
    return html`${sectionGroups.map(({ name, entries }) => {
      const shown = entries.filter((entry) => this.exists(entry))
      if (shown.length === 0) return nothing
      return html`<h2 id="group-${name}">${settingsNav.groups[name]}</h2>
        <ul aria-labelledby="group-${name}">
          ${shown.map((entry) => html`<li>${this.renderLink(entry)}</li>`)}
        </ul>`
    })}`
  }

  private renderLink(entry: SectionEntry) {
    const current = this.isHere(entry)
    return html`<a
      href="${settingsHref(entry.section, this.portalId)}${entry.part ? `#${entry.part}` : ''}"
      aria-current=${current ? (entry.part ? 'true' : 'page') : nothing}
      @click=${(event: MouseEvent) => this.onLink(event, entry.section, entry.part)}
      >${entryName(entry, this.texts)}</a
    >`
  }

  private exists({ section, part }: SectionEntry): boolean {
    if (section !== null) return this.pages.includes(section)
    if (part === 'properties' && this.pages.includes('pipelines') && this.parts !== null && !this.parts.includes('properties')) return false
    return part === null || this.parts === null || this.parts.includes(part)
  }

  private isHere({ section, part }: SectionEntry): boolean {
    return section === this.section && (section !== null || part === this.current)
  }

  private onLink(event: MouseEvent, section: SettingsSection | null, part: PortalPart | null): void {
    this.isOpen = false
    if (section !== null || this.section !== null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    this.emit('cp-staff-part', part)
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.isOpen) return
    this.isOpen = false
    this.renderRoot.querySelector<HTMLElement>('.drawer')?.focus()
  }
}

define('cp-staff-settings-column', StaffSettingsColumn)
