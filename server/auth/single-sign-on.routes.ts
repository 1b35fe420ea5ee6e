import { createRoute, z } from '@hono/zod-openapi'
import { sessionTokens } from '../../shared/auth.ts'
import { id } from '../../shared/common.ts'
import {
  findProviderBody,
  foundProvider,
  jwtSessionBody,
  redeemSignInBody,
  signInStatus,
  startedSignIn,
  startSignInBody,
} from '../../shared/single-sign-on.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { hasPages } from '../portal/identity-provider.presenter.ts'
import { listIdentityProviders } from '../portal/identity-provider.repo.ts'
import { originOf } from '../portal/allow-origin.ts'
import { proveKey } from './authenticate.ts'
import { endSessionsOfOthers } from './end-session.ts'
import { attemptSeconds, readStatus, redeemAttempt, startAttempt } from './handoff.ts'
import { identifyByJwt } from './methods/jwt.ts'
import { signIn } from './sign-in.ts'
import { takeAttempt } from './throttle.ts'
import { mayVouchFor } from './vouch.ts'

/** Sign-in by somebody whom the portal trusts; mounted below a portal. */
export const singleSignOnRoutes = makeRouter()

const jwtSession = createRoute({
  method: 'post',
  path: '/sso/jwt-session',
  summary: 'Sign in with a token that the host page signed',
  description: 'The token is good once, for at most five minutes. Whoever was signed in with the same key is not any more.',
  tags: ['sessions'],
  request: { body: jsonBody(jwtSessionBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors('identity_refused', 'access_denied', 'proof_invalid', 'proof_nonce_required', 'portal_off'),
  },
})
singleSignOnRoutes.openapi(jwtSession, async (c) => {
  const { deps, portal } = c.var
  const jkt = proveKey(c)
  const identity = await identifyByJwt(deps, portal, c.req.valid('json').token, jkt)
  const tokens = await signIn(deps, portal, identity, { jkt, origin: originOf(c) ?? '', userAgent: c.req.header('User-Agent') ?? '' })
  await endSessionsOfOthers(deps, portal, jkt, tokens.me.id)
  return c.json(tokens, 201)
})

const startRoute = createRoute({
  method: 'post',
  path: '/sso/start',
  summary: "Begin to sign in through a provider's pages",
  description:
    'Without a provider: with address and password, where the portal takes those in a window alone. Open the address in a window, or go to it. Then ask for the status until there is a code, or take it from the window’s message.',
  tags: ['sessions'],
  request: { body: jsonBody(startSignInBody) },
  responses: {
    201: json(startedSignIn, 'The address to open'),
    ...errors(
      'not_found',
      'proof_invalid',
      'proof_nonce_required',
      'portal_off',
      'origin_not_allowed',
      'sign_in_method_off',
      'too_many_requests',
    ),
  },
})
singleSignOnRoutes.openapi(startRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  const { providerId = null, codeChallenge, returnUrl = null } = c.req.valid('json')
  const origin = originOf(c)
  if (origin === null) throw new AppError('origin_not_allowed', 'a sign-in through a window needs a page')
  if (returnUrl !== null && new URL(returnUrl).origin !== origin) {
    throw new AppError('invalid_request', `returnUrl is not of ${origin}`, { fields: { returnUrl: 'not_a_url' } })
  }
  await takeAttempt(deps, clientIp, [])
  const ssoId = await startAttempt(deps, portal, { providerId, jkt, origin, challenge: codeChallenge, returnUrl })
  return c.json({ ssoId, url: `${deps.config.publicUrl}/sso/${ssoId}`, expiresInSeconds: attemptSeconds }, 201)
})

const statusRoute = createRoute({
  method: 'get',
  path: '/sso/status/{ssoId}',
  summary: 'Whether the person is back',
  description: 'For whoever began alone, by the key of the proof. A code only comes after a click in the window.',
  tags: ['sessions'],
  request: { params: z.object({ ssoId: id }) },
  responses: {
    200: json(signInStatus, 'How far it is'),
    ...errors('not_found', 'proof_invalid', 'proof_nonce_required', 'portal_off'),
  },
})
singleSignOnRoutes.openapi(statusRoute, async (c) => {
  const { deps, portal } = c.var
  const jkt = proveKey(c)
  const status = await readStatus(deps, portal, { ssoId: c.req.valid('param').ssoId, jkt, origin: originOf(c) ?? '' })
  return c.json({ state: status.state, code: status.state === 'ready' ? status.code : null }, 200)
})

const redeemRoute = createRoute({
  method: 'post',
  path: '/sso/session',
  summary: 'Trade the code of a sign-in for a session',
  tags: ['sessions'],
  request: { body: jsonBody(redeemSignInBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors('identity_refused', 'access_denied', 'proof_invalid', 'proof_nonce_required', 'portal_off'),
  },
})
singleSignOnRoutes.openapi(redeemRoute, async (c) => {
  const { deps, portal } = c.var
  const jkt = proveKey(c)
  const origin = originOf(c) ?? ''
  const identity = await redeemAttempt(deps, portal, { ...c.req.valid('json'), jkt, origin })
  const tokens = await signIn(deps, portal, identity, { jkt, origin, userAgent: c.req.header('User-Agent') ?? '' })
  await endSessionsOfOthers(deps, portal, jkt, tokens.me.id)
  return c.json(tokens, 201)
})

const findRoute = createRoute({
  method: 'post',
  path: '/sso/provider',
  summary: 'Which provider is for an address',
  description: 'By the domain alone: whether anybody has the address plays no part.',
  tags: ['sessions'],
  request: { body: jsonBody(findProviderBody) },
  responses: { 200: json(foundProvider, 'The provider whose domains name it, or none'), ...errors('portal_off') },
})
singleSignOnRoutes.openapi(findRoute, async (c) => {
  const { deps, portal } = c.var
  const { email } = c.req.valid('json')
  const rows = await listIdentityProviders(deps.db, portal.account_id, portal.id)
  const provider = rows.find((row) => row.email_domains !== null && hasPages(row) && mayVouchFor(row, email))
  return c.json({ providerId: provider?.id ?? null }, 200)
})
