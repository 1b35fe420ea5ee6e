import { createRoute } from '@hono/zod-openapi'
import { contactList, listContactsQuery } from '../../shared/contacts.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { searchContacts } from './contact.repo.ts'

const list = createRoute({
  method: 'get',
  path: '/contacts',
  tags: ['Contacts'],
  summary: 'Contacts by name or address',
  request: { query: listContactsQuery },
  responses: { 200: json(contactList, 'By name'), ...errors('sign_in_required') },
})

/** Contacts, for agents. */
export const contactRoutes = makeRouter().openapi(list, async (c) => {
  const viewer = requireStaff(c.var.viewer)
  const { q, limit } = c.req.valid('query')
  return c.json({ contacts: await searchContacts(c.var.deps.db, viewer.accountId, q, limit) }, 200)
})
