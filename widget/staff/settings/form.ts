import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Property } from '../../../shared/properties.ts'
import type { SeenPage } from '../../../shared/domains.ts'
import type { Inbox } from '../../../shared/threads.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { Pipeline } from '../../../shared/tickets.ts'
import { icon } from '../base/icons.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { DragController } from '../base/drag.controller.ts'
import type { SettingProblems } from './check-settings.ts'
import type { SettingName, SettingsValues } from './settings-values.ts'

/** What the sections draw from and act through. */
export interface SettingsForm {
  texts: StaffTexts
  saved: PortalSettings
  draft: SettingsValues
  problems: SettingProblems
  inboxes: Inbox[]
  pipelines: Pipeline[]
  /** What rules may ask for; empty until it is there. */
  properties: readonly Property[]
  staff: StaffScope
  /** Pages that asked for the portal; null: not known yet. */
  seen: readonly SeenPage[] | null
  /** Drags what is shown to another place. */
  drag: DragController
  set<Name extends SettingName>(name: Name, value: SettingsValues[Name]): void
  /** The account has other properties now. */
  reloadProperties(): void
  /** Of the account, and saved at once. */
  setConfidential(pipelineId: string, isConfidential: boolean): void
  /** Checks one control when it is left. */
  check(name: SettingName): void
  /** Puts the cursor on a control. */
  goTo(name: string): void
  copy(text: string, name: string): void
  /** Name of the text that was copied last. */
  copied: string | null
}

/** The words of a problem, below its control. */
export function problemLine(form: SettingsForm, name: string): TemplateResult | typeof nothing {
  const code = form.problems[name]
  return code ? html`<p class="problem" id="${cssName(name)}-problem">${icon('warning')} ${form.texts.fields[code]}</p>` : nothing
}

/** A field of one line of text. */
export function textField(
  form: SettingsForm,
  name: 'title' | 'slug' | 'homeUrl' | 'homeRoute',
  words: { label: string; help: string },
  type: 'text' | 'url' = 'text',
): TemplateResult {
  const isBad = Boolean(form.problems[name])
  return html`<div class="field">
    <label class="label" for=${name}>${words.label}</label>
    <input
      id=${name}
      class="input"
      type=${type}
      autocomplete="off"
      .value=${form.draft[name]}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby="${name}-help ${isBad ? `${name}-problem` : ''}"
      @input=${(event: Event) => form.set(name, (event.target as HTMLInputElement).value)}
      @blur=${() => form.check(name)}
    />
    ${problemLine(form, name)}
    <p class="help" id="${name}-help">${words.help}</p>
  </div>`
}

/** A name without the dot of a line, for ids. */
export function cssName(name: string): string {
  return name.replaceAll('.', '-')
}

/** A choice between a few values, each with a line of help. */
export function choiceField<Name extends 'accessMode' | 'permissionMode' | 'statusDisplay' | 'closedPolicy'>(
  form: SettingsForm,
  name: Name,
  label: string,
  choices: readonly { value: SettingsValues[Name]; label: string; help: string; below?: TemplateResult | typeof nothing }[],
  choose: (value: SettingsValues[Name]) => void = (value) => form.set(name, value),
): TemplateResult {
  return html`<fieldset class="field">
    <legend class="label">${label}</legend>
    ${choices.map(
      (choice, index) =>
        html`<label class="choice">
            <input
              id=${index === 0 ? name : nothing}
              type="radio"
              name=${name}
              .value=${choice.value}
              aria-labelledby="${name}-${choice.value}-label"
              aria-describedby="${name}-${choice.value}-help"
              .checked=${live(form.draft[name] === choice.value)}
              @change=${() => choose(choice.value)}
            />
            <span>
              <span id="${name}-${choice.value}-label">${choice.label}</span>
              <span class="help" id="${name}-${choice.value}-help">${choice.help}</span>
            </span>
          </label>
          ${choice.below ?? nothing}`,
    )}
    ${problemLine(form, name)}
  </fieldset>`
}

/** Something that is so or not. */
export function switchField(
  form: SettingsForm,
  name: 'isCompanyReadOnly' | 'hasEarlierThreads' | 'canContactsClose' | 'canInvolveColleagues',
  words: { label: string; help: string },
): TemplateResult {
  return html`<div class="field">
    <label class="switch">
      <input
        id=${name}
        type="checkbox"
        role="switch"
        .checked=${live(form.draft[name])}
        aria-describedby="${name}-help"
        @change=${(event: Event) => form.set(name, (event.target as HTMLInputElement).checked)}
      />
      <span class="label">${words.label}</span>
    </label>
    <p class="help" id="${name}-help">${words.help}</p>
    ${problemLine(form, name)}
  </div>`
}
