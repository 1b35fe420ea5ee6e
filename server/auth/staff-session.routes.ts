import { createRoute } from '@hono/zod-openapi'
import { staffMe } from '../../shared/auth.ts'
import { staffSignInBody } from '../../shared/second-factor.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { authenticateStaff, clearStaffCookie, setStaffCookie } from './authenticate-staff.ts'
import { presentStaffMe, signInStaff, signOutStaff } from './staff-session.ts'

/** Sign-in of staff by cookie; mounted at the staff API. */
export const staffSessionRoutes = makeRouter()

const signInRoute = createRoute({
  method: 'post',
  path: '/session',
  summary: 'Sign in as staff',
  tags: ['staff sessions'],
  request: { body: jsonBody(staffSignInBody) },
  responses: {
    200: json(staffMe, 'Signed in; the session is in the cookie'),
    ...errors(
      'sign_in_failed',
      'second_factor_required',
      'origin_not_allowed',
      'unsupported_media_type',
      'sign_in_locked',
      'too_many_requests',
      'busy',
    ),
  },
})
staffSessionRoutes.openapi(signInRoute, async (c) => {
  const from = { ip: c.var.clientIp, userAgent: c.req.header('User-Agent') ?? '' }
  const { token, me } = await signInStaff(c.var.deps, c.req.valid('json'), from)
  setStaffCookie(c, token)
  return c.json(me, 200)
})

const signOutRoute = createRoute({
  method: 'delete',
  path: '/session',
  summary: 'Log out',
  tags: ['staff sessions'],
  middleware: authenticateStaff,
  responses: { 204: { description: 'Logged out' }, ...errors('sign_in_required', 'session_expired', 'origin_not_allowed') },
})
staffSessionRoutes.openapi(signOutRoute, async (c) => {
  await signOutStaff(c.var.deps, requireStaff(c.var.viewer))
  clearStaffCookie(c)
  return c.body(null, 204)
})

const getMe = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Who I am',
  tags: ['staff sessions'],
  middleware: authenticateStaff,
  responses: { 200: json(staffMe, 'The signed-in staff member'), ...errors('sign_in_required', 'session_expired') },
})
staffSessionRoutes.openapi(getMe, async (c) => {
  const { accountId, staffId } = requireStaff(c.var.viewer)
  return c.json(await presentStaffMe(c.var.deps, accountId, staffId), 200)
})
