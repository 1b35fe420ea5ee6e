import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import {
  createStaffProviderBody,
  findStaffProvidersBody,
  foundStaffProviders,
  staffProvider,
  startedStaffSignIn,
  startStaffSignInBody,
  updateStaffProviderBody,
} from '../../shared/staff-provider.ts'
import { listStaffProviders } from '../accounts/staff-provider.repo.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { addStaffProvider, presentStaffProvider, removeStaffProvider, saveStaffProvider } from './save-staff-provider.ts'
import { findStaffProviders, startStaffSignIn } from './staff-single-sign-on.ts'
import { takeAttempt } from './throttle.ts'
import { setWindowCookie, windowCookieFor } from './window-cookie.ts'

const tags = ['staff sessions']

const findRoute = createRoute({
  method: 'post',
  path: '/sso/providers',
  tags,
  summary: 'With which providers staff may sign in',
  description:
    'By the domain of the address alone, where the installation has more than one account: whether anybody has it plays no part.',
  request: { body: jsonBody(findStaffProvidersBody) },
  responses: { 200: json(foundStaffProviders, 'Their names'), ...errors('origin_not_allowed', 'too_many_requests') },
})

const startRoute = createRoute({
  method: 'post',
  path: '/sso/start',
  tags,
  summary: 'Begin to sign in with a provider',
  description: 'Go to the address in the same browser. Only people who are staff already get in.',
  request: { body: jsonBody(startStaffSignInBody) },
  responses: {
    201: json(startedStaffSignIn, 'Where to go'),
    ...errors('not_found', 'identity_refused', 'origin_not_allowed', 'too_many_requests'),
  },
})

/** Signing in with a provider, for staff who have no session yet; mounted at the staff API. */
export const staffSingleSignOnRoutes = makeRouter()
  .openapi(findRoute, async (c) => c.json(await findStaffProviders(c.var.deps, c.req.valid('json').email), 200))
  .openapi(startRoute, async (c) => {
    const { deps, clientIp } = c.var
    await takeAttempt(deps, clientIp, [])
    const cookie = windowCookieFor(c)
    const url = await startStaffSignIn(deps, { ...c.req.valid('json'), cookie })
    setWindowCookie(c, cookie)
    return c.json({ url }, 201)
  })

const params = z.object({ staffProviderId: id })
const refusals = errors('not_found', 'sign_in_required', 'not_allowed')

const list = createRoute({
  method: 'get',
  path: '/account/staff-providers',
  tags: ['Settings'],
  summary: 'With which providers the account’s staff may sign in',
  responses: { 200: json(z.object({ providers: z.array(staffProvider) }).openapi('StaffProviderList'), 'Oldest first'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/account/staff-providers',
  tags: ['Settings'],
  summary: 'Let staff sign in with one more provider',
  request: { body: jsonBody(createStaffProviderBody) },
  responses: { 201: json(staffProvider, 'The new provider'), ...errors('sign_in_required', 'not_allowed', 'proof_required') },
})

const save = createRoute({
  method: 'patch',
  path: '/account/staff-providers/{staffProviderId}',
  tags: ['Settings'],
  summary: 'Change a provider of staff, switch it on or off',
  request: { params, body: jsonBody(updateStaffProviderBody) },
  responses: { 200: json(staffProvider, 'The provider as it is now'), ...refusals, ...errors('changed_meanwhile', 'proof_required') },
})

const remove = createRoute({
  method: 'delete',
  path: '/account/staff-providers/{staffProviderId}',
  tags: ['Settings'],
  summary: 'End the trust in a provider of staff',
  request: { params },
  responses: { 204: { description: 'It is gone, and the sessions that began with it are over' }, ...refusals, ...errors('proof_required') },
})

/** Where the account's staff may sign in, for staff with `account.admin`. */
export const staffProviderRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { deps } = c.var
    const rows = await listStaffProviders(deps.db, requireStaff(c.var.viewer).accountId)
    return c.json({ providers: rows.map((row) => presentStaffProvider(deps, row)) }, 200)
  })
  .openapi(add, async (c) => c.json(await addStaffProvider(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json')), 201))
  .openapi(save, async (c) => {
    const { staffProviderId } = c.req.valid('param')
    return c.json(await saveStaffProvider(c.var.deps, requireStaff(c.var.viewer), staffProviderId, c.req.valid('json')), 200)
  })
  .openapi(remove, async (c) => {
    await removeStaffProvider(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').staffProviderId)
    return c.body(null, 204)
  })
