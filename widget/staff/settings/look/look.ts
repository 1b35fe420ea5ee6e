import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { themeKeys } from '../../../../shared/theme.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { emptyState, errorState } from '../../base/states.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import './image-field.ts'
import { choiceField, colorField, fontField, inheritedWords, type LookForm, lookValue, pixelField, renderContrast } from './look-fields.ts'
import './look-preview.ts'
import { LookController, type LookConflict, sides, type Side } from './look.controller.ts'
import { lookStyles } from './look.styles.ts'
import { portalChoice } from '../portal-choice.ts'

/**
 * The account's brand and what a portal says otherwise, with how the elements look with it.
 *
 * @element cp-staff-look
 * @fires cp-staff-unsaved - `detail` is true while leaving would lose something.
 */
export class StaffLook extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsStyles, settingsControlStyles, lookStyles]
  static override properties: PropertyDeclarations = { portalId: { attribute: 'portal-id' }, side: { state: true } }

  /** The first one without it. */
  declare portalId: string | null
  declare private side: Side
  private readonly look = new LookController(this)
  private wasUnsaved = false

  constructor() {
    super()
    this.portalId = null
    this.side = 'brand'
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.hasUpdated) void this.look.start(this.portalId)
    else if (changed.has('portalId')) this.look.choose(this.portalId)
  }

  protected override updated(): void {
    const isUnsaved = sides.some((side) => this.look.changesOf(side).length > 0)
    if (isUnsaved !== this.wasUnsaved) this.emit('cp-staff-unsaved', isUnsaved)
    this.wasUnsaved = isUnsaved
  }

  override render() {
    const { settings, look, app } = this.texts
    return this.look.load.render<TemplateResult>(
      {
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${app.loading}</span>
            ${[1, 2, 3].map(() => html`<div><span class="bone short"></span><span class="bone tall"></span></div>`)}
          </div>`,
        error: (error) => errorState(this.texts, look.failed, error, () => void this.look.start(this.portalId)),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: () => this.renderPage(),
      },
      ({ portals }) => portals.length === 0,
    )
  }

  private renderPage(): TemplateResult {
    const { look, settings } = this.texts
    const { portal, drafts } = this.look
    const effective = this.look.effective(this.side)
    if (!portal || !drafts || !effective) return html``
    const portals = this.look.load.data?.portals ?? []
    const form: LookForm = { texts: this.texts, look: this.look, side: this.side, draft: drafts[this.side], effective }
    return html`<header>
        <h1>${look.title}</h1>
        ${portalChoice(this.staff, 'look', portals, portal.id)}
      </header>
      <div class="look-body">
        <form class="chosen-side" novalidate @submit=${this.onSubmit}>
          <p class="muted">${look.lead}</p>
          ${this.look.conflicts ? this.renderConflicts(this.look.conflicts) : nothing}
          <div class="sides" role="group" aria-label=${look.sides}>
            ${sides.map(
              (side) =>
                html`<button
                  id="side-${side}"
                  type="button"
                  aria-pressed=${side === this.side ? 'true' : 'false'}
                  @click=${() => (this.side = side)}
                >
                  ${side === 'portal' ? portal.title : look.side[side]}${
                    this.look.changesOf(side).length > 0 ? html`<span class="dot"></span>` : nothing
                  }
                </button>`,
            )}
          </div>
          <p class="help">${look.sideHelp[this.side]}</p>
          ${this.renderGroup('colors', [
            colorField(form, 'accent'),
            choiceField(form, 'darkMode'),
            colorField(form, 'surface'),
            colorField(form, 'text'),
            renderContrast(form),
          ])}
          ${this.renderGroup('type', [fontField(form), pixelField(form, 'fontSize'), pixelField(form, 'radius'), choiceField(form, 'density')])}
          ${this.renderGroup('images', [this.renderImage(form, 'logoUrl'), this.renderImage(form, 'faviconUrl')])} ${this.renderSaveBar()}
        </form>
        <div class="preview-side">
          <cp-staff-look-preview .staff=${this.staff} .theme=${effective} .portal=${portal}></cp-staff-look-preview>
        </div>
      </div>
      <p class="visually-hidden" role="status">${this.look.wasSaved ? settings.saved : nothing}</p>`
  }

  private renderGroup(name: 'images' | 'colors' | 'type', fields: TemplateResult[]): TemplateResult {
    return html`<section id=${name} aria-labelledby="${name}-title">
      <div class="section-head"><h2 id="${name}-title">${this.texts.look.groups[name]}</h2></div>
      <div class="controls">${fields}</div>
    </section>`
  }

  private renderImage(form: LookForm, key: 'logoUrl' | 'faviconUrl'): TemplateResult {
    const { side, draft, texts } = form
    const code = this.look.problems[`${side}.${key}`]
    const inherited = side === 'portal' ? (this.look.effective('brand')?.[key] ?? null) : null
    return html`<cp-staff-image-field
      id=${key}
      .staff=${this.staff}
      label=${texts.look.names[key]}
      help=${texts.look.help[key]}
      .value=${draft[key]}
      .inherited=${inherited}
      origin=${side === 'portal' ? inheritedWords(form, key) : ''}
      .problem=${code ? texts.fields[code] : null}
      @cp-staff-image=${({ detail }: CustomEvent<string | null>) => {
        this.look.set(side, key, detail)
        this.look.check(side, key)
      }}
    ></cp-staff-image-field>`
  }

  private renderSaveBar() {
    const { settings, look } = this.texts
    const { error, isSaving, wasSaved, problems } = this.look
    const names = [
      ...this.look.changesOf('brand').map((key) => look.brandPart(look.names[key])),
      ...this.look.changesOf('portal').map((key) => look.names[key]),
    ]
    const bad = Object.keys(problems).length
    if (names.length === 0) return wasSaved ? html`<div class="save-bar saved">${icon('check')} ${settings.saved}</div>` : nothing
    return html`<div class="save-bar">
      <div class="save-words">
        <p><b>${settings.notSaved(names.length)}</b> ${settings.list(names)}</p>
        ${
          bad > 0
            ? html`<p class="problem" role="alert">${icon('warning')} ${settings.fix(bad)}</p>`
            : error
              ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, error)}</p>`
              : nothing
        }
      </div>
      <button class="button" type="button" @click=${() => this.look.discard()}>${settings.discard}</button>
      <button class="button primary" type="submit" aria-disabled=${isSaving ? 'true' : 'false'}>
        ${isSaving ? settings.saving : settings.save}
      </button>
    </div>`
  }

  private renderConflicts(conflicts: readonly LookConflict[]): TemplateResult {
    const { settings, look } = this.texts
    return html`<div class="conflicts" id="conflicts" tabindex="-1" role="alert">
      <h2>${look.conflictTitle}</h2>
      <p>${conflicts.length > 0 ? look.conflictText : look.conflictClean}</p>
      ${
        conflicts.length > 0
          ? html`<ul>
              ${conflicts.map(
                ({ side, key, theirs }) =>
                  html`<li>
                    <b>${side === 'brand' ? look.brandPart(look.names[key]) : look.names[key]}</b>
                    <dl>
                      <div>
                        <dt>${settings.theirs}</dt>
                        <dd>${lookValue(this.texts, key, theirs)}</dd>
                      </div>
                      <div>
                        <dt>${settings.yours}</dt>
                        <dd>${lookValue(this.texts, key, this.look.drafts?.[side][key] ?? null)}</dd>
                      </div>
                    </dl>
                    <button class="button" type="button" @click=${() => this.look.set(side, key, theirs)}>${settings.useTheirs}</button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`
  }

  private readonly onSubmit = async (event: Event) => {
    event.preventDefault()
    if (await this.look.save()) return
    await this.updateComplete
    if (this.look.conflicts) return this.byId('conflicts')?.focus()
    const first = Object.keys(this.look.problems)[0]
    if (!first) return
    const [side, key] = first.split('.')
    if (side !== this.side) this.side = side === 'portal' ? 'portal' : 'brand'
    await this.updateComplete
    const name = themeKeys.find((one) => one === key)
    if (name) (this.byId(name === 'font' ? 'font-name' : name) ?? this.byId(`own-${name}`))?.focus()
  }
}

define('cp-staff-look', StaffLook)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-look': StaffLook
  }
}
