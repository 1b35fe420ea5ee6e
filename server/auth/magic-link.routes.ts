import { createRoute } from '@hono/zod-openapi'
import { redeemMagicLinkBody, requestLinkBody, sessionTokens } from '../../shared/auth.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { proveKey } from './authenticate.ts'
import { requestLink } from './mail-link.ts'
import { identifyByMagicLink } from './methods/magic-link.ts'
import { placeOf, requireMethod, signIn } from './sign-in.ts'

/** Signing in by mail; mounted below a portal. */
export const magicLinkRoutes = makeRouter()

const requestRoute = createRoute({
  method: 'post',
  path: '/magic-links',
  summary: 'Ask for a link and a code to sign in with',
  description: 'The same answer for every address, known or not.',
  tags: ['sessions'],
  request: { body: jsonBody(requestLinkBody) },
  responses: {
    202: { description: 'If there is a login, the mail is on its way' },
    ...errors('portal_off', 'sign_in_method_off', 'too_many_requests'),
  },
})
magicLinkRoutes.openapi(requestRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  requireMethod(portal, 'magic_link')
  await requestLink(deps, portal, { purpose: 'magic_link', email: c.req.valid('json').email, ip: clientIp })
  return c.body(null, 202)
})

const redeemRoute = createRoute({
  method: 'post',
  path: '/magic-links/redemption',
  summary: 'Sign in with the mailed link, or with its code',
  tags: ['sessions'],
  request: { body: jsonBody(redeemMagicLinkBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors(
      'link_not_valid',
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
magicLinkRoutes.openapi(redeemRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  requireMethod(portal, 'magic_link')
  const identity = await identifyByMagicLink(deps, portal, c.req.valid('json'), clientIp)
  return c.json(await signIn(deps, portal, identity, placeOf(c, jkt)), 201)
})
