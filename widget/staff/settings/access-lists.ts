import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ContactListEntry } from '../../../shared/lists.ts'
import { listLists } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { settingsHref } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'

/**
 * Chooses the lists whose people a portal lets in.
 *
 * @element cp-staff-access-lists
 * @fires cp-staff-lists-chosen - `detail` is the sorted array of ids.
 */
export class StaffAccessLists extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      fieldset {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      label {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 32px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 18px;
        block-size: 18px;
        margin: 0;
        accent-color: var(--cp-accent);
      }
      a {
        justify-self: start;
        padding-block: 4px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: false },
    chosen: { attribute: false },
    problem: { attribute: false },
  }

  declare portalId: string
  declare chosen: string[]
  declare problem: string | null
  private readonly load = new LoadController<ContactListEntry[]>(this)

  constructor() {
    super()
    this.portalId = ''
    this.chosen = []
    this.problem = null
  }

  private get mayList(): boolean {
    return this.staff.me.permissions.includes('contacts.edit')
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('problem') || (this.load.data && !this.problem)) return
    if (this.mayList) void this.load.run((signal) => listLists(this.staff.client, signal), this.load.data !== undefined)
  }

  /** Puts the cursor on the first list, else on the way to make one. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, button, a')?.focus({ preventScroll: true })
  }

  override render() {
    const { access, app } = this.texts
    if (!this.mayList) return html`<p class="muted">${access.noListsAllowed(this.chosen.length)}</p>`
    return html`${this.load.render(
        {
          pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
          error: () =>
            html`<p class="problem" role="alert">
              ${icon('warning')} ${access.listsFailed}
              <button class="link" type="button" @click=${() => void this.load.retry()}>${app.tryAgain}</button>
            </p>`,
          empty: () => html`<p class="muted">${access.noLists}</p>`,
          data: (lists) => this.renderLists(lists),
        },
        (lists) => lists.length === 0,
      )} <a href=${settingsHref('people', this.portalId)}>${access.toPeople}</a>`
  }

  private renderLists(lists: ContactListEntry[]) {
    const { access } = this.texts
    return html`<fieldset aria-describedby=${this.problem ? 'problem' : nothing}>
      <legend class="visually-hidden">${access.lists}</legend>
      ${lists.map(
        (list) =>
          html`<label>
            <input
              type="checkbox"
              .checked=${live(this.chosen.includes(list.id))}
              @change=${(event: Event) => this.choose(list.id, (event.target as HTMLInputElement).checked)}
            />
            <span>${list.name} <span class="muted">${access.listKinds[list.kind]}</span></span>
          </label>`,
      )}
      ${this.problem ? html`<p class="problem" id="problem">${icon('warning')} ${this.problem}</p>` : nothing}
    </fieldset>`
  }

  private choose(listId: string, isChosen: boolean): void {
    // What was deleted meanwhile cannot be unticked any more.
    const rest = this.chosen.filter((one) => one !== listId && this.load.data?.some(({ id }) => id === one))
    this.emit('cp-staff-lists-chosen', isChosen ? [...rest, listId].toSorted() : rest)
  }
}

define('cp-staff-access-lists', StaffAccessLists)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-access-lists': StaffAccessLists
  }
}
