import { createRoute } from '@hono/zod-openapi'
import { staffMe } from '../shared/auth.ts'
import { setUpBody } from '../shared/set-up.ts'
import { setStaffCookie } from './auth/authenticate-staff.ts'
import { errors, json, jsonBody } from './http/answers.ts'
import { makeRouter } from './http/router.ts'
import { setUp } from './set-up.ts'

const route = createRoute({
  method: 'post',
  path: '/set-up',
  summary: 'Make the first account of the installation',
  description: 'With the token that the server prints at its start while there is no account. It works once.',
  tags: ['staff sessions'],
  request: { body: jsonBody(setUpBody) },
  responses: {
    201: json(staffMe, 'Made; its administrator is signed in, the session is in the cookie'),
    ...errors('link_not_valid', 'origin_not_allowed', 'unsupported_media_type', 'busy'),
  },
})

/** The first account of an installation; mounted at the staff API. */
export const setUpRoutes = makeRouter()
setUpRoutes.openapi(route, async (c) => {
  const from = { ip: c.var.clientIp, userAgent: c.req.header('User-Agent') ?? '' }
  const { token, me } = await setUp(c.var.deps, c.req.valid('json'), from)
  setStaffCookie(c, token)
  return c.json(me, 201)
})
