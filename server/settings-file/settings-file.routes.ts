import { createRoute } from '@hono/zod-openapi'
import { settingsFile } from '../../shared/settings-file.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { exportFile, forViewer } from './export-settings.ts'

const show = createRoute({
  method: 'get',
  path: '/settings-file',
  tags: ['Settings'],
  summary: 'The settings of the account as a file',
  description:
    'By names: no ids, no secrets, no people. Name and time zone only for `account.admin`, lists only for `contacts.edit`. The command line reads it in again.',
  responses: { 200: json(settingsFile, 'The file'), ...errors('sign_in_required', 'not_allowed') },
})

/** Settings as a file, for staff with `portal.settings`. */
export const settingsFileRoutes = makeRouter().openapi(show, async (c) => {
  const { deps } = c.var
  const viewer = requireStaff(c.var.viewer)
  const file = forViewer(await exportFile(deps, viewer.accountId), viewer)
  await write(deps, viewer.accountId, (tx) => recordEvent(tx, viewer, deps.now(), { kind: 'settings.exported', isPublic: false }))
  c.header('Content-Disposition', `attachment; filename="customer-portal-settings-${deps.now().slice(0, 10)}.json"`)
  return c.json(file, 200)
})
