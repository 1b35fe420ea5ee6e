import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { blankRule } from '../rules/rule-draft.ts'
import '../rules/rule-tester.ts'
import type { TriedSettings } from '../rules/rule-tester.ts'
import { choiceField, problemLine, type SettingsForm, switchField } from './form.ts'
import { renderPipelines } from './pipelines-field.ts'
import { renderRule } from './rule-field.ts'

/** Which tickets customers see, and where their replies go. */
export function renderTickets(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const { permissionMode } = form.draft
  return html`
    <div class="field">
      <label class="label" for="defaultInboxId">${settings.inbox}</label>
      <select
        id="defaultInboxId"
        class="input short"
        aria-describedby="inbox-help"
        @change=${(event: Event) => form.set('defaultInboxId', (event.target as HTMLSelectElement).value)}
      >
        ${form.inboxes.map((inbox) => html`<option value=${inbox.id} .selected=${inbox.id === form.draft.defaultInboxId}>${inbox.name}</option>`)}
      </select>
      ${problemLine(form, 'defaultInboxId')}
      <p class="help" id="inbox-help">${settings.inboxHelp}</p>
    </div>
    ${choiceField(
      form,
      'permissionMode',
      settings.permission,
      [
        { value: 'own', label: settings.own, help: settings.ownHelp },
        { value: 'company', label: settings.company, help: settings.companyHelp },
        {
          value: 'rule',
          label: settings.byRule,
          help: settings.byRuleHelp,
          below:
            permissionMode === 'rule' && form.draft.companyRule
              ? renderRule(form, 'companyRule', 'contact', settings.companyRule)
              : nothing,
        },
      ],
      (mode) => chooseMode(form, mode),
    )}
    ${
      permissionMode === 'own'
        ? nothing
        : switchField(form, 'isCompanyReadOnly', { label: settings.companyReadOnly, help: settings.companyReadOnlyHelp })
    }
    ${renderPipelines(form)} ${renderFilter(form)}
    <cp-staff-rule-tester
      .staff=${form.staff}
      .portalId=${form.saved.id}
      .known=${form.properties}
      .settings=${triedSettings(form)}
    ></cp-staff-rule-tester>
  `
}

function triedSettings({ draft }: SettingsForm): TriedSettings {
  const { permissionMode, companyRule, pipelineIds, ticketFilter } = draft
  return { permissionMode, companyRule, pipelineIds, ticketFilter }
}

/** A rule belongs to its mode: half a rule of a mode that was not chosen in the end is nobody's change. */
function chooseMode(form: SettingsForm, mode: SettingsForm['draft']['permissionMode']): void {
  form.set('permissionMode', mode)
  if (mode === 'rule') form.set('companyRule', form.draft.companyRule ?? blankRule)
  else form.set('companyRule', form.saved.companyRule)
}

function renderFilter(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const { ticketFilter } = form.draft
  return html`<fieldset class="field" aria-describedby="filter-help">
    <legend class="label">${settings.filter}</legend>
    <label class="choice">
      <input type="radio" name="filter" .checked=${live(!ticketFilter)} @change=${() => form.set('ticketFilter', null)} />
      <span>${settings.filterAll}</span>
    </label>
    <label class="choice">
      <input
        type="radio"
        name="filter"
        .checked=${live(ticketFilter !== null)}
        @change=${() => form.set('ticketFilter', form.saved.ticketFilter ?? blankRule)}
      />
      <span>${settings.filterSome}</span>
    </label>
    ${ticketFilter ? renderRule(form, 'ticketFilter', 'ticket', settings.filter) : nothing}
    <p class="help" id="filter-help">${settings.filterHelp}</p>
  </fieldset>`
}
