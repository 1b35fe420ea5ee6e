import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { PipelineUsage } from '../../../../shared/pipelines.ts'
import { icon } from '../../base/icons.ts'
import { textIn } from '../../base/text-in.ts'
import type { StaffTexts } from '../../locales/en.ts'
import type { StageDraft } from './pipeline-draft.ts'

const languages = ['en', 'nb'] as const
const labelMaxChars = 200

/** What a row of a stage is drawn from. */
export interface StageRow {
  texts: StaffTexts
  stage: StageDraft
  index: number
  /** Of all rows. */
  count: number
  /** Undefined: not known yet, or a new stage. */
  usage: PipelineUsage['stages'][number] | undefined
  countedMax: number
  isDragged: boolean
  problems: Readonly<Record<string, FieldErrorCode>>
  change: (change: Partial<StageDraft>) => void
  move: (by: -1 | 1) => void
  remove: () => void
  grab: (event: PointerEvent) => void
  follow: (event: PointerEvent) => void
  drop: () => void
}

/** What a stage is called on these pages. */
export function stageTitle(texts: StaffTexts, stage: StageDraft): string {
  return textIn(stage.labels, texts.language).trim() || texts.pipelines.unnamed
}

/** One stage: what it is called by us and for customers, whether tickets in it are closed, its place. */
export function renderStage(row: StageRow): TemplateResult {
  const { texts, stage, index, usage } = row
  const { pipelines } = texts
  const title = stageTitle(texts, stage)
  return html`<li class="stage ${row.isDragged ? 'dragged' : ''}" data-key=${stage.key}>
    <div
      class="handle"
      title=${pipelines.drag(title)}
      @pointerdown=${row.grab}
      @pointermove=${row.follow}
      @pointerup=${row.drop}
      @pointercancel=${row.drop}
    ></div>
    <div class="stage-fields" role="group" aria-label=${pipelines.stage(index + 1)}>
      <div class="stage-head">
        <b>${title}</b>
        <span class="pill ${stage.isClosed ? 'closed' : 'open'}">${stage.isClosed ? pipelines.closed : pipelines.open}</span>
        ${usage ? html`<span class="muted">${ticketsIn(row)}</span>` : nothing}
      </div>
      <div class="words">${languages.map((language) => renderWords(row, 'labels', language))}</div>
      ${renderProblem(row, `${stage.key}.labels`)}
      <div class="words">${languages.map((language) => renderWords(row, 'customerLabels', language))}</div>
      ${renderState(row)}
    </div>
    <div class="acts">
      ${renderMove(row, -1, title)} ${renderMove(row, 1, title)}
      <button
        id="remove-${stage.key}"
        class="button quiet icon"
        type="button"
        aria-label=${pipelines.removeStage(title)}
        @click=${row.remove}
      >
        ${icon('close')}
      </button>
    </div>
  </li>`
}

function ticketsIn({ texts, usage, countedMax }: StageRow): string {
  const tickets = usage?.tickets ?? 0
  return texts.pipelines.tickets(tickets, tickets >= countedMax)
}

function renderWords(row: StageRow, field: 'labels' | 'customerLabels', language: (typeof languages)[number]): TemplateResult {
  const { texts, stage } = row
  const { pipelines } = texts
  const id = `${field}-${language}-${stage.key}`
  const words = stage[field]
  const isBad = field === 'labels' && language === 'en' && Boolean(row.problems[`${stage.key}.labels`])
  return html`<div class="field">
    <label class="sub-label" for=${id}>${(field === 'labels' ? pipelines.label : pipelines.wording)[language]}</label>
    <input
      id=${id}
      class="input"
      lang=${language}
      autocomplete="off"
      maxlength=${labelMaxChars}
      placeholder=${field === 'customerLabels' ? (stage.labels[language] ?? stage.customerLabels['en'] ?? stage.labels['en'] ?? '') : (stage.labels['en'] ?? '')}
      .value=${live(words[language] ?? '')}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby=${isBad ? `${stage.key}-problem` : field === 'customerLabels' ? 'wording-help' : nothing}
      @input=${(event: Event) => row.change({ [field]: { ...words, [language]: (event.target as HTMLInputElement).value } })}
    />
  </div>`
}

function renderState(row: StageRow): TemplateResult {
  const { texts, stage, usage } = row
  const { pipelines } = texts
  const isLocked = (usage?.tickets ?? 0) > 0
  const id = `state-${stage.key}`
  return html`<div class="state-choice">
    <label class="sub-label" for=${id}>${pipelines.state}</label>
    <select
      id=${id}
      class="input"
      ?disabled=${isLocked}
      aria-describedby=${isLocked ? `${id}-help` : nothing}
      .value=${live(stage.isClosed ? 'closed' : 'open')}
      @change=${(event: Event) => row.change({ isClosed: (event.target as HTMLSelectElement).value === 'closed' })}
    >
      <option value="open" .selected=${!stage.isClosed}>${pipelines.open}</option>
      <option value="closed" .selected=${stage.isClosed}>${pipelines.closed}</option>
    </select>
    ${isLocked ? html`<span class="help" id="${id}-help">${pipelines.stateLocked}</span>` : nothing}
  </div>`
}

function renderMove(row: StageRow, by: -1 | 1, title: string): TemplateResult {
  const { pipelines } = row.texts
  const isEnd = by < 0 ? row.index === 0 : row.index === row.count - 1
  return html`<button
    id="${by < 0 ? 'up' : 'down'}-${row.stage.key}"
    class="button quiet icon"
    type="button"
    aria-label=${by < 0 ? pipelines.moveUp(title) : pipelines.moveDown(title)}
    aria-disabled=${isEnd ? 'true' : 'false'}
    @click=${() => (isEnd ? undefined : row.move(by))}
  >
    ${icon(by < 0 ? 'up' : 'downArrow')}
  </button>`
}

function renderProblem({ texts, problems, stage }: StageRow, name: string): TemplateResult | typeof nothing {
  const code = problems[name]
  return code ? html`<p class="problem" id="${stage.key}-problem">${icon('warning')} ${texts.fields[code]}</p>` : nothing
}
