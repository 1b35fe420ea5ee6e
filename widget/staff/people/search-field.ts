import { html, type TemplateResult } from 'lit'

const pauseMs = 250
const timers = new WeakMap<EventTarget, ReturnType<typeof setTimeout>>()

/** A field that searches shortly after typing. */
export function searchField(label: string, hint: string, search: (q: string) => void): TemplateResult {
  return html`<div class="field">
    <label class="label" for="search">${label}</label>
    <input
      id="search"
      class="input"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder=${hint}
      maxlength="200"
      @input=${({ target }: Event) => {
        if (!(target instanceof HTMLInputElement)) return
        clearTimeout(timers.get(target))
        timers.set(
          target,
          setTimeout(() => search(target.value.trim()), pauseMs),
        )
      }}
    />
  </div>`
}
