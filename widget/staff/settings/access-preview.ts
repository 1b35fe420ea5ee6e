import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { AccessMode, AccessPreview } from '../../../shared/lists.ts'
import { previewAccess } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'

const pauseMs = 300

/**
 * Says who would get into a portal, before that is saved.
 *
 * @element cp-staff-access-preview
 */
export class StaffAccessPreview extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
        padding: 10px 12px;
        border-radius: 9px;
        background: var(--staff-sunken);
      }
      ul {
        display: grid;
        gap: 2px;
        padding-block: 6px;
        overflow-wrap: anywhere;
      }
      summary {
        inline-size: fit-content;
        min-block-size: 24px;
        text-decoration: underline;
        cursor: pointer;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: false },
    mode: { attribute: false },
    listIds: { attribute: false },
    isSaved: { attribute: false },
  }

  declare portalId: string
  declare mode: AccessMode
  declare listIds: string[]
  /** True: that is how it is already. */
  declare isSaved: boolean
  private readonly load = new LoadController<AccessPreview>(this)
  private asked = ''
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.portalId = ''
    this.mode = 'everyone'
    this.listIds = []
    this.isSaved = true
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
    this.asked = ''
  }

  private get hasQuestion(): boolean {
    return this.mode === 'everyone' || this.listIds.length > 0
  }

  protected override willUpdate(): void {
    const question = JSON.stringify([this.portalId, this.mode, this.mode === 'lists' ? this.listIds : [], this.isSaved])
    if (question === this.asked) return
    clearTimeout(this.timer)
    // The first answer does not wait; what is clicked together does.
    const delay = this.asked === '' ? 0 : pauseMs
    this.asked = question
    if (this.hasQuestion) this.timer = setTimeout(() => this.ask(), delay)
  }

  private ask(): void {
    const { portalId, mode, listIds } = this
    const body = { accessMode: mode, accessListIds: mode === 'lists' ? listIds : [] }
    void this.load.run((signal) => previewAccess(this.staff.client, portalId, body, signal))
  }

  override render() {
    const { access, app } = this.texts
    if (!this.hasQuestion) return html`<p role="status">${access.choose}</p>`
    return html`${this.load.render({
      pending: () => html`<p role="status">${access.previewing}</p>`,
      error: () =>
        html`<p class="problem" role="alert">
          ${icon('warning')} ${access.previewFailed}
          <button class="link" type="button" @click=${() => void this.load.retry()}>${app.tryAgain}</button>
        </p>`,
      empty: () => html``,
      data: (found, isStale) => this.renderFound(found, isStale),
    })}`
  }

  private renderFound({ letIn, contacts, loggedOut }: AccessPreview, isStale: boolean) {
    const { access } = this.texts
    return html`<div class=${isStale ? 'stale' : ''}>
      <p role="status">
        <b
          >${letIn.count === 0 && letIn.isComplete ? access.nobody(this.isSaved) : access.letIn(letIn.count, letIn.isComplete, this.isSaved)}</b
        >
      </p>
      ${!this.isSaved && loggedOut > 0 ? html`<p class="problem">${icon('warning')} ${access.loggedOut(loggedOut)}</p>` : nothing}
      ${
        contacts.length > 0
          ? html`<details>
              <summary>${access.showNames}</summary>
              <ul>
                ${contacts.map(({ name, email }) => html`<li>${name} ${name === email ? nothing : html`<span class="muted">${email}</span>`}</li>`)}
              </ul>
              ${letIn.count > contacts.length ? html`<p class="muted">${access.andMore}</p>` : nothing}
            </details>`
          : nothing
      }
    </div>`
  }
}

define('cp-staff-access-preview', StaffAccessPreview)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-access-preview': StaffAccessPreview
  }
}
