import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { StaffInvitation, StaffMember, Team } from '../../../shared/team.ts'
import { define } from '../../base/define.ts'
import { toApiError } from '../api/client.ts'
import { inviteAgain, readTeam, withdrawInvitation } from '../api/team.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState, initials } from '../base/states.ts'
import { readTime } from '../base/time.ts'
import { settingsStyles } from '../settings/settings.styles.ts'
import './invite-dialog.ts'
import './member-dialog.ts'
import type { TeamSaid } from './member-dialog.ts'
import { roleWords } from './roles.ts'
import { teamStyles } from './team.styles.ts'

/**
 * Who is on the team, what they may do, and who was invited.
 *
 * @element cp-staff-team
 */
export class StaffTeam extends StaffElement {
  static override styles = [controlStyles, stateStyles, settingsStyles, teamStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    opened: { state: true },
    said: { state: true },
    problem: { state: true },
  }

  /** Kept in the links to the other settings pages. */
  declare portalId: string | null
  /** The dialog that is open: of a member, or `invite`. */
  declare private opened: string | null
  declare private said: TeamSaid | null
  declare private problem: string | null
  private readonly load = new LoadController<Team>(this)

  constructor() {
    super()
    this.portalId = null
    this.opened = null
    this.said = null
    this.problem = null
  }

  protected override firstUpdated(): void {
    void this.reload()
  }

  private reload(isQuiet = false): Promise<void> {
    return this.load.run((signal) => readTeam(this.staff.client, signal), isQuiet)
  }

  override render() {
    const { team } = this.texts
    return html`
      <header>
        <h1>${team.title}</h1>
        <button class="button primary" type="button" id="invite" @click=${() => this.open('invite')}>${icon('plus')} ${team.invite}</button>
      </header>
      <div class="column">
        <div>
          <p class="muted">${team.lead}</p>
          <div role="status">${this.said ? this.renderSaid(this.said) : nothing}</div>
        </div>
        ${this.problem ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${this.problem}</span></p>` : nothing}
        ${this.load.render<TemplateResult>({
          pending: () =>
            html`<div class="bones" role="status">
              <span class="visually-hidden">${this.texts.app.loading}</span>
              ${[1, 2, 3].map(() => html`<div><span class="bone short"></span><span class="bone middle"></span></div>`)}
            </div>`,
          error: (error) => errorState(this.texts, team.failedTitle, error, () => void this.load.retry()),
          empty: () => html``,
          data: (data) => this.renderTeam(data),
        })}
      </div>
    `
  }

  private renderSaid({ text, undo }: TeamSaid): TemplateResult {
    return html`<p class="banner said">
      ${icon('check')} <span>${text}</span>
      ${undo ? html`<button class="button" type="button" @click=${() => void this.undo(undo)}>${this.texts.team.undo}</button>` : nothing}
    </p>`
  }

  private renderTeam({ members, invitations }: Team): TemplateResult {
    const { team } = this.texts
    const member = members.find(({ id }) => id === this.opened)
    return html`
      <section aria-labelledby="members">
        <div class="section-head"><h2 id="members">${team.members}</h2></div>
        <ul class="people" aria-labelledby="members">
          ${repeat(
            members,
            ({ id }) => id,
            (one) => this.renderMember(one),
          )}
        </ul>
        ${members.length === 1 && invitations.length === 0 ? html`<p class="hint muted">${team.onlyYou}</p>` : nothing}
      </section>
      ${
        invitations.length > 0
          ? html`<section aria-labelledby="invitations">
              <div class="section-head"><h2 id="invitations" tabindex="-1">${team.invitations}</h2></div>
              <ul class="people" aria-labelledby="invitations">
                ${repeat(
                  invitations,
                  ({ id }) => id,
                  (one) => this.renderInvitation(one),
                )}
              </ul>
            </section>`
          : nothing
      }
      ${
        this.opened === 'invite'
          ? html`<cp-staff-invite
              .staff=${this.staff}
              @cp-staff-team-said=${this.onSaid}
              @cp-staff-team-closed=${this.onClosed}
            ></cp-staff-invite>`
          : nothing
      }
      ${
        member
          ? html`<cp-staff-member
              .staff=${this.staff}
              .member=${member}
              @cp-staff-team-said=${this.onSaid}
              @cp-staff-team-closed=${this.onClosed}
            ></cp-staff-member>`
          : nothing
      }
    `
  }

  private renderMember(member: StaffMember): TemplateResult {
    const { team } = this.texts
    const { id, name, email, isActive, hasSecondFactor, lastSignedInAt } = member
    const seen = lastSignedInAt ? team.lastSignedIn(readTime(this.staff.language, lastSignedInAt)) : team.neverSignedIn
    return html`<li class=${isActive ? '' : 'off'}>
      <span class="avatar" aria-hidden="true">${initials(name)}</span>
      <div class="who">
        <p class="name"><bdi>${name}</bdi> ${id === this.staff.me.id ? html`<span class="muted">(${team.you})</span>` : nothing}</p>
        <p class="help">${email}</p>
      </div>
      <div class="what">
        <p>${roleWords(this.texts, member.permissions)} ${isActive ? nothing : html`<span class="pill closed">${team.off}</span>`}</p>
        <p class="help">${hasSecondFactor ? team.twoSteps : team.noTwoSteps} · ${seen}</p>
      </div>
      <button class="button" type="button" id="edit-${id}" aria-label=${team.editName(name)} @click=${() => this.open(id)}>
        ${team.edit}
      </button>
    </li>`
  }

  private renderInvitation(invitation: StaffInvitation): TemplateResult {
    const { team } = this.texts
    const { name, email, isExpired, hasFailed, invitedBy, sentAt, expiresAt } = invitation
    const time = (iso: string) => readTime(this.staff.language, iso)
    return html`<li>
      <span class="avatar" aria-hidden="true">${icon('mail')}</span>
      <div class="who">
        <p class="name"><bdi>${name}</bdi></p>
        <p class="help">${email}</p>
      </div>
      <div class="what">
        <p>
          ${roleWords(this.texts, invitation.permissions)}
          ${hasFailed ? html`<span class="pill bad">${team.mailFailed}</span>` : isExpired ? html`<span class="pill closed">${team.expired}</span>` : nothing}
        </p>
        <p class="help">${team.sent(invitedBy, time(sentAt))}${isExpired ? nothing : html` · ${team.goodUntil(time(expiresAt))}`}</p>
      </div>
      <div class="sides">
        <button
          class="button"
          type="button"
          aria-label=${team.sendAgainName(email)}
          @click=${() => void this.run(() => inviteAgain(this.staff.client, invitation.id), team.sentAgain(email))}
        >
          ${team.sendAgain}
        </button>
        <button
          class="button"
          type="button"
          aria-label=${team.withdrawName(email)}
          @click=${() => void this.run(() => withdrawInvitation(this.staff.client, invitation.id), team.withdrawn(email), true)}
        >
          ${team.withdraw}
        </button>
      </div>
    </li>`
  }

  private open(which: string): void {
    this.said = null
    this.problem = null
    this.opened = which
  }

  private readonly onSaid = (event: CustomEvent<TeamSaid | string>) => {
    const { detail } = event
    this.said = typeof detail === 'string' ? { text: detail } : detail
    void this.reload(true)
  }

  private readonly onClosed = async () => {
    const was = this.opened
    this.opened = null
    await this.updateComplete
    const opener = was && was !== 'invite' ? this.byId(`edit-${was}`) : this.byId('invite')
    ;(opener ?? this.byId('invite'))?.focus()
  }

  private async undo(deed: () => Promise<string>): Promise<void> {
    try {
      this.said = { text: await deed() }
      this.problem = null
    } catch (error) {
      this.problem = errorText(this.texts, toApiError(error))
    }
    await this.reload(true)
  }

  private async run(deed: () => Promise<unknown>, text: string, isGone = false): Promise<void> {
    this.said = null
    this.problem = null
    try {
      await deed()
      this.said = { text }
    } catch (error) {
      this.problem = errorText(this.texts, toApiError(error))
    }
    await this.reload(true)
    await this.updateComplete
    if (isGone) (this.byId('invitations') ?? this.byId('invite'))?.focus()
  }
}

define('cp-staff-team', StaffTeam)
