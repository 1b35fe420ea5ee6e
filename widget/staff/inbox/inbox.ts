import { html, type PropertyDeclarations } from 'lit'
import type { Inbox } from '../../../shared/threads.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { inboxHref, type InboxRoute } from '../base/routes.ts'
import { ShortcutsController } from '../base/shortcuts.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import '../conversation/conversation.ts'
import { inboxStyles } from './inbox.styles.ts'
import './shortcuts-dialog.ts'
import './thread-list.ts'

/**
 * The agents' inbox: threads, and the chosen one beside them.
 *
 * @element cp-staff-inbox
 */
export class StaffInbox extends StaffElement {
  static override styles = [controlStyles, stateStyles, inboxStyles]
  static override properties: PropertyDeclarations = { route: { attribute: false }, inboxes: { attribute: false } }

  declare route: InboxRoute
  declare inboxes: Inbox[] | null

  constructor() {
    super()
    this.inboxes = null
    new ShortcutsController(this, {
      j: () => this.step(1),
      k: () => this.step(-1),
      r: () => this.conversation?.write('reply'),
      n: () => this.conversation?.write('note'),
      e: () => void this.conversation?.toggleClosed(),
      '/': () => this.list?.focusSearch(),
      '?': () => this.showShortcuts(),
    })
  }

  private get list() {
    return this.renderRoot.querySelector('cp-staff-thread-list')
  }

  private get conversation() {
    return this.renderRoot.querySelector('cp-staff-conversation')
  }

  override render() {
    const { inbox, app } = this.texts
    const { threadId } = this.route
    return html`
      <h1 class="visually-hidden">${app.inbox}</h1>
      <div
        class="panes ${threadId ? 'has-thread' : ''}"
        @cp-staff-thread-read=${this.onRead}
        @cp-staff-shortcuts-wanted=${this.showShortcuts}
      >
        <cp-staff-thread-list .staff=${this.staff} .route=${this.route} .inboxes=${this.inboxes}></cp-staff-thread-list>
        ${
          threadId
            ? html`<cp-staff-conversation .staff=${this.staff} .threadId=${threadId} .inboxes=${this.inboxes ?? []}>
                <a class="button quiet icon back" slot="back" href=${inboxHref({ ...this.route, threadId: null })} aria-label=${inbox.back}
                  >${icon('back')}</a
                >
              </cp-staff-conversation>`
            : html`<div class="state nothing-chosen">
                ${icon('inbox', 'state-mark')}
                <h2>${inbox.chooseTitle}</h2>
                <p>${inbox.chooseText}</p>
                <p class="keys">${['j', 'k'].map((key) => html`<kbd>${key}</kbd>`)} ${inbox.chooseKeys}</p>
                <button class="link" type="button" @click=${this.showShortcuts}>${inbox.shortcutsLink}</button>
              </div>`
        }
      </div>
      <cp-staff-shortcuts .staff=${this.staff}></cp-staff-shortcuts>
    `
  }

  protected override updated(changed: Map<string, unknown>): void {
    const before = changed.get('route') as InboxRoute | undefined
    if (!before || before.threadId === this.route.threadId || !this.isStacked) return
    // One pane at a time: the focus goes where the reader went.
    if (this.route.threadId) void this.conversation?.updateComplete.then(() => this.conversation?.focusTitle())
    else this.list?.focusRow(before.threadId)
  }

  /** True where list and conversation do not fit beside each other. */
  private get isStacked(): boolean {
    const { list, conversation } = this
    return this.route.threadId ? list?.offsetParent === null : conversation === null && this.clientWidth < 640
  }

  private step(step: 1 | -1): void {
    const threadId = this.list?.neighbour(step)
    if (threadId) this.staff.go(inboxHref({ ...this.route, threadId }), this.route.threadId ? 'replace' : 'push')
  }

  private showShortcuts(): void {
    this.renderRoot.querySelector('cp-staff-shortcuts')?.show()
  }

  private onRead(event: CustomEvent<{ threadId: string }>): void {
    this.list?.markRead(event.detail.threadId)
  }
}

define('cp-staff-inbox', StaffInbox)
