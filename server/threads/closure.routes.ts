import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { id } from '../../shared/common.ts'
import { closureResult, type ClosureResult } from '../../shared/tickets.ts'
import type { AppEnv } from '../deps.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { setTicketClosed } from '../tickets/close-ticket.ts'
import { abilities } from '../tickets/ticket.policy.ts'
import { summariseTicket } from '../tickets/summarise-tickets.ts'
import { requireContact } from '../viewer.ts'

const request = { params: z.object({ ticketId: id }) }
const responses = {
  200: json(closureResult, 'The ticket as it is now'),
  ...errors('ticket_not_found', 'not_allowed', 'sign_in_required', 'session_expired'),
}

const close = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/closure',
  tags: ['Tickets'],
  summary: 'Close a ticket, where the portal lets contacts do it',
  request,
  responses,
})

const reopen = createRoute({
  method: 'delete',
  path: '/tickets/{ticketId}/closure',
  tags: ['Tickets'],
  summary: 'Open a closed ticket again',
  request,
  responses,
})

/** Customers close their tickets and open them again (B9). */
export const closureRoutes = makeRouter()
  .openapi(close, async (c) => c.json(await answer(c, c.req.valid('param').ticketId, 1), 200))
  .openapi(reopen, async (c) => c.json(await answer(c, c.req.valid('param').ticketId, 0), 200))

async function answer(c: Context<AppEnv>, ticketId: string, isClosed: 0 | 1): Promise<ClosureResult> {
  const { deps, portal } = c.var
  const viewer = requireContact(c.var.viewer)
  const ticket = await setTicketClosed(deps, viewer, ticketId, isClosed)
  return { ticket: await summariseTicket(deps.db, portal, ticket), can: abilities(viewer, ticket, deps.now()) }
}
