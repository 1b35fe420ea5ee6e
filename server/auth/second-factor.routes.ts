import { createRoute } from '@hono/zod-openapi'
import { confirmSecondFactorBody, newSecondFactor, proveAgainBody, recoveryCodes, secondFactor } from '../../shared/second-factor.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { setStaffCookie } from './authenticate-staff.ts'
import { spokenBy } from './notice-staff.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  proveAgain,
  readSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts'

/** The second factor of the signed-in staff member. */
export const secondFactorRoutes = makeRouter()

const tags = ['staff sessions']

const prove = createRoute({
  method: 'post',
  path: '/session/proof',
  tags,
  summary: 'Prove anew who is there, for what needs it',
  description: 'By the code of whoever has a second factor, by the password of the others. Good for five minutes.',
  request: { body: jsonBody(proveAgainBody) },
  responses: {
    204: { description: 'Proved; the session goes on under a new cookie' },
    ...errors('sign_in_required', 'second_factor_required', 'sign_in_failed', 'sign_in_locked', 'too_many_requests', 'busy'),
  },
})
secondFactorRoutes.openapi(prove, async (c) => {
  setStaffCookie(c, await proveAgain(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json'), c.var.clientIp))
  return c.body(null, 204)
})

const read = createRoute({
  method: 'get',
  path: '/second-factor',
  tags,
  summary: 'Whether I have a second factor',
  responses: { 200: json(secondFactor, 'My second factor'), ...errors('sign_in_required') },
})
secondFactorRoutes.openapi(read, async (c) => c.json(await readSecondFactor(c.var.deps, requireStaff(c.var.viewer)), 200))

const begin = createRoute({
  method: 'post',
  path: '/second-factor',
  tags,
  summary: 'Begin a second factor: the secret for an app, told this once',
  responses: { 201: json(newSecondFactor, 'For the app'), ...errors('sign_in_required', 'proof_required', 'second_factor_on') },
})
secondFactorRoutes.openapi(begin, async (c) => c.json(await beginSecondFactor(c.var.deps, requireStaff(c.var.viewer)), 201))

const confirm = createRoute({
  method: 'put',
  path: '/second-factor/confirmation',
  tags,
  summary: 'Switch the second factor on, with a code of the app',
  request: { body: jsonBody(confirmSecondFactorBody) },
  responses: {
    200: json(recoveryCodes, 'Codes for the day when the app is gone, told this once'),
    ...errors('sign_in_required', 'not_found', 'second_factor_on', 'changed_meanwhile'),
  },
})
secondFactorRoutes.openapi(confirm, async (c) => {
  return c.json(await confirmSecondFactor(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json').code, spokenBy(c)), 200)
})

const renew = createRoute({
  method: 'post',
  path: '/second-factor/recovery-codes',
  tags,
  summary: 'New recovery codes in place of those of before',
  responses: { 201: json(recoveryCodes, 'Told this once'), ...errors('sign_in_required', 'proof_required', 'not_found') },
})
secondFactorRoutes.openapi(renew, async (c) => c.json(await renewRecoveryCodes(c.var.deps, requireStaff(c.var.viewer), spokenBy(c)), 201))

const end = createRoute({
  method: 'delete',
  path: '/second-factor',
  tags,
  summary: 'Switch the second factor off',
  responses: { 204: { description: 'Off' }, ...errors('sign_in_required', 'proof_required') },
})
secondFactorRoutes.openapi(end, async (c) => {
  await endSecondFactor(c.var.deps, requireStaff(c.var.viewer), spokenBy(c))
  return c.body(null, 204)
})
