import { html, nothing, type TemplateResult } from 'lit'
import type { SignInCheck, SignInCheckPerson, SignInCheckStep } from '../../../../shared/sign-in-check.ts'
import { icon, type IconName } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'

const marks: Record<SignInCheckStep['outcome'], IconName> = { passed: 'check', failed: 'close', skipped: 'info' }

/** What came of a test sign-in: the verdict, every check, what was sent, and whom it would have been for. */
export function renderCheckLog(texts: StaffTexts, language: string, check: SignInCheck): TemplateResult {
  const { check: words } = texts.singleSignOn
  const { person, reason } = check
  return html`<div class="log">
    <div class="verdict ${check.hasPassed ? 'good' : 'bad'}">
      <h4>${icon(check.hasPassed ? 'check' : 'warning')} ${check.hasPassed ? words.passed : words.notPassed}</h4>
      ${person ? html`<p>${check.hasPassed ? words.passedText(person.contactName) : words.denied(person.contactName)}</p>` : nothing}
      ${reason ? html`<p>${words.reason} <code>${reason}</code></p>` : nothing}
    </div>
    <h4>${words.log}</h4>
    <ol class="steps">
      ${check.steps.map((step) => renderStep(texts, language, step))}
    </ol>
    ${person ? renderPerson(texts, language, person) : nothing} ${renderAttributes(texts, check)}
  </div>`
}

function renderStep(texts: StaffTexts, language: string, step: SignInCheckStep): TemplateResult {
  const { check: words } = texts.singleSignOn
  const isShown = step.outcome === 'failed' && step.expected !== null
  const note = noteOf(texts, language, step)
  return html`<li class=${step.outcome}>
    <span class="mark">${icon(marks[step.outcome])}<span class="visually-hidden">${words.outcomes[step.outcome]}:</span></span>
    <div>
      ${words.steps[step.name]} ${step.outcome === 'skipped' ? html`<span class="muted">${words.outcomes.skipped}</span>` : nothing}
      ${note ? html`<div class="muted">${note}</div>` : nothing}
      ${
        isShown && !note
          ? html`<dl>
              <div>
                <dt>${words.expected}</dt>
                <dd>${step.expected}</dd>
              </div>
              <div>
                <dt>${words.found}</dt>
                <dd>${step.found ?? '–'}</dd>
              </div>
            </dl>`
          : nothing
      }
    </div>
  </li>`
}

/** More words for what a bare value would not say. */
function noteOf(texts: StaffTexts, language: string, { name, outcome, expected, found }: SignInCheckStep): string | null {
  const { check: words } = texts.singleSignOn
  if (name === 'signature' && found !== null && expected !== null) return words.signedBy(found, expected)
  if (name === 'clock' && found !== null) return words.seconds(Number(found))
  if ((name === 'not_before' || name === 'not_after' || name === 'session_end') && found !== null) {
    return found
      .split(', ')
      .map((time) => timeText(time, language))
      .join(', ')
  }
  return outcome === 'failed' && expected === null ? found : null
}

function renderPerson(texts: StaffTexts, language: string, person: SignInCheckPerson): TemplateResult {
  const { check: words } = texts.singleSignOn
  const email = person.email ? `${person.email} (${person.isEmailBelieved ? words.believed : words.notBelieved})` : words.noEmail
  const rows: [string, string][] = [
    [words.contact, `${person.contactName} – ${words.contacts[person.contact]}`],
    [words.email, email],
    [words.companyLabel, person.companyName ?? words.noCompany],
    [words.subject, person.subject],
    ...(person.sessionEndsAt ? [[words.sessionEnds, timeText(person.sessionEndsAt, language)] as [string, string]] : []),
  ]
  return html`<h4>${words.person}</h4>
    <dl class="person">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`
}

function renderAttributes(texts: StaffTexts, { attributes, steps }: SignInCheck): TemplateResult | typeof nothing {
  const { check: words } = texts.singleSignOn
  if (steps.length < 3) return nothing
  if (attributes.length === 0) {
    return html`<h4>${words.attributes}</h4>
      <p class="muted">${words.noAttributes}</p>`
  }
  return html`<h4 id="attributes">${words.attributes}</h4>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="attributes">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.attribute}</th>
            <th scope="col">${words.values}</th>
            <th scope="col">${words.usedFor}</th>
          </tr>
        </thead>
        <tbody>
          ${attributes.map(
            ({ name, values, usedFor }) =>
              html`<tr>
                <th scope="row"><code>${name}</code></th>
                <td>${values.join(', ')}</td>
                <td>
                  ${usedFor.length > 0 ? usedFor.map((use) => words.uses[use]).join(', ') : html`<span class="muted">${words.notUsed}</span>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

function timeText(text: string, language: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' })
}
