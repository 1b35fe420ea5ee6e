import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'
import { icon } from '../../base/icons.ts'
import type { StaffScope } from '../../base/staff-scope.ts'
import type { StaffTexts } from '../../locales/en.ts'
import type { ProviderDraft } from './provider-draft.ts'

/** What the parts of a provider's form draw from and act through. */
export interface ProviderForm {
  texts: StaffTexts
  staff: StaffScope
  portalId: string
  draft: ProviderDraft
  /** As it is saved; null for a new one. */
  saved: IdentityProvider | null
  /** By the name that the server gives a field. */
  problems: Record<string, FieldErrorCode>
  set(changes: Partial<ProviderDraft>): void
}

/** What is wrong with a field, or with one of its parts. */
export function problemOf({ problems }: Pick<ProviderForm, 'problems'>, field: string): FieldErrorCode | undefined {
  const name = Object.keys(problems).find((one) => one === field || one.startsWith(`${field}.`))
  return name === undefined ? undefined : problems[name]
}

/** The words of a problem, below its control. `words`: better ones than the usual, for a value that is not valid. */
export function problemText(form: ProviderForm, field: string, words?: string): TemplateResult | typeof nothing {
  const code = problemOf(form, field)
  if (!code) return nothing
  const text = code === 'invalid' && words !== undefined ? words : form.texts.fields[code]
  return html`<p class="problem" id="${idOf(field)}-problem">${icon('warning')} ${text}</p>`
}

type TextField = {
  [Name in keyof ProviderDraft]: ProviderDraft[Name] extends string ? (string extends ProviderDraft[Name] ? Name : never) : never
}[keyof ProviderDraft]

/** A field of one line of text. */
export function textLine(
  form: ProviderForm,
  name: TextField,
  words: { label: string; help?: string; invalid?: string; placeholder?: string },
  more: { field?: string; type?: 'text' | 'url' | 'password'; isShort?: boolean } = {},
): TemplateResult {
  const field = more.field ?? name
  const id = idOf(field)
  const isBad = problemOf(form, field) !== undefined
  return html`<div class="field">
    <label class="label" for=${id}>${words.label}</label>
    <input
      id=${id}
      class="input ${more.isShort ? 'short' : ''}"
      type=${more.type ?? 'text'}
      autocomplete=${more.type === 'password' ? 'new-password' : 'off'}
      spellcheck="false"
      placeholder=${words.placeholder ?? ''}
      .value=${live(form.draft[name])}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby="${words.help ? `${id}-help` : ''} ${isBad ? `${id}-problem` : ''}"
      @input=${(event: Event) => form.set({ [name]: (event.target as HTMLInputElement).value })}
    />
    ${problemText(form, field, words.invalid)} ${words.help ? html`<p class="help" id="${id}-help">${words.help}</p>` : nothing}
  </div>`
}

/** Something that is so or not. */
export function switchLine(
  form: ProviderForm,
  name: 'isOn' | 'isEveryDomain' | 'signsRequests' | 'removesSecret',
  words: { label: string; help?: string },
): TemplateResult {
  return html`<div class="field">
    <label class="switch">
      <input
        id=${name}
        type="checkbox"
        role="switch"
        .checked=${live(form.draft[name])}
        aria-describedby=${words.help ? `${name}-help` : nothing}
        @change=${(event: Event) => form.set({ [name]: (event.target as HTMLInputElement).checked })}
      />
      <span class="label">${words.label}</span>
    </label>
    ${words.help ? html`<p class="help" id="${name}-help">${words.help}</p>` : nothing}
  </div>`
}

/** Where its addresses come from, for every kind. */
export function renderDomains(form: ProviderForm): TemplateResult {
  const words = form.texts.singleSignOn
  const { kind, isEveryDomain } = form.draft
  return html`${kind === 'oidc' ? switchLine(form, 'isEveryDomain', { label: words.domainsAny, help: words.domainsAnyHelp }) : nothing}
  ${
    kind === 'oidc' && isEveryDomain
      ? nothing
      : textLine(
          form,
          'domains',
          { label: words.domains, help: words.domainsHelp[kind], invalid: words.badDomain, placeholder: 'example.com, example.org' },
          { field: 'emailDomains' },
        )
  }`
}

/** The claim that names a company. */
export function renderCompany(form: ProviderForm): TemplateResult {
  const words = form.texts.singleSignOn
  return html`<fieldset class="field">
    <legend class="label">${words.company}</legend>
    <p class="help">${words.companyHelp}</p>
    <div class="pair">
      ${textLine(form, 'companyName', { label: words.companyName }, { field: 'companyClaim' })}
      <div class="field">
        <label class="label" for="companyBy">${words.companyBy}</label>
        <select
          id="companyBy"
          class="input"
          @change=${(event: Event) => form.set({ companyBy: (event.target as HTMLSelectElement).value as ProviderDraft['companyBy'] })}
        >
          ${(['domain', 'name', 'id'] as const).map(
            (by) => html`<option value=${by} .selected=${form.draft.companyBy === by}>${words.companyBys[by]}</option>`,
          )}
        </select>
      </div>
    </div>
  </fieldset>`
}

/** A name of a field as an id. */
export function idOf(field: string): string {
  return field.replaceAll('.', '-')
}
