import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import type { ConsentTexts } from '../../shared/consent.ts'
import { eraseContactBody, openDeletionRequest, staffContact } from '../../shared/own-data.ts'
import { findOpenDeletionRequest, listOpenDeletionRequests } from '../contacts/deletion-request.repo.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { findPortal } from '../portal/portal.repo.ts'
import { requireStaff } from '../viewer.ts'
import { eraseContact } from './erase-contact.ts'
import { findErasedAt } from './erase-person.repo.ts'
import { exportOwnData } from './export-own-data.ts'
import { countTicketsOf, readConsents, readPerson } from './own-rows.repo.ts'

const contactParams = z.object({ contactId: id })
const tags = ['Contacts']
const requestsMax = 200

const show = createRoute({
  method: 'get',
  path: '/contacts/{contactId}',
  tags,
  summary: 'One contact',
  request: { params: contactParams },
  responses: {
    200: json(staffContact, 'With consents and the wish to be deleted'),
    ...errors('contact_not_found', 'sign_in_required', 'not_allowed'),
  },
})

const exported = createRoute({
  method: 'post',
  path: '/contacts/{contactId}/data-export',
  tags,
  summary: 'Everything that is kept about a contact',
  description: 'The same ZIP archive that the contact can download. Needs a fresh proof.',
  request: { params: contactParams },
  responses: {
    200: { description: 'The archive', content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } },
    ...errors('contact_not_found', 'sign_in_required', 'not_allowed', 'proof_required'),
  },
})

const erase = createRoute({
  method: 'post',
  path: '/contacts/{contactId}/erasure',
  tags,
  summary: 'Delete a person for good',
  description: 'Needs `account.admin` and a fresh proof. A contact without name stays, for the conversations that others take part in.',
  request: { params: contactParams, body: jsonBody(eraseContactBody) },
  responses: {
    204: { description: 'Nothing personal is left' },
    ...errors('contact_not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed', 'proof_required'),
  },
})

const requests = createRoute({
  method: 'get',
  path: '/deletion-requests',
  tags,
  summary: 'Contacts who wait to be deleted',
  responses: {
    200: json(z.object({ requests: z.array(openDeletionRequest) }).openapi('DeletionRequests'), 'The oldest first, at most 200'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

/** Contacts and what the law gives them, in the hands of staff. */
export const staffOwnDataRoutes = makeRouter()
  .openapi(show, async (c) => {
    const { accountId } = requireStaff(c.var.viewer)
    const { contactId } = c.req.valid('param')
    const { db } = c.var.deps
    const subject = { accountId, contactId }
    const { contact, addresses } = await readPerson(db, subject)
    if (!contact) throw new AppError('contact_not_found')
    const deletion = await findOpenDeletionRequest(db, accountId, contactId)
    const portal = deletion && (await findPortal(db, accountId, deletion.portal_id))
    const consents = (await readConsents(db, subject)).map(({ id: recordId, kind, method, version, language, texts, ...row }) => {
      const words = (JSON.parse(texts) as ConsentTexts)[language] ?? { text: '', checkbox: '' }
      return { id: recordId, kind, method, version, language, ...words, at: row.created_at, portalTitle: row.portal_title }
    })
    return c.json(
      {
        id: contact.id,
        name: contact.name,
        companyName: contact.company_name,
        addresses: addresses.map(({ email, is_primary, verified_at }) => ({ email, isPrimary: is_primary === 1, verifiedAt: verified_at })),
        hasPassword: contact.password_hash !== null,
        createdAt: contact.created_at,
        ticketCount: await countTicketsOf(db, subject),
        consents,
        deletion: deletion ? { requestedAt: deletion.requested_at, portalTitle: portal?.title ?? '' } : null,
        erasedAt: await findErasedAt(db, subject),
      },
      200,
    )
  })
  .openapi(exported, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const subject = { accountId: viewer.accountId, contactId: c.req.valid('param').contactId }
    const { body, fileName } = await exportOwnData(c.var.deps, viewer, subject, null)
    return c.body(body, 200, { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename="${fileName}"` })
  })
  .openapi(erase, async (c) => {
    await eraseContact(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').contactId, c.req.valid('json'))
    return c.body(null, 204)
  })
  .openapi(requests, async (c) => {
    const { accountId } = requireStaff(c.var.viewer)
    const rows = await listOpenDeletionRequests(c.var.deps.db, accountId, requestsMax)
    const shown = rows.map(({ contact_id, name, email, portal_title, requested_at }) => ({
      contactId: contact_id,
      name,
      email,
      portalTitle: portal_title,
      requestedAt: requested_at,
    }))
    return c.json({ requests: shown }, 200)
  })
