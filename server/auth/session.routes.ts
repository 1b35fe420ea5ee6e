import { createRoute, z } from '@hono/zod-openapi'
import { refreshBody, sessionEntry, sessionTokens, signInBody } from '../../shared/auth.ts'
import { id } from '../../shared/common.ts'
import { requireContact } from '../viewer.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { originOf } from '../portal/allow-origin.ts'
import { authenticateContact } from './authenticate.ts'
import { proveKey } from './prove-key.ts'
import { endOwnSession, listOwnSessions, signOut } from './end-session.ts'
import { identifyByPassword } from './methods/password.ts'
import { refreshSession } from './refresh-session.ts'
import { placeOf, requireMethod, requirePasswordPlace, signIn } from './sign-in.ts'

/** Sign-in, refresh and sessions of contacts; mounted below a portal. */
export const sessionRoutes = makeRouter()

const signInRoute = createRoute({
  method: 'post',
  path: '/session',
  summary: 'Sign in with e-mail and password',
  tags: ['sessions'],
  request: { body: jsonBody(signInBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors(
      'sign_in_failed',
      'proof_invalid',
      'proof_nonce_required',
      'portal_off',
      'sign_in_method_off',
      'access_denied',
      'sign_in_locked',
      'too_many_requests',
      'busy',
    ),
  },
})
sessionRoutes.openapi(signInRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  requireMethod(portal, 'password')
  requirePasswordPlace(c)
  const identity = await identifyByPassword(deps, portal.account_id, c.req.valid('json'), { ip: clientIp, jkt })
  return c.json(await signIn(deps, portal, identity, placeOf(c, jkt)), 201)
})

const refreshRoute = createRoute({
  method: 'post',
  path: '/session/refresh',
  summary: 'Trade the refresh token for new tokens',
  tags: ['sessions'],
  request: { body: jsonBody(refreshBody) },
  responses: {
    200: json(sessionTokens, 'The successors; the tokens before are worth nothing any more'),
    ...errors('session_expired', 'proof_invalid', 'proof_nonce_required', 'portal_off', 'access_denied'),
  },
})
sessionRoutes.openapi(refreshRoute, async (c) => {
  const { deps, portal } = c.var
  const jkt = proveKey(c)
  return c.json(await refreshSession(deps, portal, { ...c.req.valid('json'), jkt, origin: originOf(c) }), 200)
})

const signOutRoute = createRoute({
  method: 'delete',
  path: '/session',
  summary: 'Log out',
  tags: ['sessions'],
  middleware: authenticateContact,
  responses: { 204: { description: 'Logged out' }, ...errors('sign_in_required', 'session_expired') },
})
sessionRoutes.openapi(signOutRoute, async (c) => {
  await signOut(c.var.deps, requireContact(c.var.viewer))
  return c.body(null, 204)
})

const listSessionsRoute = createRoute({
  method: 'get',
  path: '/sessions',
  summary: 'Where I am signed in',
  tags: ['sessions'],
  middleware: authenticateContact,
  responses: {
    200: json(z.object({ sessions: z.array(sessionEntry) }), 'Sessions on this portal, last used first'),
    ...errors('sign_in_required', 'session_expired'),
  },
})
sessionRoutes.openapi(listSessionsRoute, async (c) => {
  const viewer = requireContact(c.var.viewer)
  const rows = await listOwnSessions(c.var.deps, c.var.portal, viewer)
  const sessions = rows.map((row) => ({
    id: row.id,
    origin: row.origin,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    isCurrent: row.id === viewer.sessionId,
  }))
  return c.json({ sessions }, 200)
})

const endSessionRoute = createRoute({
  method: 'delete',
  path: '/sessions/{sessionId}',
  summary: 'Log out somewhere else',
  tags: ['sessions'],
  middleware: authenticateContact,
  request: { params: z.object({ sessionId: id }) },
  responses: { 204: { description: 'That session is over' }, ...errors('sign_in_required', 'session_expired', 'not_found') },
})
sessionRoutes.openapi(endSessionRoute, async (c) => {
  await endOwnSession(c.var.deps, c.var.portal, requireContact(c.var.viewer), c.req.valid('param').sessionId)
  return c.body(null, 204)
})
