import { html, nothing, type PropertyDeclarations } from 'lit'
import { attachmentTypes, limits } from '../../../shared/limits.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { composerStyles } from './composer.styles.ts'
import { type MessageKind, readDraft, writeDraft } from './drafts.ts'
import type { OutgoingMessage } from './outgoing.ts'
import { UploadList } from './upload-list.ts'
import { renderUploads } from './upload-view.ts'

/** What the composer hands over when a message is sent. */
export type WrittenMessage = Pick<OutgoingMessage, 'text' | 'isInternal' | 'attachments' | 'files'>

const lowOnChars = 500

/**
 * Writes replies and internal notes. The two have their own drafts and their own looks.
 *
 * @element cp-staff-composer
 * @fires cp-staff-message-written - `detail` is the WrittenMessage.
 */
export class StaffComposer extends StaffElement {
  static override styles = [controlStyles, stateStyles, composerStyles]
  static override properties: PropertyDeclarations = {
    conversation: { attribute: false },
    contactName: { attribute: false },
    isClosed: { attribute: false },
    kind: { state: true },
    text: { state: true },
    problem: { state: true },
  }

  /** Name of the conversation whose draft this is. */
  declare conversation: string
  declare contactName: string | null
  /** The ticket is closed: says so, forbids nothing. */
  declare isClosed: boolean
  declare kind: MessageKind
  declare private text: string
  declare private problem: string | null
  /** Uploads go on while another conversation is shown. */
  private readonly uploads = new Map<string, UploadList>()

  constructor() {
    super()
    this.conversation = ''
    this.contactName = null
    this.isClosed = false
    this.kind = 'reply'
    this.text = ''
    this.problem = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('conversation') && this.conversation) {
      // A conversation where only a note was begun opens on the note.
      const { id } = this.staff.me
      const has = (kind: MessageKind) => readDraft(id, this.conversation, kind).text !== ''
      this.kind = has('note') && !has('reply') ? 'note' : 'reply'
    }
    if (changed.has('conversation') || changed.has('kind')) {
      this.text = readDraft(this.staff.me.id, this.conversation, this.kind).text
      this.problem = null
    }
  }

  override render() {
    const { composer } = this.texts
    const isNote = this.kind === 'note'
    const files = this.files
    const placeholder = isNote
      ? composer.notePlaceholder
      : this.contactName
        ? composer.replyPlaceholder(this.contactName)
        : composer.replyPlaceholderNobody
    return html`<form class="composer ${this.kind}" aria-label=${composer.label} novalidate @submit=${this.onSubmit}>
      <div class="head">
        <fieldset class="kinds">
          <legend class="visually-hidden">${composer.kind}</legend>
          ${this.renderKind('reply', composer.reply)}${this.renderKind('note', composer.note)}
        </fieldset>
        <p class="hint" id="hint">
          ${isNote ? html`${icon('lock')} ${composer.noteHint}` : this.isClosed ? composer.closedHint : composer.replyHint}
        </p>
      </div>
      <textarea
        id="text"
        class="text"
        dir="auto"
        rows="2"
        aria-label=${isNote ? composer.noteLabel : composer.replyLabel}
        aria-describedby="hint problem"
        aria-invalid=${this.problem ? 'true' : 'false'}
        placeholder=${placeholder}
        .value=${this.text}
        @input=${this.onInput}
        @keydown=${this.onKeyDown}
        @paste=${this.onPaste}
      ></textarea>
      ${renderUploads(this.texts, files)}
      <p class="problem" id="problem" role="alert">${this.problem ? html`${icon('warning')} ${this.problem}` : nothing}</p>
      <div class="foot">
        <input id="pick" type="file" multiple hidden accept=${attachmentTypes.join(',')} @change=${this.onPick} />
        <button
          class="button quiet icon"
          type="button"
          aria-label=${composer.attach}
          title=${composer.attach}
          @click=${() => this.byId('pick')?.click()}
        >
          ${icon('clip')}
        </button>
        <span class="count">${this.renderCount()}</span>
        <span class="keys muted" aria-hidden="true">${composer.shortcut(this.sendKeys)}</span>
        <button class="button primary" type="submit">
          ${isNote ? icon('lock') : icon('reply')} ${isNote ? composer.keep : composer.send}
        </button>
      </div>
    </form>`
  }

  private renderKind(kind: MessageKind, name: string) {
    const other = kind !== this.kind && readDraft(this.staff.me.id, this.conversation, kind).text !== ''
    return html`<label class="kind ${kind}">
      <input type="radio" name="kind" .value=${kind} .checked=${this.kind === kind} @change=${() => this.write(kind)} />
      <span
        >${kind === 'note' ? icon('lock') : icon('reply')} ${name}
        ${other ? html`<small>${this.texts.composer.draftKept}</small>` : nothing}</span
      >
    </label>`
  }

  private renderCount() {
    const left = limits.messageMaxChars - this.text.length
    return left < lowOnChars
      ? html`<span class=${left < 0 ? 'problem' : 'muted'}
          >${left < 0 ? this.texts.composer.tooLong(-left) : this.texts.composer.charsLeft(left)}</span
        >`
      : nothing
  }

  private get sendKeys(): string {
    const { control, command, enter } = this.texts.shortcuts
    return /mac|iphone|ipad/i.test(navigator.userAgent) ? `${command} ${enter}` : `${control} ${enter}`
  }

  private get files(): UploadList {
    const name = `${this.conversation} ${this.kind}`
    const known = this.uploads.get(name)
    if (known) return known
    const { conversation, kind, staff } = this
    const kept = readDraft(staff.me.id, conversation, kind)
    const list: UploadList = new UploadList(staff.client, kept.attachments, () => {
      const draft = readDraft(staff.me.id, conversation, kind)
      writeDraft(staff.me.id, conversation, kind, { ...draft, attachments: list.attachments })
      this.problem = null
      this.requestUpdate()
    })
    this.uploads.set(name, list)
    return list
  }

  /** Turns to a reply or a note and puts the cursor there. */
  async write(kind: MessageKind): Promise<void> {
    this.kind = kind
    await this.updateComplete
    const text = this.byId<HTMLTextAreaElement>('text')
    text?.focus()
    text?.setSelectionRange(text.value.length, text.value.length)
  }

  /** Puts a message that was not sent back here, before what is written now. */
  async edit(message: OutgoingMessage): Promise<void> {
    const kind: MessageKind = message.isInternal ? 'note' : 'reply'
    const draft = readDraft(this.staff.me.id, this.conversation, kind)
    this.uploads.delete(`${this.conversation} ${kind}`)
    writeDraft(this.staff.me.id, this.conversation, kind, {
      text: [message.text, draft.text].filter(Boolean).join('\n\n'),
      attachments: [...message.attachments, ...draft.attachments],
    })
    this.kind = kind
    this.text = readDraft(this.staff.me.id, this.conversation, kind).text
    await this.write(kind)
  }

  /** Attaches files that were dropped on the page. */
  addFiles(files: File[]): void {
    if (files.length === 0) return
    const left = this.files.add(files)
    if (left > 0) this.problem = this.texts.composer.tooManyFiles(limits.attachmentsPerMessageMax)
  }

  private onInput(event: InputEvent): void {
    this.text = (event.target as HTMLTextAreaElement).value
    if (this.problem) this.problem = null
    writeDraft(this.staff.me.id, this.conversation, this.kind, { text: this.text, attachments: this.files.attachments })
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault()
      this.onSubmit(event)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      ;(event.target as HTMLElement).blur()
      this.emit('cp-staff-composer-left')
    }
  }

  private onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    this.addFiles(files)
  }

  private onPick(event: Event): void {
    const input = event.target as HTMLInputElement
    this.addFiles([...(input.files ?? [])])
    input.value = ''
  }

  private onSubmit(event: Event): void {
    event.preventDefault()
    this.problem = this.findProblem()
    if (this.problem) {
      this.byId('text')?.focus()
      return
    }
    const { attachments, originals } = this.files
    const message: WrittenMessage = { text: this.text, isInternal: this.kind === 'note', attachments, files: originals }
    this.text = ''
    this.files.clear()
    writeDraft(this.staff.me.id, this.conversation, this.kind, { text: '', attachments: [] })
    this.emit('cp-staff-message-written', message)
  }

  private findProblem(): string | null {
    const { composer } = this.texts
    if (this.text.trim() === '') return composer.emptyText
    if (this.text.length > limits.messageMaxChars) return composer.tooLong(this.text.length - limits.messageMaxChars)
    if (this.files.isUploading) return composer.waitForFiles
    return this.files.hasFailed ? composer.removeFailedFiles : null
  }
}

define('cp-staff-composer', StaffComposer)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-composer': StaffComposer
  }
}
