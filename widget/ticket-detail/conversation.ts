import { html, nothing, type TemplateResult } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import type { PublicMessage } from '../../shared/tickets.ts'
import { keyedList } from '../base/keyed-list.ts'
import { problemNotice } from '../base/problem-text.ts'
import type { TicketPageTexts } from '../locales/en/ticket.ts'
import type { AttachmentSource } from '../ui/attachment.ts'
import { warningIcon } from '../ui/icons.ts'
import { isInText } from '../ui/in-text.ts'
import { messageBody } from '../ui/message-body.ts'
import { clockTime, dayText, type TimeFormat } from '../ui/relative-time.ts'
import type { Outgoing } from './reply.controller.ts'

/** What drawing a conversation needs beside its messages. */
export interface ConversationFrame {
  texts: TicketPageTexts
  times: TimeFormat
  source: AttachmentSource
  /** Messages of others after this time stand below the *new* divider. */
  readUpTo: string | null
  /** What draws markup is there; until then the words stand alone. */
  drawsMarkup: boolean
  myName: string
  retry: (key: string) => void
  edit: (key: string) => void
}

/** The conversation by day, oldest message first, with replies on their way at its end. */
export function conversation(messages: readonly PublicMessage[], outgoing: readonly Outgoing[], frame: ConversationFrame): TemplateResult {
  const { texts, times } = frame
  const firstNew = messages.find((message) => frame.readUpTo !== null && message.from !== 'me' && message.createdAt > frame.readUpTo)
  let lastDay = ''
  const dayLine = (iso: string) => {
    const day = dayText(iso, times, texts)
    if (day === lastDay) return nothing
    lastDay = day
    return html`<h3 class="day">${day}</h3>`
  }
  return html`${keyedList(
    messages,
    (message) => message.id,
    (message) =>
      html`${dayLine(message.createdAt)}
      ${message === firstNew ? html`<p class="divider" data-new><span>${texts.newMessages}</span></p>` : nothing}
      ${publicMessage(message, frame)}`,
  )}
  ${keyedList(
    outgoing,
    (reply) => reply.key,
    (reply) => html`${dayLine(reply.createdAt)} ${outgoingReply(reply, frame)}`,
  )}`
}

function publicMessage(message: PublicMessage, frame: ConversationFrame): TemplateResult {
  const { texts } = frame
  const role = { me: texts.roleMe, contact: texts.roleContact, staff: texts.roleStaff }[message.from]
  return html`<article class="message ${message.from}" part="message" aria-labelledby="by-${message.id}">
    ${head(`by-${message.id}`, message.authorName, role, clockTime(message.createdAt, frame.times))}
    ${message.html === null || !frame.drawsMarkup ? messageBody(message.text, texts.quotedText) : markup(message.html, message, frame)}
    ${files(
      message.attachments.filter((file) => !isInText(file, message.html) || !frame.drawsMarkup),
      frame,
    )}
  </article>`
}

function markup(text: string, message: PublicMessage, { source, texts, times }: ConversationFrame): TemplateResult {
  return html`<cp-message-html
    class="body"
    part="message-text"
    .markup=${text}
    .text=${message.text}
    .attachments=${message.attachments}
    .source=${source}
    .texts=${texts}
    .locale=${times.locale}
  ></cp-message-html>`
}

function outgoingReply(reply: Outgoing, frame: ConversationFrame): TemplateResult {
  const { texts } = frame
  const isWaiting = reply.error?.isPassing
  const state =
    reply.state === 'sending'
      ? html`<span class="muted small" role="status">${texts.sending}</span>`
      : html`<span class="unsent small" role="alert">
          ${warningIcon}
          <span
            >${isWaiting ? texts.notSentOffline : `${texts.notSent}. ${reply.error ? problemNotice(reply.error, texts).title : ''}`}</span
          >
          <button class="link" type="button" @click=${() => frame.retry(reply.key)}>${texts.tryAgain}</button>
          <button class="link" type="button" @click=${() => frame.edit(reply.key)}>${texts.editAgain}</button>
        </span>`
  return html`<article class="message me outgoing" part="message" aria-labelledby="by-${reply.key}">
    ${head(`by-${reply.key}`, frame.myName, texts.roleMe, nothing)} ${messageBody(reply.text, texts.quotedText)}
    ${files(reply.attachments, frame)} ${state}
  </article>`
}

function head(id: string, name: string, role: string, time: unknown): TemplateResult {
  return html`<header class="by" id=${id}>
    <span class="avatar" aria-hidden="true">${initials(name)}</span>
    <bdi class="name">${name}</bdi> <span class="role">${role}</span> <span class="time">${time}</span>
  </header>`
}

function files(attachments: readonly Attachment[], { source, texts, times }: ConversationFrame): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing
  return html`<ul class="files" aria-label=${texts.files}>
    ${keyedList(
      attachments,
      (attachment) => attachment.id,
      (attachment) =>
        html`<li><cp-attachment .attachment=${attachment} .source=${source} .texts=${texts} .locale=${times.locale}></cp-attachment></li>`,
    )}
  </ul>`
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => (word ? ([...word][0] ?? '') : ''))
    .join('')
    .toUpperCase()
}
