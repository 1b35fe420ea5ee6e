import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import { textLanguages } from '../../../../shared/page-kinds.ts'
import type { TemplatePreview } from '../../../../shared/pages.ts'
import type { PortalSettings } from '../../../../shared/portal.ts'
import { listPortals } from '../../api/portals.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import type { SettingsSection } from '../../base/routes.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import type { DraftListController, Written } from './draft-list.controller.ts'
import { LookController } from './look.controller.ts'
import { type LookWidth, renderLook } from './look-frame.ts'
import { templatesStyles } from './templates.styles.ts'
import { portalChoice } from '../portal-choice.ts'

interface Loaded<Item> {
  portals: PortalSettings[]
  portal: PortalSettings | null
  items: Item[]
}

/** A page of the settings on which one of many texts is chosen, written, and looked at meanwhile. */
export abstract class TemplatesPage<Item extends Written, Draft> extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsStyles, settingsControlStyles, templatesStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    opened: { state: true },
    isOnlyLook: { state: true },
    language: { state: true },
    width: { state: true },
  }

  /** The first one without it. */
  declare portalId: string | null
  /** Name of what is written or looked at. */
  declare protected opened: string | null
  declare private isOnlyLook: boolean
  declare protected language: TextLanguage
  declare private width: LookWidth
  protected readonly load = new LoadController<Loaded<Item>>(this)
  protected readonly looks = new LookController(this)
  protected abstract readonly drafts: DraftListController<Item, Draft>
  protected abstract readonly section: SettingsSection

  constructor() {
    super()
    this.portalId = null
    this.opened = null
    this.isOnlyLook = false
    this.language = 'en'
    this.width = 'wide'
  }

  protected abstract list(portalId: string, signal?: AbortSignal): Promise<Item[]>
  protected abstract nameOf(item: Item): string
  protected abstract words(): { title: string; lead: string; failed: string }
  protected abstract labelOf(item: Item): { label: string; help: string }
  protected abstract renderChoice(item: Item): TemplateResult | typeof nothing
  protected abstract renderFields(item: Item, draft: Draft): TemplateResult
  protected abstract look(item: Item, draft: Draft): { what: string; ask: (signal: AbortSignal) => Promise<TemplatePreview> }

  /** Above the list. */
  protected renderAbove(_portal: PortalSettings): TemplateResult | typeof nothing {
    return nothing
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (this.hasUpdated && !changed.has('portalId')) return
    this.opened = null
    void this.start()
  }

  protected get portal(): PortalSettings | null {
    return this.load.data?.portal ?? null
  }

  protected async start(): Promise<void> {
    await this.load.run(async (signal) => {
      const portals = await listPortals(this.staff.client, signal)
      const portal = portals.find(({ id }) => id === this.portalId) ?? portals[0] ?? null
      return { portals, portal, items: portal ? await this.list(portal.id, signal) : [] }
    })
    if (!this.load.data) return
    this.language = this.load.data.portal?.language ?? 'en'
    this.drafts.start(this.load.data.items)
    this.requestUpdate()
  }

  override render() {
    const { settings, app } = this.texts
    return this.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2, 3].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, this.words().failed, error, () => void this.start()),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: ({ portals, portal }) => (portal ? this.renderPage(portals, portal) : html``),
      },
      ({ portal }) => portal === null,
    )
  }

  private renderPage(portals: PortalSettings[], portal: PortalSettings): TemplateResult {
    const item = this.opened === null ? undefined : this.drafts.find(this.opened)
    return html`
      <header>
        <h1>${this.words().title}</h1>
        ${portalChoice(this.staff, this.section, portals, portal.id)}
      </header>
      <div class="column ${item ? 'editing' : ''}">${item ? this.renderEditor(item) : this.renderList(portal)}</div>
      <cp-staff-confirm></cp-staff-confirm>
    `
  }

  private renderList(portal: PortalSettings): TemplateResult {
    const { templates } = this.texts
    return html`<p class="muted">${this.words().lead}</p>
      ${this.renderAbove(portal)}
      <section aria-label=${this.words().title}>
        <ul class="rows">
          ${this.drafts.items.map((item) => {
            const { label, help } = this.labelOf(item)
            const name = this.nameOf(item)
            return html`<li class="row">
              <div>
                <h2 id="row-${name}">
                  ${label} ${item.isEdited ? html`<span class="pill open">${templates.edited}</span>` : nothing}
                  ${this.drafts.isChanged(item) ? html`<span class="pill">${templates.unsaved}</span>` : nothing}
                </h2>
                <p class="help">${help}</p>
              </div>
              <div>${this.renderChoice(item)}</div>
              <div class="actions" role="group" aria-label=${templates.actions(label)}>
                <button class="button" type="button" id="edit-${name}" @click=${() => this.open(name, false)}>${templates.edit}</button>
                <button class="button" type="button" @click=${() => this.open(name, true)}>${templates.preview}</button>
              </div>
            </li>`
          })}
        </ul>
      </section>
      ${this.renderProblem()}`
  }

  private renderEditor(item: Item): TemplateResult {
    const { templates } = this.texts
    const draft = this.drafts.draftOf(item)
    const { label, help } = this.labelOf(item)
    const { what, ask } = this.look(item, draft)
    this.looks.want(`${this.nameOf(item)} ${what}`, ask)
    const look = renderLook(this.texts, this.looks, {
      width: this.width,
      choose: (width) => (this.width = width),
      again: () => this.looks.again(),
    })
    return html`<div class="editor-head">
        <button class="button" type="button" @click=${this.close}>${templates.back}</button>
        <h2 id="editor-title" tabindex="-1">${label}</h2>
        ${this.renderLanguages()}
        ${this.isOnlyLook ? html`<button class="button" type="button" @click=${() => (this.isOnlyLook = false)}>${templates.edit}</button>` : nothing}
      </div>
      <p class="muted">${help}</p>
      ${this.drafts.conflict === this.nameOf(item) ? this.renderConflict(item) : nothing}
      <div class="editor ${this.isOnlyLook ? 'only-look' : ''}">
        ${
          this.isOnlyLook
            ? nothing
            : html`<form class="fields" novalidate @submit=${(event: Event) => this.onSave(event, item)}>
                ${this.renderFields(item, draft)} ${this.renderBar(item)}
              </form>`
        }
        ${look}
      </div>`
  }

  private renderLanguages(): TemplateResult {
    const { templates } = this.texts
    return html`<div class="languages" role="group" aria-label=${templates.language}>
      ${textLanguages.map(
        (one) =>
          html`<button
            class="button"
            type="button"
            lang=${one}
            aria-pressed=${one === this.language ? 'true' : 'false'}
            @click=${() => (this.language = one)}
          >
            ${this.texts.settings.languages[one]}
          </button>`,
      )}
    </div>`
  }

  private renderConflict(item: Item): TemplateResult {
    const { templates } = this.texts
    return html`<div class="conflict" role="alert">
      <p><b>${templates.conflictTitle}</b> ${templates.conflictText}</p>
      <button class="button" type="button" @click=${() => this.drafts.discard(item)}>${templates.useTheirs}</button>
    </div>`
  }

  private renderBar(item: Item): TemplateResult {
    const { templates, settings } = this.texts
    const { isSaving, saved } = this.drafts
    const isChanged = this.drafts.isChanged(item)
    return html`<div class="save-bar">
      <div class="save-words">
        <p role="status">${isChanged ? html`<b>${templates.notSaved}</b>` : saved === this.nameOf(item) ? settings.saved : nothing}</p>
        ${this.renderProblem()}
      </div>
      ${
        item.isEdited && !isChanged
          ? html`<button class="button" type="button" @click=${() => void this.onReset(item)}>${templates.reset}</button>`
          : nothing
      }
      ${isChanged ? html`<button class="button" type="button" @click=${() => this.drafts.discard(item)}>${settings.discard}</button>` : nothing}
      <button class="button primary" type="submit" aria-disabled=${isSaving || !isChanged ? 'true' : 'false'}>
        ${isSaving ? settings.saving : settings.save}
      </button>
    </div>`
  }

  protected renderProblem(): TemplateResult | typeof nothing {
    const { error } = this.drafts
    return error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, error)}</p>` : nothing
  }

  /** The words of a field's problem, below it. */
  protected problemOf(field: string, own?: string): TemplateResult | typeof nothing {
    const code = this.drafts.problems[field]
    const words = own ?? (code && this.texts.fields[code])
    return words ? html`<p class="problem" id="${field.replaceAll('.', '-')}-problem">${icon('warning')} ${words}</p>` : nothing
  }

  private async open(name: string, isOnlyLook: boolean): Promise<void> {
    this.drafts.clearProblems()
    this.looks.forget()
    this.opened = name
    this.isOnlyLook = isOnlyLook
    await this.updateComplete
    this.byId('editor-title')?.focus()
  }

  private async close(): Promise<void> {
    const name = this.opened
    this.opened = null
    this.drafts.clearProblems()
    await this.updateComplete
    this.byId(`edit-${name}`)?.focus()
  }

  private async onSave(event: Event, item: Item): Promise<void> {
    event.preventDefault()
    if (!this.drafts.isChanged(item)) return
    if (await this.drafts.save(item)) return this.staff.announce(this.texts.settings.saved)
    const [field] = Object.keys(this.drafts.problems)
    const language = /^contents\.(en|nb)\./.exec(field ?? '')?.[1]
    if (language === 'en' || language === 'nb') this.language = language
    await this.updateComplete
    if (field) this.byId(field.replaceAll('.', '-'))?.focus()
  }

  private async onReset(item: Item): Promise<void> {
    const { templates } = this.texts
    const dialog = this.renderRoot.querySelector('cp-staff-confirm')
    const words = { title: templates.resetTitle, text: templates.resetText, yes: templates.reset, no: templates.keep }
    if ((await dialog?.ask(words)) === false) return
    if (await this.drafts.reset(item)) this.staff.announce(templates.wasReset)
  }
}
