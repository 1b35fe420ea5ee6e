import { css, html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FormTexts } from '../locales/en/form.ts'
import { describedBy, field } from '../ui/field.ts'

/** Names of what is kept beside the form's own fields; none of theirs has a capital letter. */
export const colleagueField = 'requesterEmail'
export const whomField = 'forWhom'

/** What the choice between oneself and a colleague shows and does. */
export interface WhomFrame {
  texts: FormTexts
  isForColleague: boolean
  address: string
  error: string | undefined
  write: (name: string, value: string) => void
  leave: () => void
}

/** Who the ticket is for: oneself, or a colleague by address. */
export function whom({ texts, isForColleague, address, error, write, leave }: WhomFrame): TemplateResult {
  const choice = (value: string, label: string, isChosen: boolean) =>
    html`<label
      ><input
        type="radio"
        name=${whomField}
        .value=${value}
        .checked=${live(isChosen)}
        @change=${() => write(whomField, value)}
      />${label}</label
    >`
  const input = html`<input
    class="input"
    id="field-${colleagueField}"
    name=${colleagueField}
    type="email"
    autocomplete="off"
    required
    aria-invalid=${error ? 'true' : 'false'}
    aria-describedby=${describedBy(`field-${colleagueField}`, { help: texts.colleagueHelp, error })}
    .value=${live(address)}
    @input=${(event: Event) => write(colleagueField, (event.target as HTMLInputElement).value)}
    @blur=${leave}
  />`
  return html`<fieldset class="whom">
      <legend>${texts.forWhom}</legend>
      ${choice('', texts.forMe, !isForColleague)} ${choice('colleague', texts.forColleague, isForColleague)}
    </fieldset>
    ${
      isForColleague
        ? field({ id: `field-${colleagueField}`, label: texts.colleagueAddress, help: texts.colleagueHelp, error, input })
        : nothing
    }`
}

export const whomStyles = css`
  .whom {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1) calc(var(--space) * 5);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .whom legend {
    padding: 0;
    margin-block-end: calc(var(--space) * 1);
    font-weight: 550;
  }
`
