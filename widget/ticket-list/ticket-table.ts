import { html, nothing, type TemplateResult } from 'lit'
import type { TicketSummary } from '../../shared/tickets.ts'
import type { TicketQuery } from '../api/tickets.ts'
import { keyedList } from '../base/keyed-list.ts'
import { localized } from '../base/localized.ts'
import type { StartTexts } from '../locales/en/start.ts'
import { copiedIcon, downIcon, turnIcon } from '../ui/icons.ts'
import { relativeTime, shortDate, type TimeFormat } from '../ui/relative-time.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { statusPill } from '../ui/status-pill.ts'
import { sorts } from './list-state.ts'
import { inMarks, wordHits } from './marks.ts'

/** Draws the columns of properties, whose names and options are fetched when somebody wants them. */
export interface PropertyColumns {
  /** Empty while it is on its way; undefined for a property that is not shown here. */
  label: (property: string) => string | undefined
  value: (ticket: TicketSummary, property: string) => unknown
}

/** What drawing tickets needs beside them. */
export interface TicketTableFrame {
  texts: StartTexts
  times: TimeFormat
  /** Names of columns, in any order; null: the usual ones. */
  columns: readonly string[] | null
  properties: PropertyColumns | undefined
  /** What the rows answer. */
  query: TicketQuery
  /** The rows are those of the query before. */
  isStale: boolean
  /** Address of a ticket's page with `{id}` in it; empty when there is none. */
  ticketHref: string
  open: (event: MouseEvent, ticketId: string) => void
  sortBy: (sort: TicketQuery['sort']) => void
}

/** Tickets as a table. Roles are said out loud because a table that is laid out as cards loses its own in some browsers. */
export function ticketTable(tickets: readonly TicketSummary[], frame: TicketTableFrame): TemplateResult {
  const { texts, isStale } = frame
  const columns = columnsOf(frame)
  return html`<table role="table" class=${isStale ? 'stale' : ''} aria-busy=${isStale ? 'true' : 'false'} aria-label=${texts.tickets}>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column) => head(column, frame))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${keyedList(
        tickets,
        // A row stays its ticket's: else a click could open what has just come to stand in its place.
        (ticket) => ticket.id,
        (ticket) =>
          html`<tr role="row" part="row" class="row ${ticket.isUnread ? 'unread' : ''}" @click=${openRow}>
            ${columns.map((column) => cell(column, ticket, frame))}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Grey rows in the place of tickets that are on their way, as many as a page has. */
export function pendingTable(rows: number): TemplateResult {
  const pending = (className: string, width: 'short' | 'wide') => html`<td class=${className}>${skeletonLine(width)}</td>`
  const pendingRow = html`<tr>
    ${pending('nowrap', 'short')} ${pending('subject-cell', 'wide')} ${pending('nowrap created', 'short')} ${pending('nowrap', 'short')}
    ${pending('nowrap status', 'short')}
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

/** Subject first of all, properties between who and when. Who opened a ticket is of interest among those of many. */
function columnsOf({ columns, query, properties }: TicketTableFrame): string[] {
  const isWanted = (column: string) => !columns || columns.includes(column)
  const own = (columns ?? []).filter((column) => column.includes('.') && (!properties || properties.label(column) !== undefined))
  return [
    ...['number'].filter(isWanted),
    'subject',
    ...['requester'].filter((column) => query.view === 'company' && isWanted(column)),
    ...own,
    ...['created', 'activity', 'status'].filter(isWanted),
  ]
}

/** What a column is called. */
export function columnLabel(column: string, texts: StartTexts): string | undefined {
  const labels: Record<string, string> = {
    number: texts.columnNumber,
    subject: texts.columnSubject,
    requester: texts.columnRequester,
    created: texts.columnCreated,
    activity: texts.columnActivity,
    status: texts.columnStatus,
  }
  return labels[column]
}

function head(column: string, { texts, query, properties, sortBy }: TicketTableFrame): TemplateResult {
  const words = columnLabel(column, texts) ?? properties?.label(column)
  const sort = sorts.find((one) => one === column)
  if (!sort) return html`<th role="columnheader" scope="col">${words}</th>`
  const order = query.sort === sort ? query.order : undefined
  // Laid out as cards there is nothing to press: the word stays for screen readers.
  return html`<th role="columnheader" scope="col" aria-sort=${order ? (order === 'asc' ? 'ascending' : 'descending') : nothing}>
    <button class="sort ${order ?? ''}" type="button" @click=${() => sortBy(sort)}>${words}${downIcon}</button>
    <span class="plain">${words}</span>
  </th>`
}

function cell(column: string, ticket: TicketSummary, frame: TicketTableFrame): TemplateResult {
  const { texts, times, properties } = frame
  switch (column) {
    case 'number':
      return html`<td role="cell" class="nowrap">${texts.ticketNumber(ticket.number)}</td>`
    case 'subject':
      return html`<td role="cell" class="subject-cell">${subject(ticket, frame)}</td>`
    case 'requester':
      return html`<td role="cell" class="requester"><bdi>${ticket.requesterName ?? '–'}</bdi></td>`
    case 'created':
      return html`<td role="cell" class="nowrap created">${shortDate(ticket.createdAt, times)}</td>`
    case 'activity':
      return html`<td role="cell" class="nowrap">${relativeTime(ticket.lastActivityAt, times)}</td>`
    case 'status':
      return html`<td role="cell" class="nowrap status">
        ${statusPill(ticket.status, texts, localized(ticket.stageLabels ?? undefined, times.locale))}
      </td>`
    default:
      return html`<td role="cell" class="requester" data-property=${column}>${properties?.value(ticket, column)}</td>`
  }
}

/** Subject, what it waits for, and where the words searched for were found. */
function subject(ticket: TicketSummary, frame: TicketTableFrame): TemplateResult {
  const { texts, query } = frame
  const { snippet } = ticket
  const dot = ticket.isUnread ? html`<span class="dot" role="img" aria-label=${texts.unread} title=${texts.unread}></span>` : nothing
  return html`${dot}${link(ticket, frame, inMarks(ticket.subject, wordHits(ticket.subject, query.q)))}
  ${ticket.isYourTurn ? html`<span class="tag turn" title=${texts.yourTurnHint}>${turnIcon}${texts.yourTurn}</span>` : nothing}
  ${ticket.isCopiedIn ? html`<span class="tag">${copiedIcon}${texts.copiedIn}</span>` : nothing}
  ${snippet ? html`<p class="snippet"><bdi>${inMarks(snippet.text, snippet.marks)}</bdi></p>` : nothing}`
}

/** A real link where tickets have an address, else a button. */
function link({ id }: TicketSummary, { ticketHref, open }: TicketTableFrame, words: unknown): TemplateResult {
  const act = (event: MouseEvent) => open(event, id)
  if (!ticketHref) return html`<button class="subject" type="button" data-ticket=${id} @click=${act}><bdi>${words}</bdi></button>`
  const href = ticketHref.replaceAll('{id}', encodeURIComponent(id))
  return html`<a class="subject" href=${href} data-ticket=${id} @click=${act}><bdi>${words}</bdi></a>`
}

/** The whole row opens the ticket, unless a text was being selected or the link itself was meant. */
function openRow(event: MouseEvent): void {
  if (event.composedPath().some((node) => node instanceof Element && node.matches('a, button'))) return
  if (document.getSelection()?.toString()) return
  const clicked = event.currentTarget as HTMLElement
  clicked.querySelector<HTMLElement>('.subject')?.click()
}
