import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { limits } from '../../../../shared/limits.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { textIn } from '../../base/text-in.ts'
import { DragController } from '../../base/drag.controller.ts'
import { settingsStyles } from '../settings.styles.ts'
import './move-dialog.ts'
import { keptStages, newStage, type StageDraft } from './pipeline-draft.ts'
import { PipelineController } from './pipeline.controller.ts'
import { pipelinesStyles } from './pipelines.styles.ts'
import { renderStage, stageTitle } from './stage-fields.ts'
import { namesOf, rulesInWords } from './uses.ts'

/**
 * Writes one pipeline and its stages.
 *
 * @element cp-staff-pipeline
 * @fires cp-staff-pipeline-saved - `detail` is the pipeline as it is now.
 * @fires cp-staff-pipeline-closed - Nothing more is wanted.
 * @fires cp-staff-unsaved - `detail` is true while leaving would lose something.
 */
export class StaffPipeline extends StaffElement {
  static override styles = [controlStyles, stateStyles, switchStyles, settingsStyles, pipelinesStyles]
  static override properties: PropertyDeclarations = { pipeline: { attribute: false } }

  /** Null: a new one. */
  declare pipeline: Pipeline | null
  private wasUnsaved = false
  private readonly written = new PipelineController(this)
  private readonly drag = new DragController(
    this,
    () => [...this.renderRoot.querySelectorAll<HTMLElement>('.stage')],
    (from, to) => this.written.move(from, to),
  )

  constructor() {
    super()
    this.pipeline = null
  }

  get isChanged(): boolean {
    return this.written.isChanged
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.written.take(this.pipeline)
  }

  protected override updated(): void {
    if (this.isChanged !== this.wasUnsaved) this.emit('cp-staff-unsaved', this.isChanged)
    this.wasUnsaved = this.isChanged
  }

  override focus(): void {
    this.byId('name')?.focus()
  }

  override render() {
    const { pipelines } = this.texts
    const { name, isConfidential } = this.written.draft
    return html`<form novalidate @submit=${this.onSubmit}>
        <div class="editor-head">
          <button class="button" type="button" @click=${() => this.emit('cp-staff-pipeline-closed')}>
            ${icon('back')} ${pipelines.back}
          </button>
          <h2>${this.written.base?.name ?? pipelines.newTitle}</h2>
        </div>
        ${this.renderConflict()}
        <section aria-label=${pipelines.name}>
          <div class="controls">
            <div class="field">
              <label class="label" for="name">${pipelines.name}</label>
              <input
                id="name"
                class="input name"
                autocomplete="off"
                maxlength=${limits.nameMaxChars}
                .value=${live(name)}
                aria-invalid=${this.written.problems['name'] ? 'true' : 'false'}
                aria-describedby="name-problem name-help"
                @input=${(event: Event) => this.written.set({ name: (event.target as HTMLInputElement).value })}
              />
              ${this.renderProblem('name')}
              <p class="help" id="name-help">${pipelines.nameHelp}</p>
            </div>
            <div class="field">
              <label class="switch">
                <input
                  id="isConfidential"
                  type="checkbox"
                  role="switch"
                  .checked=${live(isConfidential)}
                  aria-describedby="confidential-help"
                  @change=${(event: Event) => this.written.set({ isConfidential: (event.target as HTMLInputElement).checked })}
                />
                <span class="label">${pipelines.isConfidential}</span>
              </label>
              <p class="help" id="confidential-help">${pipelines.isConfidentialHelp}</p>
            </div>
          </div>
        </section>
        ${this.renderStages()} ${this.renderSaveBar()}
      </form>
      <cp-staff-move-dialog></cp-staff-move-dialog>`
  }

  private renderStages(): TemplateResult {
    const { pipelines } = this.texts
    const { stages } = this.written.draft
    return html`<section aria-labelledby="stages-title">
      <div class="section-head">
        <h2 id="stages-title" tabindex="-1">${pipelines.stages}</h2>
        <p class="muted">${pipelines.stagesHelp}</p>
        <p class="muted" id="wording-help">${pipelines.wordingHelp}</p>
      </div>
      <ol class="stages">
        ${repeat(
          stages,
          ({ key }) => key,
          (stage, index) => (stage.removed ? this.renderRemoved(stage) : this.renderOne(stage, index)),
        )}
      </ol>
      <div class="section-foot">
        <button
          id="add-stage"
          class="button"
          type="button"
          ?disabled=${keptStages(this.written.draft).length >= limits.stagesPerPipelineMax}
          @click=${() => void this.addStage()}
        >
          ${icon('plus')} ${pipelines.addStage}
        </button>
        ${this.written.problems['stages'] ? html`<p class="problem" id="stages-problem">${icon('warning')} ${pipelines.bothStages}</p>` : nothing}
        ${this.written.problem && !this.isChanged ? html`<p class="problem" role="alert">${icon('warning')} ${this.written.problem}</p>` : nothing}
      </div>
    </section>`
  }

  private renderOne(stage: StageDraft, index: number): TemplateResult {
    return renderStage({
      texts: this.texts,
      stage,
      index,
      count: this.written.draft.stages.length,
      usage: this.written.usageOf(stage),
      countedMax: this.written.usage?.countedMax ?? Infinity,
      isDragged: this.drag.at === index,
      problems: this.written.problems,
      change: (change) => this.written.change(stage.key, change),
      move: (by) => void this.step(stage, index, by),
      remove: () => void this.removeStage(stage),
      grab: (event) => this.drag.start(event, index),
      follow: (event) => this.drag.follow(event),
      drop: () => this.drag.end(),
    })
  }

  private renderRemoved(stage: StageDraft): TemplateResult {
    const { pipelines } = this.texts
    const to = this.written.draft.stages.find(({ key }) => key === stage.removed?.to)
    const title = stageTitle(this.texts, stage)
    return html`<li class="stage gone">
      <p>${to ? pipelines.goesTo(title, this.ticketsOf(stage), stageTitle(this.texts, to)) : pipelines.goes(title)}</p>
      <button id="undo-${stage.key}" class="button" type="button" @click=${() => void this.undo(stage)}>
        ${icon('reopen')} ${pipelines.undo}
      </button>
    </li>`
  }

  private renderConflict(): TemplateResult | typeof nothing {
    const { pipelines, settings } = this.texts
    const { theirs } = this.written
    if (!theirs) return nothing
    const names = settings.list([theirs.name, ...theirs.stages.map(({ labels }) => textIn(labels, this.staff.language))])
    return html`<div class="conflict" role="alert" tabindex="-1" id="conflict">
      <div>
        <p><b>${pipelines.conflictTitle}</b></p>
        <p>${pipelines.conflictText} ${pipelines.nowStages(names)}</p>
      </div>
      <button class="button" type="button" @click=${() => this.written.take(theirs)}>${pipelines.takeTheirs}</button>
    </div>`
  }

  private renderSaveBar(): TemplateResult | typeof nothing {
    const { pipelines, settings } = this.texts
    if (!this.isChanged && !this.written.saving) {
      return this.written.wasSaved ? html`<div class="save-bar saved" role="status">${icon('check')} ${pipelines.saved}</div>` : nothing
    }
    const problems = Object.keys(this.written.problems).length
    return html`<div class="save-bar">
      <div class="save-words" role="status">
        <p><b>${this.written.saving ?? pipelines.unsaved}</b></p>
        ${
          problems > 0
            ? html`<p class="problem">${icon('warning')} ${settings.fix(problems)}</p>`
            : this.written.problem
              ? html`<p class="problem" role="alert">${icon('warning')} ${this.written.problem}</p>`
              : nothing
        }
      </div>
      <button class="button" type="button" ?disabled=${this.written.saving !== null} @click=${() => this.written.take(this.written.base)}>
        ${pipelines.discard}
      </button>
      <button class="button primary" type="submit" aria-disabled=${this.written.saving ? 'true' : 'false'}>${pipelines.save}</button>
    </div>`
  }

  private renderProblem(name: string): TemplateResult | typeof nothing {
    const code = this.written.problems[name]
    return code ? html`<p class="problem" id="${name}-problem">${icon('warning')} ${this.texts.fields[code]}</p>` : nothing
  }

  private ticketsOf(stage: StageDraft): string {
    const { usage } = this.written
    const tickets = this.written.usageOf(stage)?.tickets ?? 0
    return this.texts.pipelines.tickets(tickets, tickets >= (usage?.countedMax ?? Infinity))
  }

  private async step(stage: StageDraft, index: number, by: -1 | 1): Promise<void> {
    this.written.move(index, index + by)
    this.staff.announce(this.texts.pipelines.movedTo(stageTitle(this.texts, stage), index + by + 1))
    await this.updateComplete
    this.byId(`${by < 0 ? 'up' : 'down'}-${stage.key}`)?.focus()
  }

  private async addStage(): Promise<void> {
    const stage = newStage(false)
    // Before the first closed one: that is where an open stage is wanted.
    const at = this.written.draft.stages.findIndex(({ isClosed }) => isClosed)
    this.written.set({ stages: this.written.draft.stages.toSpliced(at < 0 ? this.written.draft.stages.length : at, 0, stage) })
    await this.updateComplete
    this.byId(`labels-en-${stage.key}`)?.focus()
  }

  private async removeStage(stage: StageDraft): Promise<void> {
    const { pipelines, app } = this.texts
    if (stage.isNew) {
      this.written.set({ stages: this.written.draft.stages.filter(({ key }) => key !== stage.key) })
    } else {
      await this.written.loadUsage()
      const usage = this.written.usageOf(stage)
      const title = stageTitle(this.texts, stage)
      if (usage && usage.forms.length > 0) {
        const words = pipelines.usedByForms(title, namesOf(this.texts, usage.forms))
        this.written.fail(words)
        this.staff.announce(words)
        return this.byId(`remove-${stage.key}`)?.focus()
      }
      const targets = keptStages(this.written.draft).filter(({ key, isNew }) => key !== stage.key && !isNew)
      const tickets = usage?.tickets ?? 0
      const lines = [
        ...(tickets > 0 ? [pipelines.inIt(this.ticketsOf(stage))] : []),
        ...(usage && usage.rules.length > 0 ? [pipelines.usedByRules(rulesInWords(this.texts, usage.rules))] : []),
        pipelines.nothingMovedYet,
      ]
      let to: string | null = null
      if (lines.length > 1) {
        const options = targets.map((target) => ({ id: target.key, name: stageTitle(this.texts, target) }))
        const choice = tickets > 0 ? { label: pipelines.to, options } : null
        const question = { title: pipelines.deleteStageTitle(title), lines, choice, yes: pipelines.mark, no: app.cancel }
        const answer = await this.renderRoot.querySelector('cp-staff-move-dialog')?.ask(question)
        if (!answer) return this.byId(`remove-${stage.key}`)?.focus()
        to = answer.to
      }
      this.written.change(stage.key, { removed: { to } })
    }
    await this.updateComplete
    ;(this.byId(`undo-${stage.key}`) ?? this.byId('add-stage'))?.focus()
    return undefined
  }

  private async undo(stage: StageDraft): Promise<void> {
    this.written.change(stage.key, { removed: null })
    await this.updateComplete
    this.byId(`remove-${stage.key}`)?.focus()
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (!this.isChanged) return
    const saved = await this.written.save()
    await this.updateComplete
    if (saved) {
      this.staff.announce(this.texts.pipelines.saved)
      this.emit('cp-staff-pipeline-saved', saved)
    } else if (this.written.theirs) this.byId('conflict')?.focus()
    else if (Object.keys(this.written.problems).length > 0) this.goToProblem()
  }

  private goToProblem(): void {
    const bad = this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')
    ;(bad ?? this.byId('stages-title'))?.focus()
  }
}

define('cp-staff-pipeline', StaffPipeline)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-pipeline': StaffPipeline
  }
}
