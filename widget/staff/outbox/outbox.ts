import { html, nothing, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { OutboxMail } from '../../../shared/mail.ts'
import { define } from '../../base/define.ts'
import { messageBody, messageBodyStyles } from '../../ui/message-body.ts'
import { exactText } from '../../ui/relative-time.ts'
import { listMails } from '../api/portals.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { LiveRefreshController } from '../base/live-refresh.controller.ts'
import { PageListController } from '../base/page-list.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { shortTime } from '../base/time.ts'
import { outboxStyles } from './outbox.styles.ts'

/**
 * Mails that would be sent if a mail server were set.
 *
 * @element cp-staff-outbox
 */
export class StaffOutbox extends StaffElement {
  static override styles = [controlStyles, stateStyles, messageBodyStyles, outboxStyles]
  static override properties: PropertyDeclarations = { chosenId: { state: true } }

  declare private chosenId: string | null
  private readonly mails = new PageListController<OutboxMail>(this)

  constructor() {
    super()
    this.chosenId = null
    // A mail follows a message or a new ticket.
    new LiveRefreshController(this, () => void this.mails.refresh())
  }

  protected override firstUpdated(): void {
    void this.mails.start(async (after, _limit, signal) => {
      const page = await listMails(this.staff.client, after, signal)
      return { items: page.mails, next: page.next }
    })
  }

  override render() {
    const { outbox } = this.texts
    return html`
      <header>
        <div>
          <h1>${outbox.title}</h1>
          <p class="muted">${outbox.intro}</p>
        </div>
        <button class="button" type="button" @click=${() => void this.mails.refresh()}>${icon('reopen')} ${outbox.refresh}</button>
      </header>
      ${this.mails.render({
        pending: () => this.renderSkeleton(),
        error: (error) => errorState(this.texts, outbox.failedTitle, error, () => void this.mails.retry()),
        empty: () => emptyState('mail', outbox.emptyTitle, outbox.emptyText),
        data: (mails) => this.renderPanes(mails),
      })}
    `
  }

  private renderSkeleton() {
    return html`<div class="bones" role="status">
      <span class="visually-hidden">${this.texts.app.loading}</span>
      ${[1, 2, 3, 4].map(() => html`<div><span class="bone short"></span><span class="bone middle"></span></div>`)}
    </div>`
  }

  private renderPanes(mails: OutboxMail[]) {
    const { outbox } = this.texts
    const chosen = mails.find((mail) => mail.id === this.chosenId)
    return html`<div class="panes ${chosen ? 'has-mail' : ''}">
      <div class="rows">
        <ul aria-label=${outbox.mails}>
          ${repeat(
            mails,
            (mail) => mail.id,
            (mail) => html`<li>${this.renderRow(mail)}</li>`,
          )}
        </ul>
        ${
          this.mails.hasMore
            ? html`<button
                class="button more"
                type="button"
                aria-disabled=${this.mails.isLoadingMore ? 'true' : 'false'}
                @click=${() => void this.mails.loadMore()}
              >
                ${this.mails.moreError ? this.texts.app.tryAgain : outbox.loadMore}
              </button>`
            : nothing
        }
      </div>
      ${
        chosen
          ? this.renderMail(chosen)
          : html`<div class="state none">
              ${icon('mail', 'state-mark')}
              <h2>${outbox.chooseTitle}</h2>
            </div>`
      }
    </div>`
  }

  private renderRow(mail: OutboxMail) {
    const isHere = mail.id === this.chosenId
    return html`<button class="row" type="button" aria-current=${isHere ? 'true' : nothing} @click=${() => void this.choose(mail.id)}>
      <span class="line"><b>${mail.to}</b><span class="at">${shortTime(this.staff.language, mail.createdAt)}</span></span>
      <span class="line"
        ><span class="subject">${mail.subject}</span
        ><span class="state-word ${mail.state}">${this.texts.outbox.states[mail.state]}</span></span
      >
    </button>`
  }

  private renderMail(mail: OutboxMail) {
    const { outbox } = this.texts
    return html`<article aria-labelledby="subject">
      <button class="button quiet back" type="button" @click=${() => void this.choose(null)}>${icon('back')} ${outbox.back}</button>
      <h2 id="subject" tabindex="-1">${mail.subject}</h2>
      <dl>
        <div>
          <dt>${outbox.to}</dt>
          <dd>${mail.to}</dd>
        </div>
        <div>
          <dt>${outbox.created}</dt>
          <dd>${exactText(mail.createdAt, this.staff.language)}</dd>
        </div>
      </dl>
      ${messageBody(mail.text, this.texts.conversation.quoted)}
    </article>`
  }

  private async choose(mailId: string | null): Promise<void> {
    const before = this.chosenId
    this.chosenId = mailId
    await this.updateComplete
    if (mailId) this.byId('subject')?.focus({ preventScroll: true })
    else this.renderRoot.querySelectorAll<HTMLElement>('.row')[this.mails.items.findIndex((mail) => mail.id === before)]?.focus()
  }
}

define('cp-staff-outbox', StaffOutbox)
