import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { TicketSummary } from '../../shared/tickets.ts'
import type { StartTexts } from '../locales/en/start.ts'
import { relativeTime, shortDate, type TimeFormat } from '../ui/relative-time.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { statusPill } from '../ui/status-pill.ts'

/** What drawing tickets needs beside them. */
export interface TicketTableFrame {
  texts: StartTexts
  times: TimeFormat
  /** Shows who opened each ticket. */
  hasRequester: boolean
  /** The rows are those of the query before. */
  isStale: boolean
  /** Address of a ticket's page with `{id}` in it; empty when there is none. */
  ticketHref: string
  open: (event: MouseEvent, ticketId: string) => void
}

/** Tickets as a table. Roles are said out loud because a table that is laid out as cards loses its own in some browsers. */
export function ticketTable(tickets: readonly TicketSummary[], frame: TicketTableFrame): TemplateResult {
  const { texts, hasRequester, isStale } = frame
  const head = (words: string) => html`<th role="columnheader" scope="col">${words}</th>`
  return html`<table role="table" class=${isStale ? 'stale' : ''} aria-busy=${isStale ? 'true' : 'false'} aria-label=${texts.tickets}>
    <thead role="rowgroup">
      <tr role="row">
        ${head(texts.columnNumber)} ${head(texts.columnSubject)} ${hasRequester ? head(texts.columnRequester) : nothing}
        ${head(texts.columnCreated)}
        <th role="columnheader" scope="col" aria-sort="descending">${texts.columnActivity}</th>
        ${head(texts.columnStatus)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(
        tickets,
        // A row stays its ticket's: else a click could open what has just come to stand in its place.
        (ticket) => ticket.id,
        (ticket) => row(ticket, frame),
      )}
    </tbody>
  </table>`
}

/** Grey rows in the place of tickets that are on their way, as many as a page has. */
export function pendingTable(rows: number): TemplateResult {
  const cell = (className: string, width: 'short' | 'wide') => html`<td class=${className}>${skeletonLine(width)}</td>`
  const pendingRow = html`<tr>
    ${cell('nowrap', 'short')} ${cell('subject-cell', 'wide')} ${cell('nowrap created', 'short')} ${cell('nowrap', 'short')}
    ${cell('nowrap status', 'short')}
  </tr>`
  return html`<table aria-hidden="true">
    <thead>
      <tr>
        <th colspan="5">&nbsp;</th>
      </tr>
    </thead>
    <tbody>
      ${Array.from({ length: rows }, () => pendingRow)}
    </tbody>
  </table>`
}

function row(ticket: TicketSummary, frame: TicketTableFrame): TemplateResult {
  const { texts, times, hasRequester } = frame
  const dot = html`<span class="dot" role="img" aria-label=${texts.unread} title=${texts.unread}></span>`
  return html`<tr role="row" part="row" class="row ${ticket.isUnread ? 'unread' : ''}" @click=${openRow}>
    <td role="cell" class="nowrap">${texts.ticketNumber(ticket.number)}</td>
    <td role="cell" class="subject-cell">${ticket.isUnread ? dot : nothing}${link(ticket, frame)}</td>
    ${hasRequester ? html`<td role="cell" class="requester"><bdi>${ticket.requesterName ?? '–'}</bdi></td>` : nothing}
    <td role="cell" class="nowrap created">${shortDate(ticket.createdAt, times)}</td>
    <td role="cell" class="nowrap">${relativeTime(ticket.lastActivityAt, times)}</td>
    <td role="cell" class="nowrap status">${statusPill(ticket.status, texts)}</td>
  </tr>`
}

/** A real link where tickets have an address, else a button. */
function link(ticket: TicketSummary, { ticketHref, open }: TicketTableFrame): TemplateResult {
  const subject = html`<bdi>${ticket.subject}</bdi>`
  const act = (event: MouseEvent) => open(event, ticket.id)
  if (!ticketHref) return html`<button class="subject" type="button" @click=${act}>${subject}</button>`
  return html`<a class="subject" href=${ticketHref.replaceAll('{id}', encodeURIComponent(ticket.id))} @click=${act}>${subject}</a>`
}

/** The whole row opens the ticket, unless a text was being selected or the link itself was meant. */
function openRow(event: MouseEvent): void {
  if (event.composedPath().some((node) => node instanceof Element && node.matches('a, button'))) return
  if (document.getSelection()?.toString()) return
  const clicked = event.currentTarget as HTMLElement
  clicked.querySelector<HTMLElement>('.subject')?.click()
}
