import { createRoute } from '@hono/zod-openapi'
import { giveConsentBody, ownConsent } from '../../shared/consent.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireContact } from '../viewer.ts'
import { authenticateContact } from './authenticate.ts'
import { giveConsent, presentOwnConsent, withdrawConsent } from './consent.ts'

/** The consent of a signed-in contact; mounted below a portal, and open to who has not given it. */
export const consentRoutes = makeRouter()

const tags = ['consent']

const show = createRoute({
  method: 'get',
  path: '/consent',
  summary: 'What the portal asks me to agree to, and what I agreed to',
  tags,
  middleware: authenticateContact,
  responses: { 200: json(ownConsent, 'With the words of each time'), ...errors('sign_in_required', 'session_expired') },
})
consentRoutes.openapi(show, async (c) => {
  const { deps, portal } = c.var
  return c.json(await presentOwnConsent(deps, portal, requireContact(c.var.viewer).contactId), 200)
})

const give = createRoute({
  method: 'post',
  path: '/consent',
  summary: 'Agree',
  tags,
  middleware: authenticateContact,
  request: { body: jsonBody(giveConsentBody) },
  responses: { 201: json(ownConsent, 'With the receipt'), ...errors('sign_in_required', 'session_expired', 'changed_meanwhile') },
})
consentRoutes.openapi(give, async (c) => {
  const { deps, portal, clientIp } = c.var
  const viewer = requireContact(c.var.viewer)
  await giveConsent(deps, portal, viewer, c.req.valid('json'), clientIp)
  return c.json(await presentOwnConsent(deps, portal, viewer.contactId), 201)
})

const withdraw = createRoute({
  method: 'delete',
  path: '/consent',
  summary: 'Take it back',
  tags,
  middleware: authenticateContact,
  responses: { 204: { description: 'Taken back; the record of it stays' }, ...errors('sign_in_required', 'session_expired') },
})
consentRoutes.openapi(withdraw, async (c) => {
  const { deps, portal, clientIp } = c.var
  await withdrawConsent(deps, portal, requireContact(c.var.viewer), clientIp)
  return c.body(null, 204)
})
