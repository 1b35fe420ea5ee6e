import { html, nothing, type PropertyDeclarations } from 'lit'
import type { ContactListEntry, Member } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { toApiError } from '../api/client.ts'
import { invite, listMembers } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { FilteredListController } from '../base/filtered-list.controller.ts'
import { icon } from '../base/icons.ts'
import { settingsHref } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { shortTime } from '../base/time.ts'
import { rowStyles } from './people.styles.ts'
import { searchField } from './search-field.ts'

interface Filter {
  portalId: string
  /** Lists and their members may have changed: the portal as it is now. */
  access: string
  q: string
}

/**
 * Who gets into a portal, why, and what became of their invitations.
 *
 * @element cp-staff-members
 */
export class StaffMembers extends StaffElement {
  static override styles = [controlStyles, stateStyles, rowStyles]
  static override properties: PropertyDeclarations = {
    portal: { attribute: false },
    lists: { attribute: false },
    q: { state: true },
    problem: { state: true },
    sending: { state: true },
  }

  declare portal: PortalSettings
  declare lists: ContactListEntry[]
  declare private q: string
  /** What is wrong, and with whose invitation. */
  declare private problem: { id: string; text: string } | null
  declare private sending: string | null
  private readonly members = new FilteredListController<Member, Filter>(this, async (client, { portalId, q }, page, signal) => {
    const { members, next } = await listMembers(client, portalId, { q, ...page }, signal)
    return { items: members, next }
  })

  constructor() {
    super()
    this.lists = []
    this.q = ''
    this.problem = null
    this.sending = null
  }

  protected override willUpdate(): void {
    const { id, accessMode, accessListIds } = this.portal
    const rules = this.lists.filter((list) => accessListIds.includes(list.id)).map(({ version }) => version)
    this.members.show({ portalId: id, access: JSON.stringify([accessMode, accessListIds, rules]), q: this.q })
  }

  /** Looks again, because somebody was put on a list or taken off one. */
  refresh(): void {
    void this.members.page.refresh()
  }

  private nameOf(listId: string): string | undefined {
    return this.lists.find(({ id }) => id === listId)?.name
  }

  override render() {
    const { people } = this.texts
    const { accessMode, accessListIds, id } = this.portal
    return html`
      <div>
        <p>
          ${accessMode === 'everyone' ? people.membersEveryone : people.membersLists}
          ${
            accessMode === 'lists'
              ? html`<span class="tags"
                  >${accessListIds.map((listId) => html`<span class="tag">${this.nameOf(listId) ?? '…'}</span>`)}</span
                >`
              : nothing
          }
        </p>
        <a href="${settingsHref(null, id)}#access">${people.changeAccess}</a>
      </div>
      <div class="tools">${searchField(people.search, people.searchHint, (q) => (this.q = q))}</div>
      ${this.members.page.render({
        pending: () =>
          html`<div role="status">
            <span class="visually-hidden">${this.texts.app.loading}</span>
            ${[1, 2, 3].map(() => html`<p><span class="bone middle"></span></p>`)}
          </div>`,
        error: (error) => errorState(this.texts, people.membersFailed, error, () => void this.members.page.retry()),
        empty: () =>
          this.q
            ? emptyState('search', people.noMatchTitle(this.q), people.noMatchText)
            : emptyState('info', people.noMembersTitle, accessMode === 'lists' ? people.noMembersLists : people.noMembersEveryone),
        data: (members, isStale) =>
          html`<ul class="rows ${isStale ? 'stale' : ''}" aria-label=${people.members}>
            ${members.map((member) => this.renderMember(member))}
          </ul>`,
      })}
      ${
        this.members.page.hasMore
          ? html`<button class="button start" type="button" @click=${() => void this.members.page.loadMore()}>
              ${this.members.page.isLoadingMore ? this.texts.app.loading : people.loadMore}
            </button>`
          : nothing
      }
      ${this.members.page.moreError ? html`<p class="problem" role="alert">${errorText(this.texts, this.members.page.moreError)}</p>` : nothing}
    `
  }

  private renderMember(member: Member) {
    const { people } = this.texts
    const { id, name, email, companyName, status, invitedAt, listIds } = member
    const mayEdit = this.staff.me.permissions.includes('contacts.edit')
    const isOpen = status === 'waiting' || status === 'pending' || status === 'failed'
    const mayInvite = this.portal.accessMode === 'lists' && this.portal.isOn && isOpen
    return html`<li>
      <div class="row">
        <span class="words">
          ${mayEdit ? html`<a href="/staff/contacts/${id}">${name}</a>` : html`<b>${name}</b>`}
          <span class="muted">${[name === email ? '' : email, companyName].filter(Boolean).join(' · ')}</span>
          ${
            listIds.length > 0
              ? html`<span class="tags"
                  ><span class="visually-hidden">${people.why}</span
                  >${listIds.map((one) => html`<span class="tag">${this.nameOf(one) ?? '…'}</span>`)}</span
                >`
              : nothing
          }
        </span>
        <span class="side">
          <span class="pill ${status === 'failed' ? 'bad' : isOpen ? 'closed' : 'open'}" title=${people.statusHelp[status]}
            >${people.statuses[status]}</span
          >
          ${invitedAt ? html`<span class="muted">${shortTime(this.staff.language, invitedAt)}</span>` : nothing}
          ${
            mayInvite
              ? html`<button
                  class="button"
                  type="button"
                  aria-label=${status === 'waiting' ? people.inviteLabel(name) : people.inviteAgainLabel(name)}
                  aria-disabled=${this.sending === id ? 'true' : 'false'}
                  @click=${() => void this.invite(member)}
                >
                  ${status === 'waiting' ? people.invite : people.inviteAgain}
                </button>`
              : nothing
          }
        </span>
      </div>
      ${status === 'failed' ? html`<p class="help">${people.statusHelp.failed}</p>` : nothing}
      ${this.problem?.id === id ? html`<p class="problem" role="alert">${icon('warning')} ${this.problem.text}</p>` : nothing}
    </li>`
  }

  private async invite(member: Member): Promise<void> {
    if (this.sending) return
    this.sending = member.id
    this.problem = null
    try {
      await invite(this.staff.client, this.portal.id, member.id)
      this.staff.announce(this.texts.people.invited(member.name))
      this.members.page.patch(member.id, (one) => ({ ...one, status: 'pending', invitedAt: new Date().toISOString() }))
    } catch (error) {
      this.problem = { id: member.id, text: `${this.texts.people.inviteFailed} ${errorText(this.texts, toApiError(error))}` }
    }
    this.sending = null
  }
}

define('cp-staff-members', StaffMembers)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-members': StaffMembers
  }
}
