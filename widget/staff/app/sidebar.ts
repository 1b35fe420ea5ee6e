import { html, nothing, type PropertyDeclarations } from 'lit'
import type { Inbox } from '../../../shared/threads.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon, type IconName } from '../base/icons.ts'
import { inboxHref, type StaffRoute } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { initials } from '../base/states.ts'
import { settingsStart } from './settings-access.ts'
import { sidebarStyles } from './sidebar.styles.ts'

/**
 * The way around the staff pages: pages, inboxes with their counts, who is signed in.
 *
 * @element cp-staff-sidebar
 * @fires cp-staff-sign-out - The reader wants to end the session.
 */
export class StaffSidebar extends StaffElement {
  static override styles = [controlStyles, stateStyles, sidebarStyles]
  static override properties: PropertyDeclarations = { route: { attribute: false }, inboxes: { attribute: false } }

  declare route: StaffRoute
  /** Null while they load. */
  declare inboxes: Inbox[] | null

  override render() {
    const { account, app } = this.texts
    const { me } = this.staff
    const page = this.route.page
    const settings = settingsStart(me.permissions)
    return html`
      <p class="account">
        <span class="avatar" aria-hidden="true">${initials(me.accountName)}</span><span class="account-name">${me.accountName}</span>
      </p>
      <nav aria-label=${app.mainNavigation}>
        <ul class="pages">
          <li>${this.renderLink('inbox', '/staff', app.inbox, page === 'inbox')}${this.renderInboxes()}</li>
          <li>${this.renderLink('ticket', '/staff/tickets', app.tickets, page === 'tickets' || page === 'ticket')}</li>
          ${settings ? html`<li>${this.renderLink('settings', settings, app.settings, page === 'settings')}</li>` : nothing}
          ${me.hasOutbox && me.permissions.includes('account.admin') ? html`<li>${this.renderLink('mail', '/staff/outbox', app.outbox, page === 'outbox')}</li>` : nothing}
        </ul>
      </nav>
      <div class="person">
        <a class="own" href="/staff/account" title=${me.email} aria-current=${page === 'account' ? 'page' : nothing}>
          <span class="avatar" aria-hidden="true">${initials(me.name)}</span>
          <span class="visually-hidden">${account.linkName(me.name)}</span><span class="person-name" aria-hidden="true">${me.name}</span>
        </a>
        <button
          class="button quiet icon"
          type="button"
          aria-label=${app.signOut}
          title=${app.signOut}
          @click=${() => this.emit('cp-staff-sign-out')}
        >
          ${icon('signOut')}
        </button>
      </div>
    `
  }

  private renderLink(mark: IconName, href: string, name: string, isHere: boolean) {
    return html`<a class="page" href=${href} aria-current=${isHere ? 'page' : nothing}>${icon(mark)}<span>${name}</span></a>`
  }

  private renderInboxes() {
    const { route, inboxes } = this
    if (!inboxes?.length) return nothing
    const { inbox } = this.texts
    const current = route.page === 'inbox' ? route.inboxId : undefined
    const total = { id: null, name: inbox.all, openCount: sum(inboxes, 'openCount'), unreadCount: sum(inboxes, 'unreadCount') }
    const shown = inboxes.length > 1 ? [total, ...inboxes] : inboxes
    return html`<ul class="inboxes" aria-label=${inbox.inboxes}>
      ${shown.map(
        (one) =>
          html`<li>
            <a
              href=${inboxHref({ inboxId: one.id })}
              title=${inbox.inboxCounts(one.openCount, one.unreadCount)}
              aria-current=${current === one.id || (inboxes.length === 1 && current === null) ? 'true' : nothing}
            >
              <span class="inbox-name">${one.name}</span>
              <span class="visually-hidden">${inbox.inboxCounts(one.openCount, one.unreadCount)}</span>
              <span class="counts" aria-hidden="true">
                ${one.unreadCount > 0 ? html`<b>${one.unreadCount}</b>` : nothing}<span>${one.openCount}</span>
              </span>
            </a>
          </li>`,
      )}
    </ul>`
  }
}

function sum(inboxes: Inbox[], name: 'openCount' | 'unreadCount'): number {
  return inboxes.reduce((total, one) => total + one[name], 0)
}

define('cp-staff-sidebar', StaffSidebar)
