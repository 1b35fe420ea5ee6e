import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import { limits } from '../../../../shared/limits.ts'
import type { Menu, MenuItemKind } from '../../../../shared/menus.ts'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { changeMenu, createMenu, listMenus } from '../../api/menus.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { DragController } from '../../base/drag.controller.ts'
import { checkDraft, isSameDraft, type ItemDraft, itemName, type MenuDraft, newItem, readDraft, readItems, toDraft } from './menu-draft.ts'
import { menuStyles } from './menu.styles.ts'
import { addButtons, itemFields } from './menu-item.ts'
import { menuPreviewStyles, renderMenuPreview } from './menu-preview.ts'

/**
 * Makes a navigation menu, or changes its name and what stands in it.
 *
 * @element cp-staff-menu-editor
 * @fires cp-staff-menu-saved - `detail` is the menu as it is now.
 * @fires cp-staff-menu-closed - Back to the list.
 * @fires cp-staff-unsaved - `detail`: whether something is not saved.
 */
export class StaffMenuEditor extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsControlStyles, menuStyles, menuPreviewStyles]
  static override properties: PropertyDeclarations = {
    menu: { attribute: false },
    hasForm: { attribute: false },
    saved: { state: true },
    draft: { state: true },
    language: { state: true },
    problems: { state: true },
    error: { state: true },
    theirs: { state: true },
    isSaving: { state: true },
    wasSaved: { state: true },
  }

  /** What is edited; null: a new one. */
  declare menu: Menu | null
  /** The portal that is looked at has a form. */
  declare hasForm: boolean
  /** As the server has it; null: it has none. */
  declare private saved: Menu | null
  declare private draft: MenuDraft
  declare private language: TextLanguage
  declare private problems: Readonly<Record<string, FieldErrorCode>>
  declare private error: StaffApiError | null
  /** What somebody else saved meanwhile; null: nobody did; `gone`: it was deleted. */
  declare private theirs: Menu | 'gone' | null
  declare private isSaving: boolean
  declare private wasSaved: boolean
  private readonly drag = new DragController(
    this,
    () => [...this.renderRoot.querySelectorAll<HTMLElement>('.item')],
    (from, to) => this.move(from, to),
  )

  constructor() {
    super()
    this.menu = null
    this.hasForm = false
    this.saved = null
    this.draft = toDraft(null)
    this.language = 'en'
    this.problems = {}
    this.error = null
    this.theirs = null
    this.isSaving = false
    this.wasSaved = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.language = this.texts.language === 'nb' ? 'nb' : 'en'
    this.saved = this.menu
    this.draft = toDraft(this.menu)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.draft = toDraft(this.saved)
  }

  override focus(): void {
    this.byId('title')?.focus()
  }

  /** Something is not saved. */
  get isChanged(): boolean {
    return !isSameDraft(this.draft, toDraft(this.saved))
  }

  override render() {
    const { menu } = this.texts
    return html`<div class="editor-head">
        <button class="button" type="button" @click=${() => this.emit('cp-staff-menu-closed')}>${icon('back')} ${menu.back}</button>
        <h2 id="title" tabindex="-1">${this.saved ? this.saved.name : menu.newTitle}</h2>
      </div>
      ${this.theirs ? this.renderConflict(this.theirs) : nothing}
      <form novalidate @submit=${this.onSubmit}>
        ${this.renderName()}
        <fieldset>
          <legend class="label">${menu.items}</legend>
          <ol class="items">
            ${repeat(
              this.draft.items,
              ({ key }) => key,
              (item, index) => this.renderItem(item, index),
            )}
          </ol>
          ${this.problemLine('items', menu.itemsEmpty)} ${addButtons(this.texts, this.draft.items, (kind) => void this.add(kind))}
          ${this.draft.items.some(({ kind }) => kind === 'tickets') ? nothing : html`<p class="help">${menu.noTickets}</p>`}
        </fieldset>
        ${renderMenuPreview(this.texts, {
          items: readItems(this.draft.items),
          hasForm: this.hasForm,
          language: this.language,
          choose: (language) => (this.language = language),
        })}
        ${this.renderBar()}
      </form>`
  }

  private renderName(): TemplateResult {
    const { menu } = this.texts
    const problem = this.problems['name']
    return html`<div class="field">
      <label class="label" for="name">${menu.name}</label>
      <input
        id="name"
        class="input short"
        autocomplete="off"
        maxlength=${limits.nameMaxChars}
        .value=${live(this.draft.name)}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby="name-help ${problem ? 'name-problem' : ''}"
        @input=${(event: Event) => this.set({ name: (event.target as HTMLInputElement).value }, 'name')}
      />
      ${this.problemLine('name', problem === 'not_a_choice' ? menu.nameTaken : undefined)}
      <p class="help" id="name-help">${menu.nameHelp}</p>
    </div>`
  }

  private renderItem(item: ItemDraft, index: number): TemplateResult {
    const { menu, settings } = this.texts
    const name = itemName(this.texts, item)
    const isFirst = index === 0
    const isLast = index === this.draft.items.length - 1
    return html`<li class="item ${this.drag.at === index ? 'dragged' : ''}">
      <span
        class="handle"
        aria-hidden="true"
        title=${menu.drag}
        @pointerdown=${(event: PointerEvent) => this.drag.start(event, index)}
        @pointermove=${(event: PointerEvent) => this.drag.follow(event)}
        @pointerup=${this.drag.end}
        @pointercancel=${this.drag.end}
      ></span>
      <div class="item-fields" role="group" aria-labelledby="kind-${index}">
        <p class="kind" id="kind-${index}"><b>${menu.kinds[item.kind]}</b> <span class="help">${menu.kindHelp[item.kind]}</span></p>
        ${itemFields(this.texts, item, index, this.problems, (change, field) => this.setItem(index, change, field))}
      </div>
      <div class="item-acts">
        <button
          id="up-${item.key}"
          class="button quiet icon"
          type="button"
          aria-label=${settings.moveUp(name)}
          aria-disabled=${isFirst ? 'true' : 'false'}
          @click=${() => void this.step(item, index, -1)}
        >
          ${icon('up')}
        </button>
        <button
          id="down-${item.key}"
          class="button quiet icon"
          type="button"
          aria-label=${settings.moveDown(name)}
          aria-disabled=${isLast ? 'true' : 'false'}
          @click=${() => void this.step(item, index, 1)}
        >
          ${icon('downArrow')}
        </button>
        <button
          class="button quiet icon"
          type="button"
          aria-label=${menu.removeItem(name)}
          @click=${() => void this.removeItem(index, name)}
        >
          ${icon('close')}
        </button>
      </div>
    </li>`
  }

  private renderBar(): TemplateResult {
    const { menu } = this.texts
    const { isChanged } = this
    const canSave = !this.isSaving && (isChanged || !this.saved)
    return html`<div class="save-bar">
      <div class="save-words">
        <p role="status">${isChanged && !this.isSaving ? html`<b>${menu.notSaved}</b>` : this.wasSaved ? menu.saved : nothing}</p>
        ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
      </div>
      ${isChanged && this.saved ? html`<button class="button" type="button" @click=${this.discard}>${menu.discard}</button>` : nothing}
      <button class="button primary" type="submit" aria-disabled=${canSave ? 'false' : 'true'}>
        ${this.isSaving ? menu.saving : menu.save}
      </button>
    </div>`
  }

  private renderConflict(theirs: Menu | 'gone'): TemplateResult {
    const { menu } = this.texts
    if (theirs === 'gone') return html`<div class="conflict" role="alert"><p>${menu.gone}</p></div>`
    const items = theirs.items.map((item) => itemName(this.texts, item)).join(' · ')
    return html`<div class="conflict" role="alert">
      <p><b>${menu.conflictTitle}</b> ${menu.conflictText(theirs.name, items)}</p>
      <button class="button" type="button" @click=${this.discard}>${menu.useTheirs}</button>
    </div>`
  }

  private problemLine(field: string, words?: string): TemplateResult | typeof nothing {
    const code = this.problems[field]
    return code ? html`<p class="problem" id="${field}-problem">${icon('warning')} ${words ?? this.texts.fields[code]}</p>` : nothing
  }

  private set(change: Partial<MenuDraft>, ...mended: string[]): void {
    this.draft = { ...this.draft, ...change }
    this.wasSaved = false
    this.problems = Object.fromEntries(Object.entries(this.problems).filter(([field]) => !mended.includes(field)))
    this.emit('cp-staff-unsaved', this.isChanged)
  }

  private setItem(index: number, change: Partial<ItemDraft>, field: string): void {
    const { items } = this.draft
    const item = items[index]
    if (item) this.set({ items: items.with(index, { ...item, ...change }) }, field)
  }

  private move(from: number, to: number): void {
    const { items } = this.draft
    const item = items[from]
    if (!item) return
    this.problems = {}
    this.set({ items: items.toSpliced(from, 1).toSpliced(to, 0, item) })
  }

  private async step(item: ItemDraft, index: number, by: 1 | -1): Promise<void> {
    const to = index + by
    if (to < 0 || to >= this.draft.items.length) return
    this.move(index, to)
    this.staff.announce(this.texts.settings.movedTo(itemName(this.texts, item), to + 1))
    await this.updateComplete
    this.byId(`${by < 0 ? 'up' : 'down'}-${item.key}`)?.focus()
  }

  private async add(kind: MenuItemKind): Promise<void> {
    this.set({ items: [...this.draft.items, newItem(kind)] }, 'items')
    await this.updateComplete
    this.byId(`items-${this.draft.items.length - 1}-labels`)?.focus()
  }

  private async removeItem(index: number, name: string): Promise<void> {
    this.problems = {}
    this.set({ items: this.draft.items.toSpliced(index, 1) })
    this.staff.announce(this.texts.menu.itemRemoved(name))
    await this.updateComplete
    this.byId('add-link')?.focus()
  }

  private readonly discard = () => {
    this.theirs = null
    this.error = null
    this.problems = {}
    this.set(toDraft(this.saved))
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isSaving || (this.saved && !this.isChanged)) return
    this.problems = checkDraft(this.draft)
    this.error = null
    if (Object.keys(this.problems).length > 0) return this.goToProblem()
    this.isSaving = true
    const { client } = this.staff
    try {
      const body = readDraft(this.draft)
      const now = this.saved
        ? await changeMenu(client, this.saved.id, { version: this.saved.version, ...body })
        : await createMenu(client, body)
      this.saved = now
      this.theirs = null
      this.set(toDraft(now))
      this.wasSaved = true
      this.emit('cp-staff-menu-saved', now)
    } catch (error) {
      this.error = toApiError(error)
      this.problems = this.error.fields
      if (this.error.code === 'changed_meanwhile' || this.error.code === 'not_found') await this.fetchTheirs()
      else if (Object.keys(this.problems).length > 0) await this.goToProblem()
    } finally {
      this.isSaving = false
    }
    return undefined
  }

  private async fetchTheirs(): Promise<void> {
    try {
      const theirs = (await listMenus(this.staff.client)).find(({ id }) => id === this.saved?.id)
      this.saved = theirs ?? null
      this.theirs = theirs ?? 'gone'
      this.error = null
    } catch (error) {
      this.error = toApiError(error)
    }
  }

  private async goToProblem(): Promise<void> {
    await this.updateComplete
    const [field] = Object.keys(this.problems)
    if (field) this.byId(field === 'items' ? 'add-link' : field.replaceAll('.', '-'))?.focus()
  }
}

define('cp-staff-menu-editor', StaffMenuEditor)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-menu-editor': StaffMenuEditor
  }
}
