import { createRoute, z } from '@hono/zod-openapi'
import { redeemPasswordBody, sessionTokens } from '../../shared/auth.ts'
import { id } from '../../shared/common.ts'
import { type AccessMode, inviteBody, listMembersQuery, memberPage, type Member } from '../../shared/lists.ts'
import { readCursor, writeCursor } from '../db/paging.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { listMembers } from '../portal/invitation.repo.ts'
import { accessCondition, listLettingIn } from '../portal/portal-access.repo.ts'
import { findPortal } from '../portal/portal.repo.ts'
import { requireStaff } from '../viewer.ts'
import { inviteAgain } from './invite.ts'
import { proveKey } from './prove-key.ts'
import { setPasswordByLink } from './set-password.ts'
import { placeOf, requireMethod, requirePasswordPlace } from './sign-in.ts'

const redeemRoute = createRoute({
  method: 'post',
  path: '/invitations/redemption',
  summary: 'Set up a login with the link of an invitation',
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

/** What an invitation leads to; mounted below a portal. */
export const invitationRoutes = makeRouter().openapi(redeemRoute, async (c) => {
  const { deps, portal, clientIp } = c.var
  const jkt = proveKey(c)
  requireMethod(portal, 'password')
  requirePasswordPlace(c)
  const place = { ...placeOf(c, jkt), ip: clientIp }
  return c.json(await setPasswordByLink(deps, portal, 'invitation', c.req.valid('json'), place), 201)
})

const portalParams = z.object({ portalId: id })

const members = createRoute({
  method: 'get',
  path: '/portals/{portalId}/members',
  tags: ['Settings'],
  summary: 'Who gets into a portal now, and what became of their invitations',
  request: { params: portalParams, query: listMembersQuery },
  responses: {
    200: json(memberPage, 'A page, who became a contact last first'),
    ...errors('portal_not_found', 'sign_in_required', 'not_allowed'),
  },
})

const invite = createRoute({
  method: 'post',
  path: '/portals/{portalId}/invitations',
  tags: ['Settings'],
  summary: 'Invite somebody now, or once more',
  request: { params: portalParams, body: jsonBody(inviteBody) },
  responses: {
    202: { description: 'The mail is on its way' },
    ...errors('portal_not_found', 'contact_not_found', 'already_registered', 'sign_in_required', 'not_allowed'),
  },
})

/** Who gets in and who was invited, for staff with `portal.settings`. */
export const staffInvitationRoutes = makeRouter()
  .openapi(members, async (c) => {
    const { db, now } = c.var.deps
    const portal = await findPortal(db, requireStaff(c.var.viewer).accountId, c.req.valid('param').portalId)
    if (!portal) throw new AppError('portal_not_found')
    const { after, limit, q } = c.req.valid('query')
    const cursor = readCursor(after)
    if (cursor === null) throw new AppError('invalid_request', 'cursor', { fields: { after: 'invalid' } })
    const rows = await listMembers(db, portal, await accessCondition(db, portal, now()), { after: cursor, limit, q })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const next = rows.length > limit && last ? writeCursor({ at: last.created_at, id: last.id }) : null
    const ids = shown.map((row) => row.id)
    const lists = await listLettingIn(db, portal, ids, now())
    return c.json({ members: shown.map((row) => presentMember(row, portal.access_mode, lists.get(row.id) ?? [])), next }, 200)
  })
  .openapi(invite, async (c) => {
    const { portalId } = c.req.valid('param')
    await inviteAgain(c.var.deps, requireStaff(c.var.viewer), portalId, c.req.valid('json').contactId)
    return c.body(null, 202)
  })

function presentMember(row: Awaited<ReturnType<typeof listMembers>>[number], mode: AccessMode, listIds: string[]): Member {
  const invitedAt = row.state?.invited_at ?? null
  // Without lists nobody is here who has none.
  const hasLogin = mode === 'everyone' || Boolean(row.state?.is_vouched_for) || (row.state?.password_hash ?? null) !== null
  return {
    id: row.id,
    name: row.name,
    email: row.email ?? '',
    companyName: row.company_name,
    status: hasLogin
      ? invitedAt === null
        ? 'registered'
        : 'accepted'
      : invitedAt === null
        ? 'waiting'
        : row.state?.state === 'failed'
          ? 'failed'
          : 'pending',
    invitedAt,
    listIds,
  }
}
