import { html, nothing, type TemplateResult } from 'lit'
import { problemLine, type SettingsForm } from './form.ts'

/** Which tickets customers see, and where their replies go. */
export function renderTickets(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
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
    <fieldset class="field">
      <legend class="label">${settings.permission}</legend>
      ${renderMode(form, 'own', settings.own, settings.ownHelp)}${renderMode(form, 'company', settings.company, settings.companyHelp)}
    </fieldset>
    ${renderPipelines(form)}
  `
}

function renderMode(form: SettingsForm, mode: 'own' | 'company', label: string, help: string): TemplateResult {
  return html`<label class="choice">
    <input
      id=${mode === 'own' ? 'permissionMode' : nothing}
      type="radio"
      name="permissionMode"
      .value=${mode}
      aria-describedby="${mode}-help"
      .checked=${form.draft.permissionMode === mode}
      @change=${() => form.set('permissionMode', mode)}
    />
    <span>
      <span>${label}</span>
      <span class="help" id="${mode}-help">${help}</span>
    </span>
  </label>`
}

function renderPipelines(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const chosen = new Set(form.draft.pipelineIds)
  const isAll = chosen.size === 0
  const toggle = (id: string, isChosen: boolean) =>
    form.set(
      'pipelineIds',
      form.pipelines.map((pipeline) => pipeline.id).filter((one) => (one === id ? isChosen : chosen.has(one))),
    )
  return html`<fieldset class="field" aria-describedby="pipelines-help">
    <legend class="label">${settings.pipelines}</legend>
    <label class="choice">
      <input id="pipelineIds" type="radio" name="pipelines" .checked=${isAll} @change=${() => form.set('pipelineIds', [])} />
      <span>${settings.pipelinesAll}</span>
    </label>
    <label class="choice">
      <input
        type="radio"
        name="pipelines"
        .checked=${!isAll}
        ?disabled=${form.pipelines.length === 0}
        @change=${() =>
          form.set(
            'pipelineIds',
            form.pipelines.map((pipeline) => pipeline.id),
          )}
      />
      <span>${settings.pipelinesSome}</span>
    </label>
    ${
      isAll
        ? nothing
        : html`<div class="sub">
            ${form.pipelines.map(
              (pipeline) =>
                html`<label class="choice">
                  <input
                    type="checkbox"
                    .checked=${chosen.has(pipeline.id)}
                    ?disabled=${chosen.size === 1 && chosen.has(pipeline.id)}
                    @change=${(event: Event) => toggle(pipeline.id, (event.target as HTMLInputElement).checked)}
                  />
                  <span>${pipeline.name}</span>
                </label>`,
            )}
          </div>`
    }
    ${problemLine(form, 'pipelineIds')}
    <p class="help" id="pipelines-help">${settings.pipelinesHelp}</p>
  </fieldset>`
}
