import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { objectsOf, type RuleSubject } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'
import { textIn } from '../base/text-in.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { ConditionDraft } from './rule-draft.ts'

/** What the choice is drawn from. */
export interface PropertyChoice {
  texts: StaffTexts
  language: string
  subject: RuleSubject
  known: readonly Property[]
  condition: ConditionDraft
  id: string
  isBad: boolean
  choose: (property: Property) => void
}

/** Which property a condition is about. One that was deleted keeps its name until another is chosen. */
export function renderPropertyChoice({ texts, language, subject, known, condition, id, isBad, choose }: PropertyChoice): TemplateResult {
  const { rules } = texts
  const isKnown = known.some(({ name }) => name === condition.property)
  return html`<select
    id=${id}
    class="input property"
    aria-label=${rules.property}
    aria-invalid=${isBad ? 'true' : 'false'}
    aria-describedby="${id}-problem"
    @change=${(event: Event) => {
      const chosen = known.find(({ name }) => name === (event.target as HTMLSelectElement).value)
      if (chosen) choose(chosen)
    }}
  >
    ${
      isKnown
        ? nothing
        : html`<option value="" selected disabled>
            ${condition.property === '' || known.length === 0 ? rules.choose : rules.deleted(condition.property)}
          </option>`
    }
    ${objectsOf[subject].map(
      (object) =>
        html`<optgroup label=${rules.objects[object]}>
          ${known
            .filter((one) => one.object === object)
            .map(
              ({ name, labels }) =>
                html`<option value=${name} .selected=${live(name === condition.property)}>${textIn(labels, language)}</option>`,
            )}
        </optgroup>`,
    )}
  </select>`
}
