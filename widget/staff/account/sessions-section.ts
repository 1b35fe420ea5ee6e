import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { StaffSessionEntry } from '../../../shared/auth.ts'
import { define } from '../../base/define.ts'
import { endOtherSessions, endSession, listSessions } from '../api/account.ts'
import { toApiError, type StaffApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import { deviceName } from '../base/device-name.ts'
import { errorText } from '../base/error-text.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { readTime } from '../base/time.ts'
import { accountStyles } from './account.styles.ts'

/**
 * Where one is signed in; each session, or all but this one, can be ended from here.
 *
 * @element cp-staff-own-sessions
 */
export class StaffOwnSessions extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    accountStyles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        padding-block: 10px;
        border-block-end: 1px solid var(--cp-border);
      }
      li:first-child {
        padding-block-start: 0;
      }
      .device {
        font-weight: 600;
      }
      .end-others {
        justify-self: start;
      }
    `,
  ]
  static override properties: PropertyDeclarations = { problem: { state: true } }

  declare private problem: StaffApiError | null
  private readonly sessions = new LoadController<StaffSessionEntry[]>(this)

  constructor() {
    super()
    this.problem = null
  }

  protected override firstUpdated(): void {
    void this.reload()
  }

  /** Looks again: sessions have ended elsewhere. */
  reload(isQuiet = false): Promise<void> {
    return this.sessions.run((signal) => listSessions(this.staff.client, signal), isQuiet)
  }

  override render() {
    const { sessions } = this.texts.account
    return html`<section aria-labelledby="title">
      <div class="section-head"><h2 id="title" tabindex="-1">${sessions.title}</h2></div>
      ${this.sessions.render({
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${this.texts.app.loading}</span>
            ${[1, 2].map(() => html`<span class="bone middle"></span><span class="bone short"></span>`)}
          </div>`,
        error: (error) => errorState(this.texts, this.texts.account.failedTitle, error, () => void this.sessions.retry()),
        empty: () => html``,
        data: (list) => this.renderList(list),
      })}
    </section>`
  }

  private renderList(list: StaffSessionEntry[]) {
    const { sessions } = this.texts.account
    return html`<div class="body">
      <p class="muted">${sessions.text}</p>
      ${this.problem ? html`<p class="problem" role="alert">${errorText(this.texts, this.problem)}</p>` : nothing}
      <ul aria-labelledby="title">
        ${list.map((session) => this.renderSession(session))}
      </ul>
      ${
        list.length > 1
          ? html`<button
              class="button end-others"
              type="button"
              @click=${() => this.end(() => endOtherSessions(this.staff.client), sessions.endedOthers)}
            >
              ${sessions.endOthers}
            </button>`
          : html`<p class="muted">${sessions.onlyHere}</p>`
      }
    </div>`
  }

  private renderSession(session: StaffSessionEntry) {
    const { sessions } = this.texts.account
    const device = deviceName(this.texts, session.userAgent)
    const time = (iso: string) => readTime(this.staff.language, iso)
    return html`<li>
      <div>
        <p class="device" title=${session.userAgent}>
          ${device} ${session.isCurrent ? html`<span class="pill open">${sessions.here}</span>` : nothing}
        </p>
        <p class="help">${sessions.lastSeen(time(session.lastSeenAt))} · ${sessions.since(time(session.createdAt))}</p>
      </div>
      ${
        session.isCurrent
          ? nothing
          : html`<button
              class="button"
              type="button"
              aria-label=${sessions.endName(device)}
              @click=${() => this.end(() => endSession(this.staff.client, session.id), sessions.ended)}
            >
              ${sessions.end}
            </button>`
      }
    </li>`
  }

  private async end(call: () => Promise<void>, said: string): Promise<void> {
    this.problem = null
    try {
      await call()
      this.staff.announce(said)
    } catch (error) {
      this.problem = toApiError(error)
      // It had ended by itself.
      if (this.problem.code === 'not_found') this.problem = null
    }
    await this.reload(true)
    this.byId('title')?.focus()
  }
}

define('cp-staff-own-sessions', StaffOwnSessions)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-own-sessions': StaffOwnSessions
  }
}
