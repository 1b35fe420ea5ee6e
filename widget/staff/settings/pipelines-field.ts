import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { problemLine, type SettingsForm } from './form.ts'

/** Which pipelines the portal shows, and which of them only the tickets' own contacts see. */
export function renderPipelines(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const isAll = form.draft.pipelineIds.length === 0
  const all = form.pipelines.map((pipeline) => pipeline.id)
  return html`<fieldset class="field" aria-describedby="pipelines-help">
      <legend class="label">${settings.pipelines}</legend>
      <label class="choice">
        <input id="pipelineIds" type="radio" name="pipelines" .checked=${live(isAll)} @change=${() => form.set('pipelineIds', [])} />
        <span>${settings.pipelinesAll}</span>
      </label>
      <label class="choice">
        <input
          type="radio"
          name="pipelines"
          .checked=${live(!isAll)}
          ?disabled=${form.pipelines.length === 0}
          @change=${() => form.set('pipelineIds', all)}
        />
        <span>${settings.pipelinesSome}</span>
      </label>
      ${isAll ? nothing : renderSome(form)} ${problemLine(form, 'pipelineIds')}
      <p class="help" id="pipelines-help">${settings.pipelinesHelp}</p>
    </fieldset>
    ${renderConfidential(form)}`
}

function renderSome(form: SettingsForm): TemplateResult {
  const chosen = new Set(form.draft.pipelineIds)
  const toggle = (id: string, isChosen: boolean) =>
    form.set(
      'pipelineIds',
      form.pipelines.map((pipeline) => pipeline.id).filter((one) => (one === id ? isChosen : chosen.has(one))),
    )
  return html`<div class="sub">
    ${form.pipelines.map(
      (pipeline) =>
        html`<label class="choice">
          <input
            type="checkbox"
            .checked=${live(chosen.has(pipeline.id))}
            ?disabled=${chosen.size === 1 && chosen.has(pipeline.id)}
            @change=${(event: Event) => toggle(pipeline.id, (event.target as HTMLInputElement).checked)}
          />
          <span>${pipeline.name}</span>
        </label>`,
    )}
  </div>`
}

/** Of the account, not of the portal: saved at once. */
function renderConfidential(form: SettingsForm): TemplateResult | typeof nothing {
  const { settings } = form.texts
  if (form.pipelines.length === 0) return nothing
  return html`<fieldset class="field" aria-describedby="confidential-help">
    <legend class="label">${settings.confidential}</legend>
    ${form.pipelines.map(
      (pipeline) =>
        html`<label class="choice">
          <input
            type="checkbox"
            name="confidential"
            .checked=${live(pipeline.isConfidential)}
            @change=${(event: Event) => form.setConfidential(pipeline.id, (event.target as HTMLInputElement).checked)}
          />
          <span>${pipeline.name}</span>
        </label>`,
    )}
    <p class="help" id="confidential-help">${settings.confidentialHelp}</p>
  </fieldset>`
}
