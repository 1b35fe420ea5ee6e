import { createRoute, z } from '@hono/zod-openapi'
import { contactSessionEntry } from '../../shared/auth.ts'
import { id } from '../../shared/common.ts'
import { findContact } from '../contacts/contact.repo.ts'
import type { Db } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { findPortal } from '../portal/portal.repo.ts'
import { requireStaff } from '../viewer.ts'
import { endSessions } from './end-session.ts'
import { isOver } from './session.ts'
import { listContactSessions } from './session.repo.ts'

const contactParams = z.object({ contactId: id })

const list = createRoute({
  method: 'get',
  path: '/contacts/{contactId}/sessions',
  tags: ['Contacts'],
  summary: 'Where a contact is signed in',
  request: { params: contactParams },
  responses: {
    200: json(z.object({ sessions: z.array(contactSessionEntry) }).openapi('ContactSessions'), 'On every portal, last used first'),
    ...errors('contact_not_found', 'sign_in_required', 'not_allowed'),
  },
})

const endAll = createRoute({
  method: 'delete',
  path: '/contacts/{contactId}/sessions',
  tags: ['Contacts'],
  summary: 'Log a contact out everywhere',
  request: { params: contactParams },
  responses: { 204: { description: 'Logged out' }, ...errors('contact_not_found', 'sign_in_required', 'not_allowed') },
})

const endOne = createRoute({
  method: 'delete',
  path: '/contacts/{contactId}/sessions/{sessionId}',
  tags: ['Contacts'],
  summary: 'Log a contact out in one place',
  request: { params: contactParams.extend({ sessionId: id }) },
  responses: { 204: { description: 'Logged out' }, ...errors('contact_not_found', 'not_found', 'sign_in_required', 'not_allowed') },
})

const endOfPortal = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/sessions',
  tags: ['Settings'],
  summary: 'Log everybody out of a portal',
  request: { params: z.object({ portalId: id }) },
  responses: { 204: { description: 'Logged out' }, ...errors('portal_not_found', 'sign_in_required', 'not_allowed') },
})

/** Sessions of contacts in the hands of staff: of one with `contacts.edit`, of a whole portal with `portal.settings`. */
export const contactSessionRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { accountId } = requireStaff(c.var.viewer)
    const { db, now } = c.var.deps
    const rows = await listGoodSessions(db, accountId, c.req.valid('param').contactId, now())
    const sessions = rows.map((row) => ({
      id: row.id,
      portalId: row.portal_id,
      portalTitle: row.portal_title,
      origin: row.origin,
      userAgent: row.user_agent,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }))
    return c.json({ sessions }, 200)
  })
  .openapi(endAll, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { contactId } = c.req.valid('param')
    await requireKnownContact(c.var.deps.db, viewer.accountId, contactId)
    await endSessions(c.var.deps, viewer, { contactId })
    return c.body(null, 204)
  })
  .openapi(endOne, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { db, now } = c.var.deps
    const { contactId, sessionId } = c.req.valid('param')
    const sessions = await listGoodSessions(db, viewer.accountId, contactId, now())
    if (!sessions.some((session) => session.id === sessionId)) throw new AppError('not_found', `session ${sessionId}`)
    await endSessions(c.var.deps, viewer, { sessionId })
    return c.body(null, 204)
  })
  .openapi(endOfPortal, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId } = c.req.valid('param')
    if (!(await findPortal(c.var.deps.db, viewer.accountId, portalId))) throw new AppError('portal_not_found')
    await endSessions(c.var.deps, viewer, { portalId })
    return c.body(null, 204)
  })

async function listGoodSessions(db: Db, accountId: string, contactId: string, now: string) {
  await requireKnownContact(db, accountId, contactId)
  return (await listContactSessions(db, accountId, contactId)).filter((row) => !isOver(row, row, now))
}

async function requireKnownContact(db: Db, accountId: string, contactId: string): Promise<void> {
  if (!(await findContact(db, accountId, contactId))) throw new AppError('contact_not_found')
}
