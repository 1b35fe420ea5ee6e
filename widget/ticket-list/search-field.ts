import { html, nothing, type TemplateResult } from 'lit'
import type { StartTexts } from '../locales/en/start.ts'
import { closeIcon, searchIcon } from '../ui/icons.ts'

const searchAfterMs = 250

/** The field that searches while somebody types. */
export class SearchField {
  private readonly find: () => HTMLInputElement | null
  private readonly search: (words: string) => void
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(root: () => ParentNode, search: (words: string) => void) {
    this.find = () => root().querySelector('input[type=search]')
    this.search = search
  }

  render(texts: StartTexts, q: string): TemplateResult {
    return html`<div class="search" role="search">
      ${searchIcon}
      <input
        class="input"
        type="search"
        name="q"
        maxlength="200"
        autocomplete="off"
        aria-label=${texts.searchTickets}
        placeholder=${texts.searchPlaceholder}
        .value=${q}
        @input=${this.hear}
        @keydown=${this.hearKey}
      />
      ${
        q
          ? html`<button class="icon-button" type="button" aria-label=${texts.clearSearch} @click=${this.clear}>${closeIcon}</button>`
          : nothing
      }
    </div>`
  }

  /** Words still waiting belong to the list that is left: told later, they would call it back. */
  flush(): void {
    clearTimeout(this.timer)
    const input = this.find()
    if (input) this.search(input.value)
  }

  private readonly hear = (event: Event) => {
    const words = (event.target as HTMLInputElement).value
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.search(words), searchAfterMs)
  }

  private readonly hearKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') this.flush()
    if (event.key !== 'Escape' || !(event.target as HTMLInputElement).value) return
    event.preventDefault()
    this.clear()
  }

  private readonly clear = () => {
    const input = this.find()
    if (input) input.value = ''
    input?.focus()
    this.flush()
  }
}
