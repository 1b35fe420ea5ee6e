import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import type { Inbox } from '../../../../shared/threads.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { icon } from '../../base/icons.ts'
import { textIn } from '../../base/text-in.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { type FormDraft, withText } from './form-draft.ts'

/** What the settings of the form as a whole show and do. */
export interface GeneralFrame {
  draft: FormDraft
  inboxes: readonly Pick<Inbox, 'id' | 'name'>[]
  pipelines: readonly Pipeline[]
  /** Of the title. */
  language: TextLanguage
  reader: string
  problems: Readonly<Record<string, FieldErrorCode>>
  change: (draft: FormDraft) => void
  addInbox: () => void
}

const newInbox = 'new'

/** Name, key, title, inbox, pipeline and stage. */
export function renderGeneral(texts: StaffTexts, frame: GeneralFrame): TemplateResult {
  const { forms, settings, fields } = texts
  const { draft, inboxes, language, problems, change } = frame
  const problem = (name: string, words?: string) => {
    const code = problems[name]
    return code
      ? html`<p class="problem" id="${name}-problem">${icon('warning')} ${(code === 'not_a_choice' && words) || fields[code]}</p>`
      : nothing
  }
  const input = (name: 'name' | 'key', label: string, help: string, maxChars: number, words?: string) =>
    html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <input
        id=${name}
        class="input"
        autocomplete="off"
        spellcheck="false"
        maxlength=${maxChars}
        aria-invalid=${name in problems ? 'true' : 'false'}
        aria-describedby="${name}-help ${name}-problem"
        .value=${live(draft[name])}
        @input=${(event: Event) => change({ ...draft, [name]: (event.target as HTMLInputElement).value })}
      />
      ${problem(name, words)}
      <p class="help" id="${name}-help">${help}</p>
    </div>`
  const onInbox = (event: Event) => {
    const select = event.target as HTMLSelectElement
    if (select.value !== newInbox) return change({ ...draft, inboxId: select.value || null })
    select.value = draft.inboxId ?? ''
    frame.addInbox()
  }
  return html`<div class="general">
    ${input('name', forms.name, forms.nameHelp, 120)}
    <div class="field">
      <label class="label" for="title-text">${forms.titleField} <span class="tag">${settings.languages[language]}</span></label>
      <input
        id="title-text"
        class="input"
        autocomplete="off"
        maxlength="200"
        lang=${language}
        aria-describedby="title-help"
        .value=${live(draft.titles[language] ?? '')}
        @input=${(event: Event) => change({ ...draft, titles: withText(draft.titles, language, (event.target as HTMLInputElement).value) })}
      />
      <p class="help" id="title-help">${forms.titleHelp}</p>
    </div>
    ${input('key', forms.key, forms.keyHelp(draft.key), 40, forms.keyTaken)}
    <div class="field">
      <label class="label" for="inboxId">${forms.inbox}</label>
      <select
        id="inboxId"
        class="input"
        aria-invalid=${'inboxId' in problems ? 'true' : 'false'}
        aria-describedby="inbox-help inboxId-problem"
        .value=${live(draft.inboxId ?? '')}
        @change=${onInbox}
      >
        <option value="" .selected=${draft.inboxId === null}>${forms.inboxNone}</option>
        ${inboxes.map(({ id, name }) => html`<option value=${id} .selected=${id === draft.inboxId}>${name}</option>`)}
        <option value=${newInbox}>${forms.inboxNew}</option>
      </select>
      ${problem('inboxId')}
      <p class="help" id="inbox-help">${forms.inboxHelp}</p>
    </div>
    ${renderStage(texts, frame)}
  </div>`
}

function renderStage(texts: StaffTexts, { draft, pipelines, reader, problems, change }: GeneralFrame): TemplateResult {
  const { forms, fields } = texts
  const code = problems['stageId'] ?? problems['pipelineId']
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages
      .filter(({ isClosed }) => !isClosed)
      .map((stage) => ({ stage, words: `${pipeline.name} – ${textIn(stage.labels, reader)}` })),
  )
  const chosen = stages.find(({ stage }) => stage.id === draft.stageId)
  const onChange = (event: Event) => {
    const found = stages.find(({ stage }) => stage.id === (event.target as HTMLSelectElement).value)
    change({ ...draft, pipelineId: found?.stage.pipelineId ?? null, stageId: found?.stage.id ?? null })
  }
  return html`<div class="field">
    <label class="label" for="stageId">${forms.pipeline}</label>
    <select
      id="stageId"
      class="input"
      aria-invalid=${code ? 'true' : 'false'}
      aria-describedby="stage-help stageId-problem"
      .value=${live(chosen ? (draft.stageId ?? '') : '')}
      @change=${onChange}
    >
      <option value="" .selected=${!chosen}>${forms.pipelineFirst}</option>
      ${stages.map(({ stage, words }) => html`<option value=${stage.id} .selected=${stage.id === draft.stageId}>${words}</option>`)}
    </select>
    ${code ? html`<p class="problem" id="stageId-problem">${icon('warning')} ${fields[code]}</p>` : nothing}
    <p class="help" id="stage-help">${forms.pipelineHelp}</p>
  </div>`
}
