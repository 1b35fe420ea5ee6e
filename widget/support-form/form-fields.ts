import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { listed } from '../../shared/form-values.ts'
import type { FormField } from '../../shared/forms.ts'
import { localized } from '../base/localized.ts'
import type { FormTexts } from '../locales/en/form.ts'
import { describedBy, field, fieldError } from '../ui/field.ts'

/** What a form's fields show and do. */
export interface FieldsFrame {
  texts: FormTexts & { optional: string }
  locale: string
  /** Those that show now; the others keep their place, so that what stands below them is not made anew. */
  shown: readonly FormField[]
  textOf: (field: FormField) => string
  errorOf: (name: string) => string | undefined
  write: (name: string, text: string) => void
  leave: (name: string) => void
  renderFiles: (field: FormField, id: string) => TemplateResult
}

/** The fields of a form, each with label, help and error. */
export function formFields(fields: readonly FormField[], frame: FieldsFrame): TemplateResult[] {
  return fields.map((each) => {
    const isShown = frame.shown.includes(each)
    // Files that are hidden for a while are still there afterwards.
    return each.type === 'file'
      ? html`<div ?hidden=${!isShown}>${oneField(each, frame)}</div>`
      : html`${isShown ? oneField(each, frame) : nothing}`
  })
}

function oneField(each: FormField, frame: FieldsFrame): TemplateResult {
  const { texts, locale } = frame
  const { name, type, isRequired } = each
  const id = `field-${name}`
  const label = localized(each.labels, locale)
  const helpText = localized(each.help, locale)
  const help = helpText && linked(helpText)
  const error = frame.errorOf(name)
  const value = frame.textOf(each)
  const described = describedBy(id, { help: helpText, error })
  const invalid = error ? 'true' : 'false'
  const write = (text: string) => frame.write(name, text)
  const take = (event: Event) => write((event.target as HTMLInputElement).value)
  const leave = () => frame.leave(name)
  const below = () => html`${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing} ${fieldError(id, error)}`
  const box = (boxId: string, words: unknown, isOn: boolean, tick: (isTicked: boolean) => void) =>
    html`<div class="box">
      <input
        type="checkbox"
        id=${boxId}
        ?required=${isRequired && type === 'consent'}
        aria-invalid=${invalid}
        aria-describedby=${described}
        .checked=${live(isOn)}
        @change=${(event: Event) => tick((event.target as HTMLInputElement).checked)}
      /><label for=${boxId}>${words}</label>
    </div>`
  const group = (content: unknown) =>
    html`<div class="field" role="group" aria-labelledby="${id}-label">
      <span class="label" id="${id}-label">${label}${isRequired ? nothing : html` <span class="optional">(${texts.optional})</span>`}</span>
      ${content} ${below()}
    </div>`

  if (type === 'heading')
    return html`<div class="section">
      <h3>${label}</h3>
      ${below()}
    </div>`
  if (type === 'file') return group(frame.renderFiles(each, id))
  if (type === 'consent' || (type === 'yes_no' && !isRequired)) {
    // What is agreed to are these words.
    const yes = type === 'consent' ? label : 'yes'
    return html`<div class="field">${box(id, linked(label), value === yes, (isTicked) => write(isTicked ? yes : ''))}${below()}</div>`
  }
  const options: [string, string][] =
    type === 'yes_no'
      ? [
          ['yes', texts.yes],
          ['no', texts.no],
        ]
      : (each.options ?? []).map((option) => [option.value, localized(option.labels, locale)])
  if (type === 'choices') {
    const chosen = () => listed(frame.textOf(each))
    // The first box is where an error's link leads.
    return group(
      options.map(([ticked, words], index) =>
        box(index ? id + index : id, words, chosen().includes(ticked), (isTicked) =>
          write((isTicked ? [...chosen(), ticked] : chosen().filter((one) => one !== ticked)).join('\n')),
        ),
      ),
    )
  }
  let input: TemplateResult
  if (type === 'choice' || type === 'yes_no') {
    input = html`<span class="select">
      <select
        class="input"
        id=${id}
        ?required=${isRequired}
        aria-invalid=${invalid}
        aria-describedby=${described}
        @change=${take}
        @blur=${leave}
      >
        <option value="" ?selected=${value === ''}>${texts.choose}</option>
        ${options.map(([one, words]) => html`<option value=${one} ?selected=${one === value}>${words}</option>`)}
      </select>
    </span>`
  } else if (type === 'long_text') {
    input = html`<textarea
      class="input"
      id=${id}
      rows="6"
      ?required=${isRequired}
      aria-invalid=${invalid}
      aria-describedby=${described}
      .value=${live(value)}
      @input=${take}
      @blur=${leave}
    ></textarea>`
  } else {
    input = html`<input
      class="input"
      id=${id}
      type=${type === 'date' ? type : 'text'}
      inputmode=${type === 'number' ? 'decimal' : nothing}
      ?required=${isRequired}
      aria-invalid=${invalid}
      aria-describedby=${described}
      .value=${live(value)}
      @input=${take}
      @blur=${leave}
    />`
  }
  return field({ id, label, optional: isRequired ? undefined : texts.optional, help: help || undefined, error, input })
}

/** Text with its web addresses as links. */
function linked(text: string): (string | TemplateResult)[] {
  return text
    .split(/(https?:\/\/\S+[^\s.,:;!?)])/)
    .map((part, index) => (index % 2 ? html`<a href=${part} target="_blank">${part}</a>` : part))
}
