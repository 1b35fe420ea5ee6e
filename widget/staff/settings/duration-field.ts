import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../base/icons.ts'
import type { StaffTexts } from '../locales/en.ts'
import { type DurationDraft, type DurationKind, readDuration, typedIn } from './duration.ts'
import type { SettingsForm } from './form.ts'

interface DurationWords {
  label: string
  help: string
  problem: string
  /** Of the field for an own value. */
  own: string
  /** Left out: it cannot be off. */
  off?: string
}

/** A length of time: a few usual ones, and a number of one's own. */
export function renderDuration(
  form: SettingsForm,
  name: 'sessionIdleSeconds' | 'sessionAbsoluteSeconds',
  kind: DurationKind,
  words: DurationWords,
): TemplateResult {
  const { access } = form.texts
  const draft = form.draft[name]
  const typed = typedIn(draft)
  const isBad = Boolean(form.problems[name])
  const describedBy = `${name}-help ${isBad ? `${name}-problem` : ''}`
  const fieldId = (isOwn: boolean) => ((typed !== null) === isOwn ? name : `${name}-choice`)
  const choose = (value: string) => {
    form.set(name, value === 'own' ? 'own:' : value)
    if (value === 'own') form.goTo(name)
  }
  return html`<div class="field">
    <label class="label" for=${fieldId(false)}>${words.label}</label>
    <span class="with-unit">
      <select
        id=${fieldId(false)}
        class="input time"
        aria-describedby=${describedBy}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
      >
        ${words.off ? html`<option value="off" .selected=${draft === 'off'}>${words.off}</option>` : nothing}
        ${kind.presets.map(
          (seconds) => html`<option value=${seconds} .selected=${draft === String(seconds)}>${timeText(form.texts, seconds)}</option>`,
        )}
        <option value="own" .selected=${typed !== null}>${access.own}</option>
      </select>
      ${
        typed === null
          ? nothing
          : html`<input
                id=${fieldId(true)}
                class="input days"
                inputmode="decimal"
                autocomplete="off"
                .value=${typed}
                aria-label="${words.label}: ${words.own}"
                aria-invalid=${isBad ? 'true' : 'false'}
                aria-describedby=${describedBy}
                @input=${(event: Event) => form.set(name, `own:${(event.target as HTMLInputElement).value}`)}
                @blur=${() => form.check(name)}
              /><span aria-hidden="true">${words.own.toLocaleLowerCase()}</span>`
      }
    </span>
    ${isBad ? html`<p class="problem" id="${name}-problem">${icon('warning')} ${words.problem}</p>` : nothing}
    <p class="help" id="${name}-help">${words.help}</p>
  </div>`
}

/** A length of time in words. */
export function durationText(texts: StaffTexts, draft: DurationDraft, kind: DurationKind): string {
  const seconds = readDuration(draft, kind)
  if (seconds === null) return texts.access.off
  return Number.isNaN(seconds) ? (typedIn(draft) ?? '') : timeText(texts, seconds)
}

function timeText({ access }: StaffTexts, seconds: number): string {
  const hours = seconds / 3600
  if (hours > 24 && hours % 24 === 0) return access.days(hours / 24)
  return hours > 1 && Number.isInteger(hours) ? access.hours(hours) : access.minutes(seconds / 60)
}
