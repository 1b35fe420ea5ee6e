import { createRoute } from '@hono/zod-openapi'
import { sessionTokens } from '../../shared/auth.ts'
import { jwtSessionBody } from '../../shared/single-sign-on.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { originOf } from '../portal/allow-origin.ts'
import { proveKey } from './authenticate.ts'
import { endSessionsOfOthers } from './end-session.ts'
import { identifyByJwt } from './methods/jwt.ts'
import { signIn } from './sign-in.ts'

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
    ...errors('identity_refused', 'proof_invalid', 'proof_nonce_required', 'portal_off'),
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
