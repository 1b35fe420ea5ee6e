import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { previewSession, redeemPreviewBody, startPreviewBody, startedPreview } from '../../shared/preview.ts'
import { proveKey } from '../auth/prove-key.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { originOf } from '../portal/allow-origin.ts'
import { findPortal } from '../portal/portal.repo.ts'
import { requireStaff } from '../viewer.ts'
import { authenticatePreview } from './authenticate-preview.ts'
import { finishPreview, redeemPreview, startPreview } from './start-preview.ts'

const start = createRoute({
  method: 'post',
  path: '/portals/{portalId}/previews',
  tags: ['Settings'],
  summary: 'Look at the portal with every ticket that passes the filters, or as a contact does',
  description: 'With a contact it needs `inbox.answer` besides. Kept in the history of the account.',
  request: { params: z.object({ portalId: id }), body: jsonBody(startPreviewBody) },
  responses: {
    201: json(startedPreview, 'An address that works once, within a minute'),
    ...errors('portal_not_found', 'contact_not_found', 'sign_in_required', 'not_allowed'),
  },
})

/** Previews, for staff with `portal.settings`. */
export const previewRoutes = makeRouter().openapi(start, async (c) => {
  const { deps } = c.var
  const viewer = requireStaff(c.var.viewer)
  const portal = await findPortal(deps.db, viewer.accountId, c.req.valid('param').portalId)
  if (!portal) throw new AppError('portal_not_found')
  return c.json({ url: await startPreview(deps, viewer, portal, c.req.valid('json').contactId) }, 201)
})

const redeem = createRoute({
  method: 'post',
  path: '/preview-sessions',
  tags: ['sessions'],
  summary: 'Trade the code of a preview for a token that reads',
  request: { body: jsonBody(redeemPreviewBody) },
  responses: {
    201: json(previewSession, 'A token bound to the key of the proof'),
    ...errors('session_expired', 'proof_invalid', 'proof_nonce_required'),
  },
})

const finish = createRoute({
  method: 'delete',
  path: '/preview-sessions',
  tags: ['sessions'],
  summary: 'End a preview',
  middleware: authenticatePreview,
  responses: { 204: { description: 'Ended' }, ...errors('sign_in_required', 'session_expired') },
})

/** Sessions of previews; mounted below a portal, also one that is off. */
export const previewSessionRoutes = makeRouter()
  .openapi(redeem, async (c) => {
    const { deps, portal } = c.var
    const jkt = proveKey(c)
    return c.json(await redeemPreview(deps, portal, c.req.valid('json').code, { jkt, origin: originOf(c) ?? '' }), 201)
  })
  .openapi(finish, async (c) => {
    const { deps, viewer } = c.var
    if (viewer.kind !== 'preview') throw new AppError('session_expired')
    await finishPreview(deps, viewer)
    return c.body(null, 204)
  })
