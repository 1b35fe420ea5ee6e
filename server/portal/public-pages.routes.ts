import { createRoute, z } from '@hono/zod-openapi'
import { drawnPages } from '../../shared/pages.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { presentDrawnPages } from './portal-page.presenter.ts'
import { listPages } from './portal-page.repo.ts'

const show = createRoute({
  method: 'get',
  path: '/pages',
  summary: "Words and pictures of the login's pages",
  description: 'Those that are not as they came. Named by `pagesVersion` of the public settings, they are kept by browsers.',
  tags: ['portal'],
  request: { query: z.object({ v: z.string().max(20).optional() }) },
  responses: { 200: json(drawnPages, 'Structure, no markup'), ...errors('portal_not_found', 'portal_off', 'origin_not_allowed') },
})

/** The system pages of a portal, for its login; mounted at a portal. */
export const publicPagesRoutes = makeRouter().openapi(show, async (c) => {
  const { deps, portal } = c.var
  // Another version than it was is asked for by another address; an unknown one is not kept.
  const isCurrent = c.req.valid('query').v === String(portal.pages_version)
  c.header('Cache-Control', isCurrent ? 'private, max-age=86400' : 'no-store')
  return c.json(presentDrawnPages(await listPages(deps.db, portal.account_id, portal.id)), 200)
})
