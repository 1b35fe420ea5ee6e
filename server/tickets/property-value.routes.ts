import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { propertyValues, setValuesBody } from '../../shared/properties.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { readPropertyValues, setPropertyValues } from './property-values.ts'

const answer = { 200: json(propertyValues, 'Every own property of the account, with its value here') }
const ticketParams = z.object({ ticketId: id })
const contactParams = z.object({ contactId: id })
const companyParams = z.object({ companyId: id })

const showTicket = createRoute({
  method: 'get',
  path: '/tickets/{ticketId}/properties',
  tags: ['Tickets'],
  summary: 'What a ticket has for the own properties of the account',
  request: { params: ticketParams },
  responses: { ...answer, ...errors('ticket_not_found', 'sign_in_required') },
})

const setTicket = createRoute({
  method: 'put',
  path: '/tickets/{ticketId}/properties',
  tags: ['Tickets'],
  summary: 'Give a ticket values; what is not named stays as it is',
  request: { params: ticketParams, body: jsonBody(setValuesBody) },
  responses: { ...answer, ...errors('ticket_not_found', 'sign_in_required') },
})

const showContact = createRoute({
  method: 'get',
  path: '/contacts/{contactId}/properties',
  tags: ['Contacts'],
  summary: 'What a contact has for the own properties of the account',
  request: { params: contactParams },
  responses: { ...answer, ...errors('contact_not_found', 'sign_in_required', 'not_allowed') },
})

const setContact = createRoute({
  method: 'put',
  path: '/contacts/{contactId}/properties',
  tags: ['Contacts'],
  summary: 'Give a contact values; what is not named stays as it is',
  request: { params: contactParams, body: jsonBody(setValuesBody) },
  responses: { ...answer, ...errors('contact_not_found', 'sign_in_required', 'not_allowed') },
})

const showCompany = createRoute({
  method: 'get',
  path: '/companies/{companyId}/properties',
  tags: ['Contacts'],
  summary: 'What a company has for the own properties of the account',
  request: { params: companyParams },
  responses: { ...answer, ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

const setCompany = createRoute({
  method: 'put',
  path: '/companies/{companyId}/properties',
  tags: ['Contacts'],
  summary: 'Give a company values; what is not named stays as it is',
  request: { params: companyParams, body: jsonBody(setValuesBody) },
  responses: { ...answer, ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Values of own properties: of tickets for those who answer them, of contacts and companies with `contacts.edit`. */
export const propertyValueRoutes = makeRouter()
  .openapi(showTicket, async (c) => {
    const holder = { object: 'ticket', id: c.req.valid('param').ticketId } as const
    return c.json(await readPropertyValues(c.var.deps.db, requireStaff(c.var.viewer), holder), 200)
  })
  .openapi(setTicket, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const holder = { object: 'ticket', id: c.req.valid('param').ticketId } as const
    await setPropertyValues(c.var.deps, viewer, holder, c.req.valid('json').values)
    return c.json(await readPropertyValues(c.var.deps.db, viewer, holder), 200)
  })
  .openapi(showContact, async (c) => {
    const holder = { object: 'contact', id: c.req.valid('param').contactId } as const
    return c.json(await readPropertyValues(c.var.deps.db, requireStaff(c.var.viewer), holder), 200)
  })
  .openapi(setContact, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const holder = { object: 'contact', id: c.req.valid('param').contactId } as const
    await setPropertyValues(c.var.deps, viewer, holder, c.req.valid('json').values)
    return c.json(await readPropertyValues(c.var.deps.db, viewer, holder), 200)
  })
  .openapi(showCompany, async (c) => {
    const holder = { object: 'company', id: c.req.valid('param').companyId } as const
    return c.json(await readPropertyValues(c.var.deps.db, requireStaff(c.var.viewer), holder), 200)
  })
  .openapi(setCompany, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const holder = { object: 'company', id: c.req.valid('param').companyId } as const
    await setPropertyValues(c.var.deps, viewer, holder, c.req.valid('json').values)
    return c.json(await readPropertyValues(c.var.deps.db, viewer, holder), 200)
  })
