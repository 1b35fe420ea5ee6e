import { createRoute, z } from '@hono/zod-openapi'
import { countTicketsQuery, exportTicketsQuery, listOptions, listTicketsQuery, ticketCounts, ticketPage } from '../../shared/tickets.ts'
import type { TicketSummary } from '../../shared/tickets.ts'
import { dayAt } from '../../shared/filter-days.ts'
import { AppError } from '../errors.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireReader } from '../viewer.ts'
import { findSeesCompany } from './company-access.repo.ts'
import { exportFileName, exportTickets } from './export-tickets.ts'
import { readConditions } from './list-conditions.ts'
import { readListCursor } from './list-cursor.ts'
import { filterableProperties, readListFrame } from './list-frame.ts'
import { findSnippets } from './snippet.repo.ts'
import { summariseTickets } from './summarise-tickets.ts'
import { presentListOptions, presentTicketPage } from './ticket.presenter.ts'
import { countListed, listTickets } from './ticket-list.repo.ts'

const list = createRoute({
  method: 'get',
  path: '/tickets',
  tags: ['Tickets'],
  summary: "The contact's or the organization's tickets, newest activity first or in another order",
  request: { query: listTicketsQuery },
  responses: { 200: json(ticketPage, 'One page of tickets'), ...errors('sign_in_required', 'session_expired') },
})

const counts = createRoute({
  method: 'get',
  path: '/tickets/counts',
  tags: ['Tickets'],
  summary: 'How many tickets each view has',
  description: 'Counts up to 100 and looks at no more than the 5,000 tickets with the newest activity.',
  request: { query: countTicketsQuery },
  responses: { 200: json(ticketCounts, 'The counts'), ...errors('sign_in_required', 'session_expired') },
})

const options = createRoute({
  method: 'get',
  path: '/tickets/options',
  tags: ['Tickets'],
  summary: 'What the list can be narrowed by and show as columns, besides the usual',
  responses: { 200: json(listOptions, 'Properties and stages'), ...errors('sign_in_required', 'session_expired') },
})

const exported = createRoute({
  method: 'get',
  path: '/tickets/export',
  tags: ['Tickets'],
  summary: 'The list as a CSV file',
  description:
    'The columns that the contact has chosen, in the contact’s language; at most 10,000 tickets, and a last line that says so when there are ' +
    'more. UTF-8 with a byte order mark; text that a spreadsheet would calculate begins with an apostrophe.',
  request: { query: exportTicketsQuery },
  responses: {
    200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } },
    ...errors('sign_in_required', 'session_expired', 'too_many_requests'),
  },
})

/** Sessions whose file is being made. */
const exporting = new Set<string>()

/** A contact's list. Stands before the routes of one ticket, whose id could be any word. */
export const listRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireReader(c.var.viewer)
    const query = c.req.valid('query')
    const after = readListCursor(query.after, query)
    if (after === null) throw new AppError('invalid_request', 'after', { fields: { after: 'invalid' } })
    const frame = await readListFrame(deps.db, portal)
    const where = readConditions(query.where, filterableProperties(frame), { now: deps.now(), timeZone: portal.time_zone })
    const rows = await listTickets(deps.db, viewer, { ...query, where, after })
    const shown = rows.slice(0, query.limit)
    const tickets = await summariseTickets(deps.db, portal, shown, frame)
    const snippets = await findSnippets(
      deps.db,
      viewer,
      shown.map(({ id }) => id),
      query.q,
    )
    // Where nobody in particular looks, nothing is new to anybody.
    const isUnread = viewer.seesEverything ? () => false : (ticket: TicketSummary) => ticket.isUnread
    const found = tickets.map((ticket) => ({ ...ticket, isUnread: isUnread(ticket), snippet: snippets.get(ticket.id) ?? null }))
    return c.json(presentTicketPage(found, rows, query), 200)
  })
  .openapi(counts, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireReader(c.var.viewer)
    const query = c.req.valid('query')
    const known = filterableProperties(await readListFrame(deps.db, portal))
    const where = readConditions(query.where, known, { now: deps.now(), timeZone: portal.time_zone })
    const mine = await countListed(deps.db, viewer, { ...query, where, view: 'mine' })
    const seesCompany = await findSeesCompany(deps.db, viewer)
    return c.json({ mine, company: seesCompany ? await countListed(deps.db, viewer, { ...query, where, view: 'company' }) : null }, 200)
  })
  .openapi(options, async (c) => c.json(presentListOptions(await readListFrame(c.var.deps.db, c.var.portal)), 200))
  .openapi(exported, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireReader(c.var.viewer)
    const query = c.req.valid('query')
    const now = deps.now()
    const frame = await readListFrame(deps.db, portal)
    const where = readConditions(query.where, filterableProperties(frame), { now, timeZone: portal.time_zone })
    if (exporting.has(viewer.sessionId)) throw new AppError('too_many_requests', 'exports', { retryAfterSeconds: 5 })
    exporting.add(viewer.sessionId)
    try {
      const { text, language } = await exportTickets(deps, viewer, portal, { ...query, where }, frame)
      return c.body(`\uFEFF${text}`, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${exportFileName(language, dayAt(now, portal.time_zone))}"`,
        'X-Content-Type-Options': 'nosniff',
      })
    } finally {
      exporting.delete(viewer.sessionId)
    }
  })
