import { createRoute } from '@hono/zod-openapi'
import { redeemPasswordBody, requestLinkBody, sessionTokens } from '../../shared/auth.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { proveKey } from './authenticate.ts'
import { requestLink } from './mail-link.ts'
import { setPasswordByLink } from './set-password.ts'
import { placeOf, requireMethod, requirePasswordPlace } from './sign-in.ts'

/** A new password by mail; mounted below a portal. */
export const passwordResetRoutes = makeRouter()

const requestRoute = createRoute({
  method: 'post',
  path: '/password-resets',
  summary: 'Ask for a link to a new password',
  description: 'The same answer for every address, known or not.',
  tags: ['sessions'],
  request: { body: jsonBody(requestLinkBody) },
  responses: {
    202: { description: 'If there is a login, the mail is on its way' },
    ...errors('portal_off', 'sign_in_method_off', 'too_many_requests'),
  },
})
passwordResetRoutes.openapi(requestRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  requireMethod(portal, 'password')
  await requestLink(deps, portal, { purpose: 'password_reset', email: c.req.valid('json').email, ip: clientIp })
  return c.body(null, 202)
})

const redeemRoute = createRoute({
  method: 'post',
  path: '/password-resets/redemption',
  summary: 'Choose a new password with the mailed link',
  description: 'Signs in with the key of the proof; every other session of the contact ends.',
  tags: ['sessions'],
  request: { body: jsonBody(redeemPasswordBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors(
      'link_not_valid',
      'proof_invalid',
      'proof_nonce_required',
      'portal_off',
      'sign_in_method_off',
      'access_denied',
      'too_many_requests',
      'busy',
    ),
  },
})
passwordResetRoutes.openapi(redeemRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  requireMethod(portal, 'password')
  requirePasswordPlace(c)
  return c.json(await setPasswordByLink(deps, portal, 'password_reset', c.req.valid('json'), { ...placeOf(c, jkt), ip: clientIp }), 201)
})
