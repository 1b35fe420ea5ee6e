import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { inboxEntry, saveInboxBody } from '../../shared/forms.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { createInbox, renameInbox } from './save-inbox.ts'

const create = createRoute({
  method: 'post',
  path: '/inboxes',
  tags: ['Settings'],
  summary: 'Make an inbox',
  request: { body: jsonBody(saveInboxBody) },
  responses: { 201: json(inboxEntry, 'The new inbox'), ...errors('sign_in_required', 'not_allowed') },
})

const rename = createRoute({
  method: 'patch',
  path: '/inboxes/{inboxId}',
  tags: ['Settings'],
  summary: 'Rename an inbox',
  request: { params: z.object({ inboxId: id }), body: jsonBody(saveInboxBody) },
  responses: { 200: json(inboxEntry, 'The inbox as it is now'), ...errors('not_found', 'sign_in_required', 'not_allowed') },
})

/** Inboxes as settings, for staff with `portal.settings`. */
export const inboxSettingsRoutes = makeRouter()
  .openapi(create, async (c) => c.json(await createInbox(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json').name), 201))
  .openapi(rename, async (c) => {
    const { inboxId } = c.req.valid('param')
    return c.json(await renameInbox(c.var.deps, requireStaff(c.var.viewer), inboxId, c.req.valid('json').name), 200)
  })
