import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { id } from '../../shared/common.ts'
import { copyInBody, ticketPeople, type TicketPeople } from '../../shared/tickets.ts'
import type { AppEnv } from '../deps.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { copyColleagueIn, takeColleagueOut } from '../tickets/involve-colleague.ts'
import { listTicketContacts } from '../tickets/ticket-contact.repo.ts'
import { findTicket } from '../tickets/ticket.repo.ts'
import { requireContact } from '../viewer.ts'
import { presentPeople } from './ticket-page.presenter.ts'

const refused = ['ticket_not_found', 'contact_not_found', 'not_allowed', 'sign_in_required', 'session_expired'] as const

const copyIn = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/contacts',
  tags: ['Tickets'],
  summary: 'Copy a colleague of the own company in; twice is once',
  request: { params: z.object({ ticketId: id }), body: jsonBody(copyInBody) },
  responses: { 201: json(ticketPeople, 'Who is on the ticket now'), ...errors(...refused, 'too_many_requests') },
})

const takeOut = createRoute({
  method: 'delete',
  path: '/tickets/{ticketId}/contacts/{contactId}',
  tags: ['Tickets'],
  summary: 'Take out a colleague, or oneself, who was copied in',
  request: { params: z.object({ ticketId: id, contactId: id }) },
  responses: { 200: json(ticketPeople, 'Who is on the ticket now'), ...errors(...refused) },
})

/** Customers involve colleagues in their tickets (B10). */
export const ticketPeopleRoutes = makeRouter()
  .openapi(copyIn, async (c) => {
    const { ticketId } = c.req.valid('param')
    await copyColleagueIn(c.var.deps, requireContact(c.var.viewer), ticketId, c.req.valid('json').email)
    return c.json(await readPeople(c, ticketId), 201)
  })
  .openapi(takeOut, async (c) => {
    const { ticketId, contactId } = c.req.valid('param')
    await takeColleagueOut(c.var.deps, requireContact(c.var.viewer), ticketId, contactId)
    return c.json(await readPeople(c, ticketId), 200)
  })

async function readPeople(c: Context<AppEnv>, ticketId: string): Promise<TicketPeople> {
  const { db } = c.var.deps
  const viewer = requireContact(c.var.viewer)
  const isStillSeen = (await findTicket(db, viewer, ticketId)) !== undefined
  return { people: isStillSeen ? presentPeople(await listTicketContacts(db, viewer.accountId, ticketId), viewer) : [] }
}
