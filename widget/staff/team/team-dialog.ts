import { css, html, nothing, type TemplateResult } from 'lit'
import type { StaffLanguage } from '../../../shared/team.ts'
import type { StaffTexts } from '../locales/en.ts'

/** What both dialogs of the team share. */
export const teamDialogStyles = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(640px, calc(100vw - 24px));
  }
  h2 {
    font-size: 17px;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 15px;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    gap: 16px;
    align-items: start;
  }
  .dialog-body > .language {
    max-inline-size: 287px;
  }
  .deeds {
    display: grid;
    gap: 12px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--cp-border);
  }
  .deed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
  }
  .deed > .help {
    flex: 1 1 240px;
  }
  .deed > .button {
    flex: 0 0 auto;
    min-inline-size: 200px;
  }
  .button.danger-text {
    color: var(--cp-danger);
  }
  .banner ul {
    display: grid;
    gap: 2px;
    inline-size: 100%;
  }
  @media (max-width: 520px) {
    .dialog-body {
      padding: 16px;
    }
    .deed > .button {
      inline-size: 100%;
    }
  }
`

/** In which language somebody is written to. `null`: nobody said. */
export function languageField(texts: StaffTexts, value: StaffLanguage | null): TemplateResult {
  const { team } = texts
  return html`<div class="field language">
    <label class="label" for="language">${team.language}</label>
    <select class="input" id="language">
      ${value === null ? html`<option value="" selected>${team.languageOpen}</option>` : nothing}
      ${(['en', 'nb'] as const).map((language) => html`<option value=${language} ?selected=${language === value}>${team.languages[language]}</option>`)}
    </select>
  </div>`
}
