import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { accessPreview, previewAccessBody } from '../../shared/lists.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { presentContactPage } from './list.routes.ts'
import { accessCondition, countContactsWhere, listContactsWhere, listLetIn } from './portal-access.repo.ts'
import { findPortal, listSignedInContacts } from './portal.repo.ts'

const shownMax = 25

const preview = createRoute({
  method: 'post',
  path: '/portals/{portalId}/access-previews',
  tags: ['Settings'],
  summary: 'Who would get in with other lists, before they are saved',
  request: { params: z.object({ portalId: id }), body: jsonBody(previewAccessBody) },
  responses: {
    200: json(accessPreview, 'Who, and who would be logged out'),
    ...errors('portal_not_found', 'sign_in_required', 'not_allowed'),
  },
})

/** Questions about who gets into a portal, for staff with `portal.settings`. */
export const accessRoutes = makeRouter().openapi(preview, async (c) => {
  const { db, now } = c.var.deps
  const { accountId } = requireStaff(c.var.viewer)
  const portal = await findPortal(db, accountId, c.req.valid('param').portalId)
  if (!portal) throw new AppError('portal_not_found')
  const { accessMode, accessListIds } = c.req.valid('json')
  const supposed = { ...portal, access_mode: accessMode, access_list_ids: JSON.stringify(accessListIds) }
  const condition = await accessCondition(db, supposed, now())
  const signedIn = await listSignedInContacts(db, accountId, portal.id, now())
  const stillIn = await listLetIn(db, supposed, signedIn, now())
  const page = presentContactPage(await listContactsWhere(db, accountId, condition, { after: undefined, limit: shownMax }), shownMax)
  return c.json(
    {
      letIn: await countContactsWhere(db, accountId, condition),
      contacts: page.contacts,
      loggedOut: signedIn.filter((contactId) => !stillIn.has(contactId)).length,
    },
    200,
  )
})
