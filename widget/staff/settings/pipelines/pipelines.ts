import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { limits } from '../../../../shared/limits.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { deletePipeline, moveAllTickets, orderPipelines, readPipelineUsage } from '../../api/pipelines.ts'
import { listPipelines } from '../../api/tickets.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { errorState } from '../../base/states.ts'
import { textIn } from '../../base/text-in.ts'
import { DragController } from '../../base/drag.controller.ts'
import { settingsStyles } from '../settings.styles.ts'
import './move-dialog.ts'
import './pipeline-editor.ts'
import { pipelinesStyles } from './pipelines.styles.ts'
import { namesOf, rulesInWords } from './uses.ts'

/**
 * The account's pipelines: their order, a new one, one less, and the editor of one.
 *
 * @element cp-staff-pipelines
 */
export class StaffPipelines extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsStyles, pipelinesStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    editing: { state: true },
    problem: { state: true },
    progress: { state: true },
  }

  declare portalId: string | null
  /** The pipeline whose editor is open; `new` for one that is being made. */
  declare private editing: string | null
  /** What went wrong with which pipeline. */
  declare private problem: { id: string; text: string } | null
  declare private progress: { id: string; text: string } | null
  private readonly load = new LoadController<Pipeline[]>(this)
  private orderBefore: Pipeline[] | null = null
  private readonly drag = new DragController(
    this,
    () => [...this.renderRoot.querySelectorAll<HTMLElement>('.rows > li')],
    (from, to) => this.place(from, to),
  )

  constructor() {
    super()
    this.portalId = null
    this.editing = null
    this.problem = null
    this.progress = null
  }

  protected override firstUpdated(): void {
    void this.reload()
  }

  private reload(isQuiet = false): Promise<void> {
    return this.load.run(() => listPipelines(this.staff.client), isQuiet)
  }

  override render() {
    const { pipelines, app } = this.texts
    return html`<header><h1>${pipelines.title}</h1></header>
      <div class="column">
        ${this.load.render<TemplateResult>({
          pending: () =>
            html`<div class="bones" role="status">
              <span class="visually-hidden">${app.loading}</span>
              ${[1, 2].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
            </div>`,
          error: (error) => errorState(this.texts, pipelines.failed, error, () => void this.reload()),
          empty: () => this.renderList([]),
          data: (list) => (this.editing === null ? this.renderList(list) : this.renderEditor(list)),
        })}
      </div>
      <cp-staff-confirm></cp-staff-confirm>
      <cp-staff-move-dialog></cp-staff-move-dialog>`
  }

  private renderEditor(list: readonly Pipeline[]): TemplateResult {
    return html`<cp-staff-pipeline
      .staff=${this.staff}
      .pipeline=${list.find(({ id }) => id === this.editing) ?? null}
      @cp-staff-pipeline-saved=${({ detail }: CustomEvent<Pipeline>) => this.onSaved(detail)}
      @cp-staff-pipeline-closed=${() => void this.close()}
    ></cp-staff-pipeline>`
  }

  private renderList(list: readonly Pipeline[]): TemplateResult {
    const { pipelines } = this.texts
    return html`<p class="muted">${pipelines.lead}</p>
      <section aria-labelledby="list">
        <div class="section-head"><h2 id="list">${pipelines.list}</h2></div>
        <ol class="rows">
          ${repeat(
            list,
            ({ id }) => id,
            (pipeline, index) => this.renderRow(pipeline, index, list.length),
          )}
        </ol>
        <div class="section-foot">
          <button
            id="add"
            class="button"
            type="button"
            ?disabled=${list.length >= limits.pipelinesMax}
            @click=${() => void this.open('new')}
          >
            ${icon('plus')} ${pipelines.create}
          </button>
        </div>
      </section>`
  }

  private renderRow(pipeline: Pipeline, index: number, count: number): TemplateResult {
    const { pipelines } = this.texts
    const { id, name, stages } = pipeline
    return html`<li class=${this.drag.at === index ? 'dragged' : ''}>
      <div
        class="handle"
        title=${pipelines.drag(name)}
        @pointerdown=${(event: PointerEvent) => this.drag.start(event, index)}
        @pointermove=${(event: PointerEvent) => this.drag.follow(event)}
        @pointerup=${() => void this.drop()}
        @pointercancel=${() => void this.drop()}
      ></div>
      <div class="row-words">
        <div class="row-title">
          <b>${name}</b>
          ${pipeline.isConfidential ? html`<span class="muted">${icon('lock')} ${pipelines.confidential}</span>` : nothing}
        </div>
        <div class="way">
          ${stages.map(
            ({ labels, isClosed }) =>
              html`<span class="pill ${isClosed ? 'closed' : 'open'}">${textIn(labels, this.staff.language)}</span>`,
          )}
        </div>
        ${index === 0 && count > 1 ? html`<span class="help">${pipelines.first}</span>` : nothing}
      </div>
      <div class="acts">
        ${this.renderMove(pipeline, index, -1, index === 0)} ${this.renderMove(pipeline, index, 1, index === count - 1)}
        <button id="edit-${id}" class="button" type="button" aria-label=${pipelines.editLabel(name)} @click=${() => void this.open(id)}>
          ${pipelines.edit}
        </button>
        <button
          id="delete-${id}"
          class="button"
          type="button"
          aria-label=${pipelines.deleteLabel(name)}
          ?disabled=${count === 1 || this.progress !== null}
          title=${count === 1 ? pipelines.onlyOne : nothing}
          @click=${() => void this.delete(pipeline)}
        >
          ${pipelines.delete}
        </button>
      </div>
      ${this.problem?.id === id ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem.text}</p>` : nothing}
      ${this.progress?.id === id ? html`<p class="progress muted" role="status">${this.progress.text}</p>` : nothing}
    </li>`
  }

  private renderMove(pipeline: Pipeline, index: number, by: -1 | 1, isEnd: boolean): TemplateResult {
    const { pipelines } = this.texts
    return html`<button
      id="${by < 0 ? 'up' : 'down'}-${pipeline.id}"
      class="button quiet icon"
      type="button"
      aria-label=${by < 0 ? pipelines.moveUp(pipeline.name) : pipelines.moveDown(pipeline.name)}
      aria-disabled=${isEnd ? 'true' : 'false'}
      @click=${() => (isEnd ? undefined : void this.step(pipeline, index, by))}
    >
      ${icon(by < 0 ? 'up' : 'downArrow')}
    </button>`
  }

  private place(from: number, to: number): void {
    const list = this.load.data ?? []
    const moved = list[from]
    this.orderBefore ??= list
    if (moved) this.load.replace(list.toSpliced(from, 1).toSpliced(to, 0, moved))
  }

  private async drop(): Promise<void> {
    this.drag.end()
    if (this.orderBefore) await this.saveOrder()
  }

  private async step(pipeline: Pipeline, index: number, by: -1 | 1): Promise<void> {
    this.place(index, index + by)
    this.staff.announce(this.texts.pipelines.movedTo(pipeline.name, index + by + 1))
    await this.updateComplete
    this.byId(`${by < 0 ? 'up' : 'down'}-${pipeline.id}`)?.focus()
    await this.saveOrder()
  }

  private async saveOrder(): Promise<void> {
    const { pipelines } = this.texts
    this.orderBefore = null
    this.problem = null
    const ids = (this.load.data ?? []).map(({ id }) => id)
    try {
      this.load.replace(await orderPipelines(this.staff.client, ids))
    } catch (error) {
      await this.reload(true)
      this.problem = { id: ids[0] ?? '', text: pipelines.orderFailed + errorText(this.texts, toApiError(error)) }
    }
  }

  private async open(which: string): Promise<void> {
    this.problem = null
    this.editing = which
    await this.updateComplete
    const editor = this.renderRoot.querySelector('cp-staff-pipeline')
    await editor?.updateComplete
    editor?.focus()
  }

  private async close(): Promise<void> {
    const { leaveTitle, leaveText, leaveYes, leaveNo } = this.texts.app
    const editor = this.renderRoot.querySelector('cp-staff-pipeline')
    const question = { title: leaveTitle, text: leaveText, yes: leaveYes, no: leaveNo }
    if (editor?.isChanged && !(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    const before = this.editing
    this.editing = null
    this.emit('cp-staff-unsaved', false)
    await this.reload(true)
    await this.updateComplete
    ;(this.byId(`edit-${before}`) ?? this.byId('add'))?.focus()
  }

  private onSaved(saved: Pipeline): void {
    const list = this.load.data ?? []
    const isNew = !list.some(({ id }) => id === saved.id)
    this.load.replace(isNew ? [...list, saved] : list.map((one) => (one.id === saved.id ? saved : one)))
    if (isNew) void this.close()
  }

  private async delete(pipeline: Pipeline): Promise<void> {
    const { pipelines, app } = this.texts
    const { client } = this.staff
    this.problem = null
    try {
      const usage = await readPipelineUsage(client, pipeline.id)
      const forms = usage.stages.flatMap((stage) => stage.forms)
      const blocked = [
        ...(usage.portals.length > 0 ? [pipelines.usedByPortals(namesOf(this.texts, usage.portals))] : []),
        ...(forms.length > 0 ? [pipelines.formsBegin(namesOf(this.texts, forms))] : []),
      ]
      if (blocked.length > 0) {
        this.problem = { id: pipeline.id, text: blocked.join(' ') }
        return
      }
      const tickets = usage.stages.reduce((sum, stage) => sum + stage.tickets, 0)
      const isMore = usage.stages.some((stage) => stage.tickets >= usage.countedMax)
      const rules = [...usage.rules, ...usage.stages.flatMap((stage) => stage.rules)]
      const others = (this.load.data ?? []).filter(({ id }) => id !== pipeline.id)
      const answer = await this.renderRoot.querySelector('cp-staff-move-dialog')?.ask({
        title: pipelines.deleteTitle(pipeline.name),
        lines: [
          ...(tickets > 0 ? [pipelines.inIt(pipelines.tickets(tickets, isMore)), pipelines.toPipelineHelp] : []),
          rules.length > 0 ? pipelines.usedByRules(rulesInWords(this.texts, rules)) : pipelines.deleteText,
        ],
        choice: tickets > 0 ? { label: pipelines.toPipeline, options: others } : null,
        yes: tickets > 0 ? pipelines.moveAndDelete : pipelines.deleteYes,
        no: app.cancel,
      })
      if (!answer) return
      if (answer.to !== null) {
        await moveAllTickets(client, pipeline.id, { toPipelineId: answer.to }, (moved) => {
          this.progress = { id: pipeline.id, text: pipelines.moving(moved) }
        })
      }
      await deletePipeline(client, pipeline.id)
      this.staff.announce(pipelines.deleted(pipeline.name))
      await this.reload(true)
      this.byId('add')?.focus()
    } catch (error) {
      this.problem = { id: pipeline.id, text: errorText(this.texts, toApiError(error)) }
    } finally {
      this.progress = null
    }
  }
}

define('cp-staff-pipelines', StaffPipelines)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-pipelines': StaffPipelines
  }
}
