import { createRoute, z } from '@hono/zod-openapi'
import { id, pageQuery } from '../../shared/common.ts'
import {
  addedMembers,
  addMembersBody,
  contactCount,
  contactListEntry,
  contactPage,
  countContactsBody,
  createListBody,
  updateListBody,
  type ContactListEntry,
  type ContactPage,
} from '../../shared/lists.ts'
import { listLists } from '../contacts/list.repo.ts'
import type { ContactListRow } from '../contacts/list.table.ts'
import { readCursor, writeCursor } from '../db/paging.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { countContactsWhere, listContactsWhere, onLists } from './portal-access.repo.ts'
import { findTimeZone } from './portal.repo.ts'
import { addToList, changeList, createList, keepRule, removeList, requireList, takeOffList } from './save-list.ts'
import { presentStoredRule } from './stored-rule.ts'

const tags = ['Contacts']
const listParams = z.object({ listId: id })
const refusals = errors('not_found', 'sign_in_required', 'not_allowed')

const list = createRoute({
  method: 'get',
  path: '/lists',
  tags,
  summary: 'Lists of contacts',
  responses: {
    200: json(z.object({ lists: z.array(contactListEntry) }).openapi('ContactLists'), 'By name'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

const create = createRoute({
  method: 'post',
  path: '/lists',
  tags,
  summary: 'Make a list',
  request: { body: jsonBody(createListBody) },
  responses: { 201: json(contactListEntry, 'The new list'), ...errors('sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/lists/{listId}',
  tags,
  summary: 'Rename a list or change its rule',
  request: { params: listParams, body: jsonBody(updateListBody) },
  responses: { 200: json(contactListEntry, 'The list as it is now'), ...errors('not_found', 'changed_meanwhile', 'sign_in_required') },
})

const remove = createRoute({
  method: 'delete',
  path: '/lists/{listId}',
  tags,
  summary: 'Delete a list that no portal uses',
  request: { params: listParams },
  responses: { 204: { description: 'Deleted' }, ...errors('not_found', 'list_in_use', 'sign_in_required', 'not_allowed') },
})

const count = createRoute({
  method: 'post',
  path: '/contact-counts',
  tags,
  summary: 'How many contacts match a rule, or are on a list, now',
  request: { body: jsonBody(countContactsBody) },
  responses: { 200: json(contactCount, 'The count'), ...refusals },
})

const members = createRoute({
  method: 'get',
  path: '/lists/{listId}/members',
  tags,
  summary: 'Who is on a list now',
  request: { params: listParams, query: pageQuery },
  responses: { 200: json(contactPage, 'A page'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/lists/{listId}/members',
  tags,
  summary: 'Put people on a static list',
  request: { params: listParams, body: jsonBody(addMembersBody) },
  responses: { 200: json(addedMembers, 'How many were new'), ...errors('not_found', 'list_by_rule', 'sign_in_required', 'not_allowed') },
})

const takeOff = createRoute({
  method: 'delete',
  path: '/lists/{listId}/members/{contactId}',
  tags,
  summary: 'Take somebody off a static list',
  request: { params: listParams.extend({ contactId: id }) },
  responses: {
    204: { description: 'Off the list' },
    ...errors('not_found', 'contact_not_found', 'list_by_rule', 'sign_in_required', 'not_allowed'),
  },
})

/** Lists of contacts, for staff with `contacts.edit`. */
export const contactListRoutes = makeRouter()
  .openapi(list, async (c) => {
    const rows = await listLists(c.var.deps.db, requireStaff(c.var.viewer).accountId)
    return c.json({ lists: rows.map(presentList) }, 200)
  })
  .openapi(create, async (c) => {
    return c.json(presentList(await createList(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json'))), 201)
  })
  .openapi(change, async (c) => {
    const { listId } = c.req.valid('param')
    return c.json(presentList(await changeList(c.var.deps, requireStaff(c.var.viewer), listId, c.req.valid('json'))), 200)
  })
  .openapi(remove, async (c) => {
    await removeList(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').listId)
    return c.body(null, 204)
  })
  .openapi(count, async (c) => {
    const { db, now } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const asked = c.req.valid('json')
    const counted =
      'listId' in asked
        ? await requireList(db, accountId, asked.listId)
        : { id: '', kind: 'active' as const, rule: await keepRule(db, accountId, asked.rule) }
    const condition = onLists([counted], await findTimeZone(db, accountId), now())
    return c.json(await countContactsWhere(db, accountId, condition), 200)
  })
  .openapi(members, async (c) => {
    const { db, now } = c.var.deps
    const { accountId } = requireStaff(c.var.viewer)
    const { after, limit } = c.req.valid('query')
    const cursor = readCursor(after)
    if (cursor === null) throw new AppError('invalid_request', 'cursor', { fields: { after: 'invalid' } })
    const found = await requireList(db, accountId, c.req.valid('param').listId)
    const condition = onLists([found], await findTimeZone(db, accountId), now())
    return c.json(presentContactPage(await listContactsWhere(db, accountId, condition, { after: cursor, limit }), limit), 200)
  })
  .openapi(add, async (c) => {
    const { listId } = c.req.valid('param')
    return c.json(await addToList(c.var.deps, requireStaff(c.var.viewer), listId, c.req.valid('json').emails), 200)
  })
  .openapi(takeOff, async (c) => {
    const { listId, contactId } = c.req.valid('param')
    await takeOffList(c.var.deps, requireStaff(c.var.viewer), listId, contactId)
    return c.body(null, 204)
  })

function presentList(row: ContactListRow): ContactListEntry {
  const { id: listId, name, kind, version } = row
  return { id: listId, name, kind, rule: presentStoredRule(row.rule), version, createdAt: row.created_at }
}

/** A page of contacts, of rows one more than it holds. */
export function presentContactPage(rows: Awaited<ReturnType<typeof listContactsWhere>>, limit: number): ContactPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    contacts: shown.map((row) => ({ id: row.id, name: row.name, email: row.email ?? '', companyName: row.company_name })),
    next: rows.length > limit && last ? writeCursor({ at: last.created_at, id: last.id }) : null,
  }
}
