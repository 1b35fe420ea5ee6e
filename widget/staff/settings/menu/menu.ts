import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Menu } from '../../../../shared/menus.ts'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import type { PortalSettings, UpdatePortalBody } from '../../../../shared/portal.ts'
import { define } from '../../../base/define.ts'
import { toApiError } from '../../api/client.ts'
import { deleteMenu, listMenus } from '../../api/menus.ts'
import { findPortal, listPortals, savePortal } from '../../api/portals.ts'
import '../../app/confirm-dialog.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import { itemName } from './menu-draft.ts'
import './menu-editor.ts'
import { menuPreviewStyles, renderMenuPreview } from './menu-preview.ts'
import { menuStyles } from './menu.styles.ts'
import { portalChoice } from '../portal-choice.ts'

interface Loaded {
  portals: PortalSettings[]
  menus: Menu[]
}

/**
 * Which navigation menu a portal shows, its Go-to link, and the account's menus.
 *
 * @element cp-staff-menu
 */
export class StaffMenu extends StaffElement {
  static override styles = [
    ...[controlStyles, stateStyles, switchStyles, settingsStyles, settingsControlStyles],
    ...[menuStyles, menuPreviewStyles],
  ]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    editing: { state: true },
    language: { state: true },
    saved: { state: true },
    problem: { state: true },
  }

  /** The first one without it. */
  declare portalId: string | null
  /** The menu whose editor is open; `new` for one that is being made. */
  declare private editing: string | null
  declare private language: TextLanguage
  /** The setting that was saved last. */
  declare private saved: 'menuId' | 'hasPortalLink' | null
  /** What went wrong, and with which setting or menu. */
  declare private problem: { at: string; text: string } | null
  private readonly load = new LoadController<Loaded>(this)

  constructor() {
    super()
    this.portalId = null
    this.editing = null
    this.language = 'en'
    this.saved = null
    this.problem = null
  }

  protected override firstUpdated(): void {
    this.language = this.texts.language === 'nb' ? 'nb' : 'en'
    void this.reload()
  }

  private reload(isQuiet = false): Promise<void> {
    const { client } = this.staff
    return this.load.run(async (signal) => {
      const [portals, menus] = await Promise.all([listPortals(client, signal), listMenus(client, signal)])
      return { portals, menus }
    }, isQuiet)
  }

  override render() {
    const { settings, menu, app } = this.texts
    return this.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, menu.failed, error, () => void this.reload()),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: (data) => this.renderPage(data),
      },
      ({ portals }) => portals.length === 0,
    )
  }

  private renderPage({ portals, menus }: Loaded): TemplateResult {
    const portal = portals.find(({ id }) => id === this.portalId) ?? portals[0]
    if (!portal) return html``
    const { menu } = this.texts
    return html`<header>
        <h1>${menu.title}</h1>
        ${portalChoice(this.staff, 'menu', portals, portal.id)}
      </header>
      <div class="column">
        ${
          this.editing === null
            ? html`<p class="muted">${menu.lead}</p>
                ${this.renderChoice(portal, menus)} ${this.renderMenus(portals, menus)}`
            : html`<cp-staff-menu-editor
                .staff=${this.staff}
                .menu=${menus.find(({ id }) => id === this.editing) ?? null}
                .hasForm=${hasForm(portal)}
                @cp-staff-menu-saved=${() => void this.reload(true)}
                @cp-staff-menu-closed=${() => void this.close()}
              ></cp-staff-menu-editor>`
        }
      </div>
      <cp-staff-confirm></cp-staff-confirm>`
  }

  private renderChoice(portal: PortalSettings, menus: readonly Menu[]): TemplateResult {
    const { menu } = this.texts
    const chosen = menus.find(({ id }) => id === portal.menuId)
    return html`<section aria-labelledby="portal-menu">
      <div class="section-head"><h2 id="portal-menu">${portal.title}</h2></div>
      <div class="controls">
        <div class="field">
          <label class="label" for="choose">${menu.choose}</label>
          <select
            id="choose"
            class="input choose"
            aria-describedby="choose-help"
            .value=${live(portal.menuId ?? '')}
            @change=${(event: Event) => void this.save(portal, 'menuId', { menuId: (event.target as HTMLSelectElement).value || null })}
          >
            <option value="" .selected=${!chosen}>${menu.usual}</option>
            ${menus.map(({ id, name }) => html`<option value=${id} .selected=${id === portal.menuId}>${name}</option>`)}
          </select>
          <p class="help" id="choose-help">${menu.chooseHelp}</p>
          ${this.renderState('menuId')}
        </div>
        ${renderMenuPreview(this.texts, {
          items: chosen?.items ?? null,
          hasForm: hasForm(portal),
          language: this.language,
          choose: (language) => (this.language = language),
        })}
        <div class="field">
          <label class="switch">
            <input
              id="hasPortalLink"
              type="checkbox"
              role="switch"
              aria-describedby="link-help"
              .checked=${live(portal.hasPortalLink)}
              @change=${(event: Event) =>
                void this.save(portal, 'hasPortalLink', { hasPortalLink: (event.target as HTMLInputElement).checked })}
            />
            <span class="label">${menu.link}</span>
          </label>
          <p class="help" id="link-help">${menu.linkHelp(portal.title)}</p>
          ${this.renderState('hasPortalLink')}
        </div>
      </div>
    </section>`
  }

  private renderState(at: 'menuId' | 'hasPortalLink'): TemplateResult {
    return html`<p role="status" class="saved-word">${this.saved === at ? html`${icon('check')} ${this.texts.menu.saved}` : nothing}</p>
      ${this.renderProblem(at)}`
  }

  private renderProblem(at: string): TemplateResult | typeof nothing {
    return this.problem?.at === at ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem.text}</p>` : nothing
  }

  private renderMenus(portals: readonly PortalSettings[], menus: readonly Menu[]): TemplateResult {
    const { menu } = this.texts
    return html`<section aria-labelledby="menus">
      <div class="section-head"><h2 id="menus">${menu.menus}</h2></div>
      ${
        menus.length === 0
          ? emptyState('info', menu.noneTitle, menu.noneText)
          : html`<ul class="rows">
              ${menus.map((one) => this.renderRow(one, portals))}
            </ul>`
      }
      <div class="section-foot">
        <button id="add" class="button" type="button" @click=${() => void this.open('new')}>${icon('plus')} ${menu.create}</button>
      </div>
    </section>`
  }

  private renderRow(one: Menu, portals: readonly PortalSettings[]): TemplateResult {
    const { menu } = this.texts
    const users = portalsWith(one, portals)
    return html`<li>
      <div class="row-words">
        <b>${one.name}</b>
        <span class="muted">${one.items.map((item) => itemName(this.texts, item)).join(' · ')}</span>
        ${users ? html`<span class="muted">${menu.usedBy(users)}</span>` : nothing}
      </div>
      <div class="acts">
        <button
          id="edit-${one.id}"
          class="button"
          type="button"
          aria-label=${menu.editLabel(one.name)}
          @click=${() => void this.open(one.id)}
        >
          ${menu.edit}
        </button>
        <button class="button" type="button" aria-label=${menu.removeLabel(one.name)} @click=${() => void this.delete(one, users)}>
          ${menu.remove}
        </button>
      </div>
      ${this.renderProblem(one.id)}
    </li>`
  }

  private async open(which: string): Promise<void> {
    this.problem = null
    this.saved = null
    this.editing = which
    await this.updateComplete
    const editor = this.renderRoot.querySelector('cp-staff-menu-editor')
    await editor?.updateComplete
    editor?.focus()
  }

  private async close(): Promise<void> {
    const { leaveTitle, leaveText, leaveYes, leaveNo } = this.texts.app
    const editor = this.renderRoot.querySelector('cp-staff-menu-editor')
    const question = { title: leaveTitle, text: leaveText, yes: leaveYes, no: leaveNo }
    if (editor?.isChanged && !(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    const before = this.editing
    this.editing = null
    this.emit('cp-staff-unsaved', false)
    await this.updateComplete
    const opener = before === 'new' ? null : this.byId(`edit-${before}`)
    ;(opener ?? this.byId('add'))?.focus()
  }

  /** Saves at once, on the portal as it is now: nothing else of it is touched, so nobody's change is lost. */
  private async save(portal: PortalSettings, at: 'menuId' | 'hasPortalLink', change: Omit<UpdatePortalBody, 'version'>): Promise<void> {
    this.problem = null
    this.saved = null
    const { client } = this.staff
    try {
      const { version } = await findPortal(client, portal.id)
      const now = await savePortal(client, portal.id, { version, ...change })
      const { portals = [], menus = [] } = this.load.data ?? {}
      this.load.replace({ portals: portals.map((one) => (one.id === now.id ? now : one)), menus })
      this.saved = at
    } catch (error) {
      this.problem = { at, text: errorText(this.texts, toApiError(error)) }
      await this.reload(true)
    }
  }

  private async delete(one: Menu, users: string): Promise<void> {
    const { menu, app } = this.texts
    this.problem = null
    if (users) {
      this.problem = { at: one.id, text: menu.inUse(one.name, users) }
      return
    }
    const question = { title: menu.removeTitle(one.name), text: menu.removeText, yes: menu.remove, no: app.cancel }
    if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    try {
      await deleteMenu(this.staff.client, one.id)
      this.staff.announce(menu.removed(one.name))
      await this.reload(true)
      this.byId('add')?.focus()
    } catch (error) {
      const failure = toApiError(error)
      await this.reload(true)
      const now = portalsWith(one, this.load.data?.portals ?? [])
      this.problem = { at: one.id, text: failure.code === 'menu_in_use' ? menu.inUse(one.name, now) : errorText(this.texts, failure) }
    }
  }
}

function portalsWith(menu: Menu, portals: readonly PortalSettings[]): string {
  return portals
    .filter(({ menuId }) => menuId === menu.id)
    .map(({ title }) => title)
    .join(', ')
}

/** Whether customers find a form there. */
function hasForm({ formId }: PortalSettings): boolean {
  return formId !== null
}

define('cp-staff-menu', StaffMenu)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-menu': StaffMenu
  }
}
