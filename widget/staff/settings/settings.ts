import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Inbox } from '../../../shared/threads.ts'
import { define } from '../../base/define.ts'
import '../app/confirm-dialog.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { PipelinesController } from '../base/pipelines.controller.ts'
import { PropertiesController } from '../base/properties.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { switchStyles } from '../base/switch.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { checkSettings, problemName, type SettingProblems, settingOf } from './check-settings.ts'
import { renderAccess } from './access-section.ts'
import { renderConflicts } from './conflict-view.ts'
import { renderConsent } from './consent-section.ts'
import { renderEmbedding } from './embedding-section.ts'
import { cssName, type SettingsForm } from './form.ts'
import { renderGeneral } from './general-section.ts'
import './preview-menu.ts'
import { DragController } from '../base/drag.controller.ts'
import { renderPages } from './pages-section.ts'
import { renderProperties } from './properties-section.ts'
import { SectionSpy } from './section-spy.ts'
import { settingNamesIn } from './setting-names.ts'
import { type SettingName, settingNames, type SettingsValues } from './settings-values.ts'
import { SettingsController } from './settings.controller.ts'
import { SeenPagesController } from './seen-pages.controller.ts'
import { renderSetUp } from './set-up-section.ts'
import { setUpStyles } from './set-up.styles.ts'
import { settingsControlStyles } from './settings-controls.styles.ts'
import { settingsStyles } from './settings.styles.ts'
import { renderTickets } from './tickets-section.ts'
import { portalChoice } from './portal-choice.ts'

const sections = {
  'set-up': renderSetUp,
  general: renderGeneral,
  embedding: renderEmbedding,
  tickets: renderTickets,
  pages: renderPages,
  access: renderAccess,
  consent: renderConsent,
  properties: renderProperties,
}
type SectionName = keyof typeof sections
const sectionNames = Object.keys(sections) as SectionName[]

/**
 * The settings of a portal.
 *
 * @element cp-staff-settings
 * @fires cp-staff-reading - `detail` is the part of the form that is being read.
 * @fires cp-staff-unsaved - `detail` is true while leaving would lose something.
 */
export class StaffSettings extends StaffElement {
  static override styles = [controlStyles, switchStyles, stateStyles, settingsStyles, settingsControlStyles, setUpStyles]
  static override properties: PropertyDeclarations = {
    inboxes: { attribute: false },
    portalId: { attribute: 'portal-id' },
    problems: { state: true },
    copied: { state: true },
    hasCopyFailed: { state: true },
  }

  declare inboxes: Inbox[] | null
  /** The portal to edit; the first one without it. */
  declare portalId: string | null
  declare private problems: SettingProblems
  declare private copied: string | null
  declare private hasCopyFailed: boolean
  private readonly settings = new SettingsController(this)
  private readonly pipelines = new PipelinesController(this)
  private readonly known = new PropertiesController(this)
  private readonly drag = new DragController(
    this,
    () => [...this.renderRoot.querySelectorAll<HTMLElement>('.shown > li')],
    (from, to) => this.moveShown(from, to),
  )
  private readonly seen = new SeenPagesController(this, () => this.settings.saved?.id)
  private readonly spy = new SectionSpy(this, 'section')
  private wasUnsaved = false
  private isThere = false
  private reading: string | null = null

  constructor() {
    super()
    this.inboxes = null
    this.portalId = null
    this.problems = {}
    this.copied = null
    this.hasCopyFailed = false
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.hasUpdated) void this.settings.start(this.portalId)
    else if (changed.has('portalId')) {
      this.problems = {}
      this.settings.choose(this.portalId)
    }
  }

  protected override updated(): void {
    this.goToAddress()
    if (this.spy.current !== this.reading) this.emit('cp-staff-reading', this.spy.current)
    this.reading = this.spy.current
    const isUnsaved = this.settings.changes.length > 0
    if (isUnsaved !== this.wasUnsaved) this.emit('cp-staff-unsaved', isUnsaved)
    this.wasUnsaved = isUnsaved
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('hashchange', this.onHash)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.onHash)
  }

  private readonly onHash = () => {
    const name = sectionNames.find((one) => location.hash === `#${one}`)
    if (name) this.goToSection(name)
  }

  override render() {
    const { settings, app } = this.texts
    return this.settings.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2, 3, 4].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, settings.failedTitle, error, () => void this.settings.start(this.portalId)),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: () => this.renderPage(),
      },
      (portals) => portals.length === 0,
    )
  }

  private renderPage(): TemplateResult {
    const form = this.form
    const { settings, checklist } = this.texts
    if (!form) return html``
    const portals = this.settings.load.data ?? []
    return html`
      <header>
        <h1>${settings.title}</h1>
        ${portalChoice(this.staff, null, portals, form.saved.id)}
        <cp-staff-preview-menu .staff=${this.staff} .portal=${form.saved}></cp-staff-preview-menu>
      </header>
      <div class="body">
        <form novalidate @submit=${this.onSubmit}>
          ${this.settings.conflicts ? renderConflicts(form, this.settings.conflicts, (name) => settingNamesIn(this.texts)[name]) : nothing}
          ${sectionNames.map(
            (name) =>
              html`<section id=${name} aria-labelledby="${name}-title">
                <div class="section-head">
                  <h2 id="${name}-title" tabindex="-1">${name === 'set-up' ? checklist.title : settings[name]}</h2>
                  <p class="muted">${name === 'set-up' ? checklist.help : settings[`${name}Help`]}</p>
                </div>
                <div class="controls">${sections[name](form)}</div>
              </section>`,
          )}
          ${this.renderSaveBar()}
        </form>
      </div>
      <p class="visually-hidden" role="status">
        ${this.hasCopyFailed ? settings.copyFailed : this.copied ? settings.copied : this.settings.wasSaved ? settings.saved : nothing}
      </p>
      <cp-staff-confirm></cp-staff-confirm>
    `
  }

  private renderSaveBar() {
    const { settings } = this.texts
    const names = settingNamesIn(this.texts)
    const { changes, error, isSaving, wasSaved } = this.settings
    const problems = Object.keys(this.problems).length
    if (changes.length === 0) {
      return wasSaved ? html`<div class="save-bar saved">${icon('check')} ${settings.saved}</div>` : nothing
    }
    return html`<div class="save-bar">
      <div class="save-words">
        <p><b>${settings.notSaved(changes.length)}</b> ${settings.list(changes.map((name) => names[name]))}</p>
        ${
          problems > 0
            ? html`<p class="problem" role="alert">${icon('warning')} ${settings.fix(problems)}</p>`
            : error
              ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, error)}</p>`
              : nothing
        }
      </div>
      <button class="button" type="button" @click=${this.onDiscard}>${settings.discard}</button>
      <button class="button primary" type="submit" aria-disabled=${isSaving ? 'true' : 'false'}>
        ${isSaving ? settings.saving : settings.save}
      </button>
    </div>`
  }

  private get form(): SettingsForm | null {
    const { settings } = this
    const { saved, draft } = settings
    if (!saved || !draft) return null
    return {
      texts: this.texts,
      saved,
      // Two clicks may come before the next drawing.
      get draft() {
        return settings.draft ?? draft
      },
      problems: this.problems,
      inboxes: this.inboxes ?? [],
      pipelines: this.pipelines.list,
      properties: this.known.list,
      staff: this.staff,
      seen: this.seen.pages,
      drag: this.drag,
      copied: this.copied,
      set: (name, value) => {
        this.settings.set(name, value)
        // What is being typed is not scolded; a problem goes as soon as it is mended.
        this.problems = keepIf(this.problems, (one) => settingOf(one) !== name || one in this.find(this.settings.draft ?? draft))
      },
      setConfidential: (pipelineId, isConfidential) => void this.setConfidential(pipelineId, isConfidential),
      reloadProperties: () => void this.known.load(),
      check: (name) => this.check(name),
      goTo: (name) => void this.goTo(name),
      copy: (text, name) => void this.copy(text, name),
    }
  }

  private moveShown(from: number, to: number): void {
    const names = this.settings.draft?.shownProperties ?? []
    const name = names[from]
    if (name !== undefined) this.settings.set('shownProperties', names.toSpliced(from, 1).toSpliced(to, 0, name))
  }

  private find(draft: SettingsValues): SettingProblems {
    return checkSettings(draft, this.known.list)
  }

  private async setConfidential(pipelineId: string, isConfidential: boolean): Promise<void> {
    const { settings, errors } = this.texts
    const isDone = await this.pipelines.setConfidential(pipelineId, isConfidential)
    this.staff.announce(isDone ? settings.saved : errors.other)
  }

  private check(name: SettingName): void {
    const { draft } = this.settings
    if (!draft) return
    const found = keepIf(this.find(draft), (one) => settingOf(one) === name)
    this.problems = { ...keepIf(this.problems, (one) => settingOf(one) !== name), ...found }
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    const { saved, draft } = this.settings
    if (!saved || !draft || this.settings.changes.length === 0) return
    this.problems = this.find(draft)
    if (Object.keys(this.problems).length > 0) return this.goToProblem()
    if (saved.isOn && !draft.isOn && !(await this.mayTurnOff())) return
    if (await this.settings.save()) return
    for (const [field, code] of Object.entries(this.settings.error?.fields ?? {}))
      this.problems = { ...this.problems, [problemName(field)]: code }
    await this.updateComplete
    if (this.settings.conflicts) this.byId('conflicts')?.focus()
    else this.goToProblem()
  }

  private async mayTurnOff(): Promise<boolean> {
    const { offTitle, offText, offYes, offNo } = this.texts.settings
    const dialog = this.renderRoot.querySelector('cp-staff-confirm')
    return (await dialog?.ask({ title: offTitle, text: offText, yes: offYes, no: offNo })) ?? true
  }

  private goToProblem(): void {
    const names = Object.keys(this.problems)
    const first = settingNames.flatMap((setting) => names.filter((name) => settingOf(name) === setting)).at(0)
    if (!first) return
    const setting = settingOf(first)
    // A rule puts the cursor inside itself.
    const isInside = setting === 'companyRule' || setting === 'ticketFilter' || setting === 'accessListIds'
    void this.goTo(isInside ? setting : cssName(first))
  }

  private async goTo(id: string): Promise<void> {
    await this.updateComplete
    const control = this.byId(id)
    control?.focus({ preventScroll: true })
    control?.scrollIntoView({ block: 'center' })
  }

  /** A link may name a section behind its #. */
  private goToAddress(): void {
    if (this.isThere || !this.settings.draft) return
    this.isThere = true
    const name = sectionNames.find((one) => location.hash === `#${one}`)
    this.spy.choose(name ?? sectionNames[0] ?? 'general')
    if (name) this.byId(name)?.scrollIntoView({ block: 'start' })
  }

  /** Goes to a part of the form: `general`, `embedding` … */
  goToSection(name: string): void {
    history.replaceState(null, '', `#${name}`)
    this.spy.choose(name)
    this.byId(name)?.scrollIntoView({ block: 'start' })
    this.byId(`${name}-title`)?.focus({ preventScroll: true })
  }

  private onDiscard(): void {
    this.problems = {}
    this.settings.discard()
  }

  private async copy(text: string, name: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.copied = name
      this.hasCopyFailed = false
      setTimeout(() => (this.copied = null), 2000)
    } catch {
      this.hasCopyFailed = true
    }
  }
}

function keepIf(problems: SettingProblems, test: (name: string) => boolean): SettingProblems {
  return Object.fromEntries(Object.entries(problems).filter(([name]) => test(name)))
}

define('cp-staff-settings', StaffSettings)
