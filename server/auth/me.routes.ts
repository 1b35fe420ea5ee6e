import { createRoute } from '@hono/zod-openapi'
import { changePasswordBody, me, updateMeBody } from '../../shared/auth.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { nobody } from '../preview/start-preview.ts'
import { requireContact, requireReader } from '../viewer.ts'
import { authenticateContact } from './authenticate.ts'
import { changePassword } from './change-password.ts'
import { updateListChoice } from './contact-sign-in.repo.ts'
import { requirePasswordPlace } from './sign-in.ts'
import { presentMe } from './present-me.ts'

/** The signed-in contact about itself; mounted below a portal. */
export const meRoutes = makeRouter()

const getMe = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Who I am',
  tags: ['sessions'],
  middleware: authenticateContact,
  responses: { 200: json(me, 'The signed-in contact'), ...errors('sign_in_required', 'session_expired') },
})
meRoutes.openapi(getMe, async (c) => {
  const { deps, portal, viewer } = c.var
  const { contactId } = requireReader(viewer)
  if (viewer.kind === 'preview' && contactId === '') return c.json(nobody(viewer.sessionId), 200)
  const own = await presentMe(deps, portal, contactId)
  // Who looks on is asked for nothing.
  return c.json(viewer.kind === 'preview' ? { ...own, needsConsent: false } : own, 200)
})

const updateMe = createRoute({
  method: 'patch',
  path: '/me',
  summary: 'Keep the chosen view and columns',
  tags: ['sessions'],
  middleware: authenticateContact,
  request: { body: jsonBody(updateMeBody) },
  responses: { 200: json(me, 'The signed-in contact'), ...errors('sign_in_required', 'session_expired') },
})
meRoutes.openapi(updateMe, async (c) => {
  const { deps, portal } = c.var
  const { accountId, contactId } = requireContact(c.var.viewer)
  const { view, columns } = c.req.valid('json')
  await updateListChoice(deps.db, accountId, contactId, {
    ...(view !== undefined && { list_view: view }),
    ...(columns !== undefined && { list_columns: columns && JSON.stringify(columns) }),
  })
  return c.json(await presentMe(deps, portal, contactId), 200)
})

const changePasswordRoute = createRoute({
  method: 'put',
  path: '/me/password',
  summary: 'Choose a new password',
  description: 'Asks for the one of now; every other session of the contact ends.',
  tags: ['sessions'],
  middleware: authenticateContact,
  request: { body: jsonBody(changePasswordBody) },
  responses: {
    204: { description: 'Changed' },
    ...errors('sign_in_required', 'session_expired', 'sign_in_failed', 'sign_in_method_off', 'sign_in_locked', 'too_many_requests', 'busy'),
  },
})
meRoutes.openapi(changePasswordRoute, async (c) => {
  requirePasswordPlace(c)
  const { deps, portal, clientIp, requestSession } = c.var
  const viewer = requireContact(c.var.viewer)
  await changePassword(deps, portal, viewer, c.req.valid('json'), { ip: clientIp, jkt: requestSession?.jkt ?? '' })
  return c.body(null, 204)
})
