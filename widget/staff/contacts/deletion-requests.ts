import { html, type TemplateResult } from 'lit'
import type { OpenDeletionRequest } from '../../../shared/own-data.ts'
import { define } from '../../base/define.ts'
import { relativeTime } from '../../ui/relative-time.ts'
import { listDeletionRequests } from '../api/contacts.ts'
import { controlStyles } from '../base/control.styles.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { css } from 'lit'

/**
 * Contacts who asked for everything about them to be deleted; each leads to its page, where that is done.
 *
 * @element cp-staff-deletion-requests
 */
export class StaffDeletionRequests extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: block;
        padding: 14px 18px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
        padding-block: 8px;
        overflow-wrap: anywhere;
      }
      li + li {
        border-block-start: 1px solid var(--cp-border);
      }
      a {
        font-weight: 600;
      }
    `,
  ]

  private readonly requests = new LoadController<OpenDeletionRequest[]>(this)

  protected override firstUpdated(): void {
    void this.requests.run((signal) => listDeletionRequests(this.staff.client, signal))
  }

  override render() {
    const { contact: words, app } = this.texts
    return this.requests.render<TemplateResult>(
      {
        pending: () => html`<p class="muted" role="status">${app.loading}</p>`,
        error: (error) => errorState(this.texts, words.requestsFailed, error, () => void this.requests.retry()),
        empty: () => html`<p class="muted">${words.noRequests}</p>`,
        data: (requests) =>
          html`<ul>
            ${requests.map(
              ({ contactId, name, email, portalTitle, requestedAt }) =>
                html`<li>
                  <a href="/staff/contacts/${contactId}">${name}</a>
                  <span class="muted">${email ?? ''} · ${relativeTime(requestedAt, this.staff.language)} · ${portalTitle}</span>
                </li>`,
            )}
          </ul>`,
      },
      (requests) => requests.length === 0,
    )
  }
}

define('cp-staff-deletion-requests', StaffDeletionRequests)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-deletion-requests': StaffDeletionRequests
  }
}
