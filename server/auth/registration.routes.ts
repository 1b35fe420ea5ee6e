import { createRoute } from '@hono/zod-openapi'
import { redeemPasswordBody, registerBody, sessionTokens } from '../../shared/auth.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { proveKey } from './prove-key.ts'
import { register, requestRegistration } from './register.ts'
import { placeOf, requirePasswordPlace } from './sign-in.ts'

/** Self-registration; mounted below a portal. */
export const registrationRoutes = makeRouter()

const requestRoute = createRoute({
  method: 'post',
  path: '/registrations',
  summary: 'Ask for a login',
  description: 'The same answer for every address, known or not. Nothing is made before the mailed link is opened.',
  tags: ['sessions'],
  request: { body: jsonBody(registerBody) },
  responses: {
    202: { description: 'A mail is on its way' },
    ...errors('portal_off', 'registration_off', 'sign_in_method_off', 'too_many_requests'),
  },
})
registrationRoutes.openapi(requestRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  await requestRegistration(deps, portal, c.req.valid('json'), clientIp)
  return c.body(null, 202)
})

const redeemRoute = createRoute({
  method: 'post',
  path: '/registrations/redemption',
  summary: 'Make the login with the mailed link',
  tags: ['sessions'],
  request: { body: jsonBody(redeemPasswordBody) },
  responses: {
    201: json(sessionTokens, 'Tokens bound to the key of the proof'),
    ...errors(
      'link_not_valid',
      'proof_invalid',
      'proof_nonce_required',
      'portal_off',
      'registration_off',
      'sign_in_method_off',
      'too_many_requests',
      'busy',
    ),
  },
})
registrationRoutes.openapi(redeemRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  requirePasswordPlace(c)
  return c.json(await register(deps, portal, c.req.valid('json'), { ...placeOf(c, jkt), ip: clientIp }), 201)
})
