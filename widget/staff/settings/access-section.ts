import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { limits } from '../../../shared/limits.ts'
import { signInMethods, type SignInMethod } from '../../../shared/sign-in-methods.ts'
import { icon } from '../base/icons.ts'
import { settingsHref } from '../base/routes.ts'
import './access-lists.ts'
import './access-preview.ts'
import { renderDuration } from './duration-field.ts'
import { choiceField, problemLine, type SettingsForm } from './form.ts'
import { absoluteTime, idleTime } from './session-times.ts'
import type { SettingsValues } from './settings-values.ts'

/** Who gets in, how, and for how long. */
export function renderAccess(form: SettingsForm): TemplateResult {
  const { access } = form.texts
  const { accessMode, accessListIds } = form.draft
  return html`
    ${choiceField(
      form,
      'accessMode',
      access.mode,
      [
        { value: 'everyone', label: access.everyone, help: access.everyoneHelp },
        { value: 'lists', label: access.byLists, help: access.byListsHelp, below: accessMode === 'lists' ? renderLists(form) : nothing },
      ],
      (mode) => chooseMode(form, mode),
    )}
    <cp-staff-access-preview
      .staff=${form.staff}
      .portalId=${form.saved.id}
      .mode=${accessMode}
      .listIds=${accessListIds}
      .isSaved=${isSavedAccess(form)}
    ></cp-staff-access-preview>
    ${form.saved.isSsoRequired ? renderSsoOnly(form) : nothing} ${renderRegister(form)} ${renderMethods(form)} ${renderPasswordMin(form)}
    ${renderDuration(form, 'sessionIdleSeconds', idleTime, {
      label: access.idle,
      help: access.idleHelp,
      problem: access.idleProblem,
      own: access.ownMinutes,
      off: access.off,
    })}
    ${renderDuration(form, 'sessionAbsoluteSeconds', absoluteTime, {
      label: access.absolute,
      help: access.absoluteHelp,
      problem: access.absoluteProblem,
      own: access.ownHours,
    })}
  `
}

function renderSsoOnly(form: SettingsForm): TemplateResult {
  const { access } = form.texts
  return html`<p class="note">
    ${icon('info')} <span>${access.ssoOnly} <a href=${settingsHref('single-sign-on', form.saved.id)}>${access.toSso}</a></span>
  </p>`
}

function isSavedAccess({ saved, draft }: SettingsForm): boolean {
  return (
    saved.accessMode === draft.accessMode && (draft.accessMode === 'everyone' || saved.accessListIds.join() === draft.accessListIds.join())
  )
}

function renderLists(form: SettingsForm): TemplateResult {
  return html`<div class="sub field">
    <cp-staff-access-lists
      id="accessListIds"
      .staff=${form.staff}
      .portalId=${form.saved.id}
      .chosen=${form.draft.accessListIds}
      .problem=${listProblem(form)}
      @cp-staff-lists-chosen=${({ detail }: CustomEvent<string[]>) => form.set('accessListIds', detail)}
    ></cp-staff-access-lists>
  </div>`
}

function listProblem({ problems, texts }: SettingsForm): string | null {
  if (problems['accessListIds']) return texts.access.choose
  return Object.keys(problems).some((name) => name.startsWith('accessListIds.')) ? texts.access.listGone : null
}

/** Lists and registration exclude each other: a switch that cannot stay goes with the choice, and comes back with it. */
function chooseMode(form: SettingsForm, mode: SettingsValues['accessMode']): void {
  form.set('accessMode', mode)
  form.set('canRegister', mode === 'lists' ? false : form.saved.canRegister && form.draft.signInMethods.includes('password'))
  // Lists that were not chosen in the end are nobody's change.
  if (mode === 'everyone') form.set('accessListIds', form.saved.accessListIds)
}

function renderRegister(form: SettingsForm): TemplateResult {
  const { access } = form.texts
  const { canRegister, accessMode, signInMethods: methods, consentTexts } = form.draft
  const reason = accessMode === 'lists' ? access.registerNotWithLists : methods.includes('password') ? null : access.registerNeedsPassword
  const isHeld = reason !== null && !canRegister
  return html`<div class="field">
    <label class="switch">
      <input
        id="canRegister"
        type="checkbox"
        role="switch"
        .checked=${live(canRegister)}
        aria-disabled=${isHeld ? 'true' : 'false'}
        aria-describedby="canRegister-help"
        @click=${(event: Event) => isHeld && event.preventDefault()}
        @change=${(event: Event) => form.set('canRegister', (event.target as HTMLInputElement).checked)}
      />
      <span class="label">${access.register}</span>
    </label>
    <p class="help" id="canRegister-help">${access.registerHelp} ${reason}</p>
    ${form.problems['canRegister'] && reason ? html`<p class="problem">${icon('warning')} ${reason}</p>` : nothing}
    ${
      canRegister && !consentTexts
        ? html`<p class="problem">
            ${icon('warning')} ${access.registerNeedsConsent}
            <button class="link" type="button" @click=${() => form.goTo('consentTexts')}>${access.toConsent}</button>
          </p>`
        : nothing
    }
  </div>`
}

function renderMethods(form: SettingsForm): TemplateResult {
  const { access } = form.texts
  const { signInMethods: chosen } = form.draft
  const isBad = Boolean(form.problems['signInMethods'])
  return html`<fieldset class="field" aria-describedby=${isBad ? 'signInMethods-problem' : nothing}>
    <legend class="label">${access.methods}</legend>
    ${signInMethods.map(
      (method, index) =>
        html`<label class="choice">
          <input
            id=${index === 0 ? 'signInMethods' : nothing}
            type="checkbox"
            .checked=${live(chosen.includes(method))}
            aria-labelledby="method-${method}"
            aria-describedby="method-${method}-help"
            @change=${(event: Event) => chooseMethod(form, method, (event.target as HTMLInputElement).checked)}
          />
          <span>
            <span id="method-${method}">${access.methodNames[method]}</span>
            <span class="help" id="method-${method}-help">${access.methodHelp[method]}</span>
          </span>
        </label>`,
    )}
    ${isBad ? html`<p class="problem" id="signInMethods-problem">${icon('warning')} ${access.methodNeeded}</p>` : nothing}
  </fieldset>`
}

function chooseMethod(form: SettingsForm, method: SignInMethod, isChosen: boolean): void {
  const rest = form.draft.signInMethods.filter((one) => one !== method)
  form.set('signInMethods', isChosen ? [...rest, method].toSorted() : rest)
}

function renderPasswordMin(form: SettingsForm): TemplateResult | typeof nothing {
  if (!form.draft.signInMethods.includes('password')) return nothing
  const { access } = form.texts
  const isBad = Boolean(form.problems['passwordMinChars'])
  return html`<div class="field">
    <label class="label" for="passwordMinChars">${access.passwordMin}</label>
    <span class="with-unit">
      <input
        id="passwordMinChars"
        class="input days"
        type="number"
        min=${limits.passwordMinCharsMin}
        max=${limits.passwordMinCharsMax}
        .value=${live(form.draft.passwordMinChars)}
        aria-invalid=${isBad ? 'true' : 'false'}
        aria-describedby="passwordMinChars-unit passwordMinChars-help ${isBad ? 'passwordMinChars-problem' : ''}"
        @input=${(event: Event) => form.set('passwordMinChars', (event.target as HTMLInputElement).value)}
        @blur=${() => form.check('passwordMinChars')}
      />
      <span id="passwordMinChars-unit">${access.passwordMinUnit}</span>
    </span>
    ${problemLine(form, 'passwordMinChars')}
    <p class="help" id="passwordMinChars-help">${access.passwordMinHelp}</p>
  </div>`
}
