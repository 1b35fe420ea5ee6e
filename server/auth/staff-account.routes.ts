import { createRoute, z } from '@hono/zod-openapi'
import { changePasswordBody, staffSessionEntry } from '../../shared/auth.ts'
import { id } from '../../shared/common.ts'
import { requireSecondFactorBody } from '../../shared/second-factor.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { spokenBy } from './notice-staff.ts'
import {
  changeStaffPassword,
  endOtherStaffSessions,
  endOwnStaffSession,
  listOwnStaffSessions,
  requireOfEverybody,
} from './staff-account.ts'

const tags = ['staff sessions']

const changePassword = createRoute({
  method: 'put',
  path: '/me/password',
  tags,
  summary: 'Choose a new password',
  description: 'Asks for the one of now, and for a fresh proof of who has a second factor; other sessions of the person end.',
  request: { body: jsonBody(changePasswordBody) },
  responses: {
    204: { description: 'Changed' },
    ...errors('sign_in_required', 'proof_required', 'sign_in_failed', 'sign_in_locked', 'too_many_requests', 'busy'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/sessions',
  tags,
  summary: 'Where I am signed in',
  responses: {
    200: json(z.object({ sessions: z.array(staffSessionEntry) }).openapi('StaffSessions'), 'Last used first'),
    ...errors('sign_in_required'),
  },
})

const endOthers = createRoute({
  method: 'delete',
  path: '/sessions',
  tags,
  summary: 'Sign out everywhere else',
  responses: { 204: { description: 'Every other session is over' }, ...errors('sign_in_required') },
})

const endOne = createRoute({
  method: 'delete',
  path: '/sessions/{sessionId}',
  tags,
  summary: 'Sign out somewhere else',
  request: { params: z.object({ sessionId: id }) },
  responses: { 204: { description: 'That session is over' }, ...errors('sign_in_required', 'not_found') },
})

/** A staff member's own password and sessions. */
export const staffAccountRoutes = makeRouter()
  .openapi(changePassword, async (c) => {
    const from = { ip: c.var.clientIp, spoken: spokenBy(c) }
    await changeStaffPassword(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json'), from)
    return c.body(null, 204)
  })
  .openapi(list, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const sessions = (await listOwnStaffSessions(c.var.deps, viewer)).map((row) => ({
      id: row.id,
      userAgent: row.user_agent,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      isCurrent: row.id === viewer.sessionId,
    }))
    return c.json({ sessions }, 200)
  })
  .openapi(endOthers, async (c) => {
    await endOtherStaffSessions(c.var.deps, requireStaff(c.var.viewer))
    return c.body(null, 204)
  })
  .openapi(endOne, async (c) => {
    await endOwnStaffSession(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').sessionId)
    return c.body(null, 204)
  })

const requireSecondFactor = createRoute({
  method: 'put',
  path: '/account/second-factor',
  tags: ['Settings'],
  summary: 'Say whether everybody of the staff needs a second factor',
  request: { body: jsonBody(requireSecondFactorBody) },
  responses: {
    204: { description: 'Said' },
    ...errors('sign_in_required', 'not_allowed', 'proof_required', 'second_factor_off'),
  },
})

/** The rule of the account, for staff with `account.admin`. */
export const secondFactorRuleRoutes = makeRouter().openapi(requireSecondFactor, async (c) => {
  await requireOfEverybody(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json').isRequired)
  return c.body(null, 204)
})
