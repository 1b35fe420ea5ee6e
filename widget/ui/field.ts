import { html, nothing, type TemplateResult } from 'lit'
import { warningIcon } from './icons.ts'

/** What stands around an input. */
export interface FieldFrame {
  /** Id of the input; help and error get ids made from it, see `describedBy`. */
  id: string
  label: string
  /** The word behind the label of a field that may stay empty. */
  optional?: string | undefined
  /** Text, or text with links in it. */
  help?: string | readonly (string | TemplateResult)[] | undefined
  error?: string | undefined
  input: TemplateResult
}

/** A labelled input with its help and, when there is one, its error. */
export function field({ id, label, optional, help, error, input }: FieldFrame): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}${optional ? html` <span class="optional">(${optional})</span>` : nothing}</label>
    ${input} ${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing} ${fieldError(id, error)}
  </div>`
}

/** The line below an input that says what is wrong with it. */
export function fieldError(id: string, error: string | undefined): TemplateResult {
  return html`<p class="field-error" id="${id}-error" ?hidden=${!error}>${error ? html`${warningIcon}<span>${error}</span>` : nothing}</p>`
}

/** Value of `aria-describedby` for an input inside `field`. */
export function describedBy(
  id: string,
  { help, error }: { help?: string | undefined; error?: string | undefined },
): string | typeof nothing {
  const ids = [...(error ? [`${id}-error`] : []), ...(help ? [`${id}-help`] : [])]
  return ids.length > 0 ? ids.join(' ') : nothing
}
