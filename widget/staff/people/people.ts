import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { ContactListEntry } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { listLists } from '../api/people.ts'
import { listPortals } from '../api/portals.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import '../contacts/deletion-requests.ts'
import './companies.ts'
import './lists.ts'
import './members.ts'
import { peopleStyles } from './people.styles.ts'
import { portalChoice } from '../settings/portal-choice.ts'

/**
 * Who gets into a portal, the lists that say so, and mail domains of companies.
 *
 * @element cp-staff-people
 */
export class StaffPeople extends StaffElement {
  static override styles = [controlStyles, stateStyles, peopleStyles]
  static override properties: PropertyDeclarations = { portalId: { attribute: 'portal-id' } }

  /** The portal to look at; the first one without it. */
  declare portalId: string | null
  private readonly portals = new LoadController<PortalSettings[]>(this)
  private readonly lists = new LoadController<ContactListEntry[]>(this)

  constructor() {
    super()
    this.portalId = null
  }

  protected override firstUpdated(): void {
    this.reload()
  }

  private get mayList(): boolean {
    return this.staff.me.permissions.includes('contacts.edit')
  }

  private reload(): void {
    void this.portals.run((signal) => listPortals(this.staff.client, signal), this.portals.data !== undefined)
    this.renderRoot.querySelector('cp-staff-members')?.refresh()
    if (this.mayList) void this.lists.run((signal) => listLists(this.staff.client, signal), this.lists.data !== undefined)
  }

  override render() {
    const { settings, people, app } = this.texts
    return this.portals.render<TemplateResult>(
      {
        pending: () => html`<p class="visually-hidden" role="status">${app.loading}</p>`,
        error: (error) => errorState(this.texts, people.membersFailed, error, () => this.reload()),
        empty: () => emptyState('settings', settings.noPortalTitle, settings.noPortalText),
        data: (portals) => this.renderPage(portals),
      },
      (portals) => portals.length === 0,
    )
  }

  private renderPage(portals: PortalSettings[]): TemplateResult {
    const { people } = this.texts
    const portal = portals.find(({ id }) => id === this.portalId) ?? portals[0]
    if (!portal) return html``
    return html`
      <header>
        <h1>${people.title}</h1>
        ${portalChoice(this.staff, 'people', portals, portal.id)}
      </header>
      <div class="body">
        <section aria-labelledby="members">
          <div class="section-head"><h2 id="members">${people.members}</h2></div>
          <cp-staff-members .staff=${this.staff} .portal=${portal} .lists=${this.lists.data ?? []}></cp-staff-members>
        </section>
        ${this.mayList ? this.renderLists(portals) : html`<p class="muted">${people.noListsAllowed}</p>`}
      </div>
    `
  }

  private renderLists(portals: PortalSettings[]): TemplateResult {
    const { people, app } = this.texts
    return html`
      <section aria-labelledby="lists">
        <div class="section-head">
          <h2 id="lists">${people.lists}</h2>
          <p class="muted">${people.listsHelp}</p>
        </div>
        ${this.lists.render({
          pending: () => html`<p class="muted padded" role="status">${app.loading}</p>`,
          error: (error) => errorState(this.texts, people.listsFailed, error, () => void this.lists.retry()),
          empty: () => html``,
          data: (lists) =>
            html`<cp-staff-lists
              .staff=${this.staff}
              .lists=${lists}
              .portals=${portals}
              @cp-staff-lists-changed=${() => this.reload()}
            ></cp-staff-lists>`,
        })}
      </section>
      <section aria-labelledby="companies">
        <div class="section-head">
          <h2 id="companies">${people.companies}</h2>
          <p class="muted">${people.companiesHelp}</p>
        </div>
        <cp-staff-companies .staff=${this.staff}></cp-staff-companies>
      </section>
      <section aria-labelledby="deletions">
        <div class="section-head">
          <h2 id="deletions">${this.texts.contact.requests}</h2>
          <p class="muted">${this.texts.contact.requestsHelp}</p>
        </div>
        <cp-staff-deletion-requests .staff=${this.staff}></cp-staff-deletion-requests>
      </section>
    `
  }
}

define('cp-staff-people', StaffPeople)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-people': StaffPeople
  }
}
