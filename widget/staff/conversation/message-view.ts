import { html, nothing, type TemplateResult } from 'lit'
import type { StaffMessage } from '../../../shared/threads.ts'
import { isInText } from '../../ui/in-text.ts'
import { messageBody } from '../../ui/message-body.ts'
import { clockTime } from '../../ui/relative-time.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import { initials } from '../base/states.ts'
import './file.ts'
import { renderText } from './message-text.ts'
import type { OutgoingMessage } from './outgoing.ts'

/** A message that the server has: from whom, in which role, when, what. */
export function renderMessage(staff: StaffScope, message: StaffMessage): TemplateResult {
  const { conversation } = staff.texts
  const isNote = message.direction === 'internal'
  const files = message.attachments.filter((file) => !isInText(file, message.html))
  const role = isNote ? conversation.note : message.direction === 'inbound' ? conversation.customer : conversation.team
  return html`<li class="message ${message.direction}" id="message-${message.id}">
    <article aria-label="${message.authorName}, ${role}">
      <header>
        <span class="avatar" aria-hidden="true">${isNote ? icon('lock') : initials(message.authorName)}</span>
        <b class="author" dir="auto">${message.authorName}</b>
        <span class="role">${role}</span>
        ${isNote ? html`<span class="note-hint">${conversation.noteHint}</span>` : nothing}
        <span class="at">${clockTime(message.createdAt, staff.language)}</span>
      </header>
      ${renderText(staff, message)}
      ${
        files.length > 0
          ? html`<ul class="files">
              ${files.map((file) => html`<li><cp-staff-file .staff=${staff} .file=${file}></cp-staff-file></li>`)}
            </ul>`
          : nothing
      }
    </article>
  </li>`
}

/** What the agent can do about a message that was not sent. */
export interface OutgoingActs {
  retry: (key: string) => void
  edit: (key: string) => void
  discard: (key: string) => void
}

/** A message on its way: it stands where it will stand, and says what became of it. */
export function renderOutgoing(staff: StaffScope, message: OutgoingMessage, acts: OutgoingActs): TemplateResult {
  const { conversation } = staff.texts
  const role = message.isInternal ? conversation.note : conversation.team
  const isFailed = message.state === 'failed'
  return html`<li class="message ${message.isInternal ? 'internal' : 'outbound'} ${message.state}">
    <article aria-label="${staff.me.name}, ${role}">
      <header>
        <span class="avatar" aria-hidden="true">${message.isInternal ? icon('lock') : initials(staff.me.name)}</span>
        <b class="author" dir="auto">${staff.me.name}</b>
        <span class="role">${role}</span>
        <span class="at">${isFailed ? nothing : message.isInternal ? conversation.savingNote : conversation.sending}</span>
      </header>
      ${messageBody(message.text, conversation.quoted)}
      ${
        message.attachments.length > 0
          ? html`<ul class="files">
              ${message.attachments.map((file) => html`<li class="file-name">${icon('clip')} ${file.fileName}</li>`)}
            </ul>`
          : nothing
      }
      ${
        isFailed
          ? html`<div class="not-sent" role="alert">
              ${icon('warning')}
              <span
                ><b>${message.isInternal ? conversation.noteNotKept : conversation.notSent}</b>
                ${message.error ? errorText(staff.texts, message.error) : nothing}</span
              >
              <span class="acts">
                <button class="button" type="button" @click=${() => acts.retry(message.key)}>${conversation.retry}</button>
                <button class="button quiet" type="button" @click=${() => acts.edit(message.key)}>${conversation.edit}</button>
                <button class="button quiet" type="button" @click=${() => acts.discard(message.key)}>${conversation.discard}</button>
              </span>
            </div>`
          : nothing
      }
    </article>
  </li>`
}
