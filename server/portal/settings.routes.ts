import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { seenPage } from '../../shared/domains.ts'
import { portalSettings, updatePortalBody } from '../../shared/portal.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { presentPortalSettings } from './portal.presenter.ts'
import { findPortal, listPortals } from './portal.repo.ts'
import { listSeenPages } from './seen-page.repo.ts'
import { savePortal } from './save-portal.ts'

const portalParams = z.object({ portalId: id })

const list = createRoute({
  method: 'get',
  path: '/portals',
  tags: ['Settings'],
  summary: "The account's portals",
  responses: {
    200: json(z.object({ portals: z.array(portalSettings) }).openapi('PortalList'), 'Oldest first'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

const show = createRoute({
  method: 'get',
  path: '/portals/{portalId}',
  tags: ['Settings'],
  summary: "One portal's settings",
  request: { params: portalParams },
  responses: { 200: json(portalSettings, 'The settings'), ...errors('portal_not_found', 'sign_in_required', 'not_allowed') },
})

const save = createRoute({
  method: 'patch',
  path: '/portals/{portalId}',
  tags: ['Settings'],
  summary: "Change a portal's settings",
  request: { params: portalParams, body: jsonBody(updatePortalBody) },
  responses: {
    200: json(portalSettings, 'The settings as they are now'),
    ...errors('portal_not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed'),
  },
})

const seen = createRoute({
  method: 'get',
  path: '/portals/{portalId}/seen-pages',
  tags: ['Settings'],
  summary: 'Pages that asked for the portal',
  description: 'Origins and times, of allowed pages and of others; nothing of who looked.',
  request: { params: portalParams },
  responses: {
    200: json(z.object({ pages: z.array(seenPage) }).openapi('SeenPages'), 'The last first'),
    ...errors('portal_not_found', 'sign_in_required', 'not_allowed'),
  },
})

/** Portal settings, for staff with `portal.settings`. */
export const settingsRoutes = makeRouter()
  .openapi(list, async (c) => {
    const { deps } = c.var
    const rows = await listPortals(deps.db, requireStaff(c.var.viewer).accountId)
    return c.json({ portals: rows.map((row) => presentPortalSettings(row, deps.config.publicUrl)) }, 200)
  })
  .openapi(show, async (c) => {
    const { deps } = c.var
    const row = await findPortal(deps.db, requireStaff(c.var.viewer).accountId, c.req.valid('param').portalId)
    if (!row) throw new AppError('portal_not_found')
    return c.json(presentPortalSettings(row, deps.config.publicUrl), 200)
  })
  .openapi(seen, async (c) => {
    const { deps } = c.var
    const row = await findPortal(deps.db, requireStaff(c.var.viewer).accountId, c.req.valid('param').portalId)
    if (!row) throw new AppError('portal_not_found')
    return c.json({ pages: await listSeenPages(deps.db, row) }, 200)
  })
  .openapi(save, async (c) => {
    const { deps } = c.var
    const row = await savePortal(deps, requireStaff(c.var.viewer), c.req.valid('param').portalId, c.req.valid('json'))
    return c.json(presentPortalSettings(row, deps.config.publicUrl), 200)
  })
