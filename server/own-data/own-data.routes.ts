import { createRoute } from '@hono/zod-openapi'
import { deletionRequest, ownAccount, proveContactBody, sessionTimes } from '../../shared/own-data.ts'
import { authenticateContact } from '../auth/authenticate.ts'
import { endOf } from '../auth/session.ts'
import { findSessionProof } from '../auth/session.repo.ts'
import { isPasswordPlace, requirePasswordPlace } from '../auth/sign-in.ts'
import { findOpenDeletionRequest } from '../contacts/deletion-request.repo.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { limitRate } from '../http/limit-rate.ts'
import { makeRouter } from '../http/router.ts'
import { later, secondsBetween } from '../later.ts'
import { requireContact } from '../viewer.ts'
import { askForDeletion, takeDeletionBack } from './ask-for-deletion.ts'
import { exportOwnData } from './export-own-data.ts'
import { freshFor, mailProofCode, proofsOf, proveContact, readProfile, requireFresh } from './own-proof.ts'

/** The signed-in contact's own account and data; mounted below a portal, and open to who has not given or has withdrawn consent. */
export const ownDataRoutes = makeRouter()

const tags = ['own account']

const times = createRoute({
  method: 'get',
  path: '/session',
  tags,
  summary: 'How long my session goes on',
  description: 'Asked with `Cp-Activity: user` it goes on anew.',
  middleware: authenticateContact,
  responses: { 200: json(sessionTimes, 'In seconds'), ...errors('sign_in_required', 'session_expired') },
})
ownDataRoutes.openapi(times, async (c) => {
  const { deps, portal } = c.var
  const { accountId, sessionId } = requireContact(c.var.viewer)
  const session = await findSessionProof(deps.db, accountId, sessionId)
  if (!session) throw new AppError('session_expired')
  const now = deps.now()
  const idle = portal.session_idle_seconds
  const secondsTo = (end: string) => Math.max(0, Math.ceil(secondsBetween(now, end)))
  const idleInSeconds = idle === null ? null : secondsTo(later(session.last_seen_at, idle))
  return c.json({ idleInSeconds, endsInSeconds: secondsTo(endOf(session, portal)) }, 200)
})

const account = createRoute({
  method: 'get',
  path: '/me/account',
  tags,
  summary: 'My account here',
  middleware: authenticateContact,
  responses: { 200: json(ownAccount, 'What can be done with it'), ...errors('sign_in_required', 'session_expired') },
})
ownDataRoutes.openapi(account, async (c) => {
  const { deps, portal } = c.var
  const viewer = requireContact(c.var.viewer)
  const profile = await readProfile(deps, viewer)
  const proofs = proofsOf(portal, profile).filter((proof) => proof !== 'password' || isPasswordPlace(c))
  const deletion = await findOpenDeletionRequest(deps.db, viewer.accountId, viewer.contactId)
  return c.json(
    {
      name: profile.name,
      email: profile.email ?? '',
      hasPassword: proofs.includes('password'),
      proofs,
      freshForSeconds: await freshFor(deps, viewer),
      deletion: deletion ? { requestedAt: deletion.requested_at } : null,
    },
    200,
  )
})

const code = createRoute({
  method: 'post',
  path: '/me/proof-codes',
  tags,
  summary: 'Have a code mailed to me, to prove anew that it is me',
  middleware: authenticateContact,
  responses: {
    202: { description: 'A mail is on its way' },
    ...errors('sign_in_required', 'session_expired', 'sign_in_method_off', 'too_many_requests'),
  },
})
ownDataRoutes.openapi(code, async (c) => {
  await mailProofCode(c.var.deps, c.var.portal, requireContact(c.var.viewer), c.var.clientIp)
  return c.body(null, 202)
})

const prove = createRoute({
  method: 'post',
  path: '/me/proof',
  tags,
  summary: 'Prove anew that it is me, for what needs it',
  description: 'By the password or the mailed code. Good for five minutes; so is a sign-in.',
  middleware: authenticateContact,
  request: { body: jsonBody(proveContactBody) },
  responses: {
    204: { description: 'Proved' },
    ...errors('sign_in_required', 'session_expired', 'sign_in_failed', 'sign_in_method_off', 'sign_in_locked', 'too_many_requests', 'busy'),
  },
})
ownDataRoutes.openapi(prove, async (c) => {
  const { deps, portal, clientIp, requestSession } = c.var
  const body = c.req.valid('json')
  if ('password' in body) requirePasswordPlace(c)
  await proveContact(deps, portal, requireContact(c.var.viewer), body, { ip: clientIp, jkt: requestSession?.jkt ?? '' })
  return c.body(null, 204)
})

const exported = createRoute({
  method: 'post',
  path: '/me/data-export',
  tags,
  summary: 'Everything that is kept about me',
  description: 'A ZIP archive with a README, JSON and files. Needs a fresh sign-in or proof.',
  middleware: authenticateContact,
  responses: {
    200: { description: 'The archive', content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } },
    ...errors('sign_in_required', 'session_expired', 'proof_required', 'too_many_requests'),
  },
})
ownDataRoutes.openapi(exported, async (c) => {
  const { deps, portal } = c.var
  const viewer = requireContact(c.var.viewer)
  await requireFresh(deps, viewer)
  await limitRate(deps, ['own data', viewer.accountId, viewer.contactId], { most: 10, windowSeconds: 3600 })
  const { body, fileName } = await exportOwnData(deps, viewer, viewer, portal.language)
  return c.body(body, 200, { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename="${fileName}"` })
})

const ask = createRoute({
  method: 'post',
  path: '/me/deletion-request',
  tags,
  summary: 'Ask for everything about me to be deleted',
  description: 'The team carries it out. Needs a fresh sign-in or proof. Asked already: the request that waits.',
  middleware: authenticateContact,
  responses: { 201: json(deletionRequest, 'Asked'), ...errors('sign_in_required', 'session_expired', 'proof_required') },
})
ownDataRoutes.openapi(ask, async (c) => {
  const viewer = requireContact(c.var.viewer)
  await requireFresh(c.var.deps, viewer)
  return c.json({ requestedAt: await askForDeletion(c.var.deps, c.var.portal, viewer) }, 201)
})

const takeBack = createRoute({
  method: 'delete',
  path: '/me/deletion-request',
  tags,
  summary: 'Take it back, while it has not been carried out',
  middleware: authenticateContact,
  responses: { 204: { description: 'Nothing will be deleted' }, ...errors('sign_in_required', 'session_expired') },
})
ownDataRoutes.openapi(takeBack, async (c) => {
  await takeDeletionBack(c.var.deps, requireContact(c.var.viewer))
  return c.body(null, 204)
})
