import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../../shared/common.ts'
import { inviteStaffBody, setStaffActiveBody, staffInvitation, staffMember, team, updateStaffBody } from '../../../shared/team.ts'
import { errors, json, jsonBody } from '../../http/answers.ts'
import { makeRouter } from '../../http/router.ts'
import { requireStaff } from '../../viewer.ts'
import { changeMember, setActive, takeOut } from './change-member.ts'
import { inviteStaff, inviteStaffAgain, withdrawInvitation } from './invite-staff.ts'
import { presentTeam } from './present-team.ts'
import { resetSecondFactor, sendPasswordLink } from './rescue-member.ts'

const tags = ['Team']
const ofMember = z.object({ staffId: id })
const ofInvitation = z.object({ invitationId: id })
const refusals = errors('sign_in_required', 'not_allowed', 'proof_required', 'not_found')

const list = createRoute({
  method: 'get',
  path: '/account/staff',
  tags,
  summary: 'Who is on the team, and who was asked to join',
  responses: { 200: json(team, 'The team'), ...errors('sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/account/staff/{staffId}',
  tags,
  summary: 'Change what a member is called and may do',
  description: 'Who may do something else from now on is signed out. Nobody takes `account.admin` from themselves, nor from the last one.',
  request: { params: ofMember, body: jsonBody(updateStaffBody) },
  responses: {
    200: json(staffMember, 'The member as it is now'),
    ...refusals,
    ...errors('changed_meanwhile', 'last_admin', 'not_on_yourself'),
  },
})

const setActivity = createRoute({
  method: 'put',
  path: '/account/staff/{staffId}/activity',
  tags,
  summary: 'Keep a member out, or let them in again',
  request: { params: ofMember, body: jsonBody(setStaffActiveBody) },
  responses: { 200: json(staffMember, 'The member as it is now'), ...refusals, ...errors('last_admin', 'not_on_yourself') },
})

const remove = createRoute({
  method: 'delete',
  path: '/account/staff/{staffId}',
  tags,
  summary: 'Take a member out for good',
  description: 'The name stays beside what they wrote; the address is free again.',
  request: { params: ofMember },
  responses: { 204: { description: 'Out' }, ...refusals, ...errors('last_admin', 'not_on_yourself') },
})

const sendLink = createRoute({
  method: 'post',
  path: '/account/staff/{staffId}/password-links',
  tags,
  summary: 'Mail a member a link to a new password',
  request: { params: ofMember },
  responses: { 202: { description: 'The mail is on its way' }, ...refusals, ...errors('too_many_requests') },
})

const resetFactor = createRoute({
  method: 'delete',
  path: '/account/staff/{staffId}/second-factor',
  tags,
  summary: 'Take the second factor off a member who lost it',
  request: { params: ofMember },
  responses: { 200: json(staffMember, 'The member as it is now'), ...refusals, ...errors('second_factor_off', 'not_on_yourself') },
})

const invite = createRoute({
  method: 'post',
  path: '/account/invitations',
  tags,
  summary: 'Ask somebody to join the team',
  description: 'The same answer whether or not the address belongs to a login of another account.',
  request: { body: jsonBody(inviteStaffBody) },
  responses: {
    201: json(staffInvitation, 'The mail is on its way'),
    ...errors('sign_in_required', 'not_allowed', 'proof_required', 'already_member', 'too_many_requests'),
  },
})

const inviteAgain = createRoute({
  method: 'post',
  path: '/account/invitations/{invitationId}/mails',
  tags,
  summary: 'Mail an invitation once more',
  request: { params: ofInvitation },
  responses: {
    201: json(staffInvitation, 'The mail is on its way; the link of before ended'),
    ...refusals,
    ...errors('too_many_requests'),
  },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/account/invitations/{invitationId}',
  tags,
  summary: 'Take an invitation back',
  request: { params: ofInvitation },
  responses: { 204: { description: 'Its link is worth nothing' }, ...refusals },
})

/** The people of the account's team, for staff with `account.admin`; what changes something asks for a fresh proof. */
export const teamRoutes = makeRouter()
  .openapi(list, async (c) => c.json(await presentTeam(c.var.deps, requireStaff(c.var.viewer).accountId), 200))
  .openapi(change, async (c) => {
    const { staffId } = c.req.valid('param')
    return c.json(await changeMember(c.var.deps, requireStaff(c.var.viewer), staffId, c.req.valid('json')), 200)
  })
  .openapi(setActivity, async (c) => {
    const { staffId } = c.req.valid('param')
    return c.json(await setActive(c.var.deps, requireStaff(c.var.viewer), staffId, c.req.valid('json').isActive), 200)
  })
  .openapi(remove, async (c) => {
    await takeOut(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').staffId)
    return c.body(null, 204)
  })
  .openapi(sendLink, async (c) => {
    await sendPasswordLink(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').staffId)
    return c.body(null, 202)
  })
  .openapi(resetFactor, async (c) =>
    c.json(await resetSecondFactor(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').staffId), 200),
  )
  .openapi(invite, async (c) => c.json(await inviteStaff(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json')), 201))
  .openapi(inviteAgain, async (c) =>
    c.json(await inviteStaffAgain(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').invitationId), 201),
  )
  .openapi(withdraw, async (c) => {
    await withdrawInvitation(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').invitationId)
    return c.body(null, 204)
  })
