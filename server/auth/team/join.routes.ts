import { createRoute } from '@hono/zod-openapi'
import { redeemPasswordBody, requestLinkBody, staffMe } from '../../../shared/auth.ts'
import { changedStaffPassword, joinTeamBody, openedInvitation, staffLinkBody } from '../../../shared/team.ts'
import { errors, json, jsonBody } from '../../http/answers.ts'
import { makeRouter } from '../../http/router.ts'
import { setStaffCookie } from '../authenticate-staff.ts'
import { spokenBy } from '../notice-staff.ts'
import { requestPasswordLink, setStaffPasswordByLink } from './forgotten-password.ts'
import { joinTeam, openInvitation } from './join-team.ts'

const tags = ['staff sessions']

const lookUp = createRoute({
  method: 'post',
  path: '/invitations/lookup',
  tags,
  summary: 'Look at an invitation to a team',
  request: { body: jsonBody(staffLinkBody) },
  responses: { 200: json(openedInvitation, 'Who invites whom'), ...errors('link_not_valid', 'origin_not_allowed', 'too_many_requests') },
})

const join = createRoute({
  method: 'post',
  path: '/invitations/redemption',
  tags,
  summary: 'Join a team with the mailed link',
  request: { body: jsonBody(joinTeamBody) },
  responses: {
    200: json(staffMe, 'Signed in; the session is in the cookie'),
    ...errors('link_not_valid', 'origin_not_allowed', 'too_many_requests', 'busy'),
  },
})

const forgot = createRoute({
  method: 'post',
  path: '/password-resets',
  tags,
  summary: 'Ask for a link to a new password of staff',
  description: 'The same answer for every address, known or not.',
  request: { body: jsonBody(requestLinkBody) },
  responses: { 202: { description: 'If there is a login, the mail is on its way' }, ...errors('origin_not_allowed', 'too_many_requests') },
})

const reset = createRoute({
  method: 'post',
  path: '/password-resets/redemption',
  tags,
  summary: 'Choose a new password of staff with the mailed link',
  description: 'Signs nobody in: who has a second factor is asked for it afterwards. Every session of the person ends.',
  request: { body: jsonBody(redeemPasswordBody) },
  responses: {
    200: json(changedStaffPassword, 'Changed'),
    ...errors('link_not_valid', 'origin_not_allowed', 'too_many_requests', 'busy'),
  },
})

/** What is mailed to staff lets people in who have no session; mounted at the staff API. */
export const staffJoinRoutes = makeRouter()
  .openapi(lookUp, async (c) => c.json(await openInvitation(c.var.deps, c.req.valid('json').token, c.var.clientIp), 200))
  .openapi(join, async (c) => {
    const from = { ip: c.var.clientIp, userAgent: c.req.header('User-Agent') ?? '' }
    const { token, me } = await joinTeam(c.var.deps, c.req.valid('json'), from)
    setStaffCookie(c, token)
    return c.json(me, 200)
  })
  .openapi(forgot, async (c) => {
    await requestPasswordLink(c.var.deps, { email: c.req.valid('json').email, ip: c.var.clientIp })
    return c.body(null, 202)
  })
  .openapi(reset, async (c) => {
    const from = { ip: c.var.clientIp, spoken: spokenBy(c) }
    return c.json(await setStaffPasswordByLink(c.var.deps, c.req.valid('json'), from), 200)
  })
