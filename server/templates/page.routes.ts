import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { pageKinds } from '../../shared/page-kinds.ts'
import { pagePreviewBody, portalPage, savePageBody, templatePreview } from '../../shared/pages.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { presentPages } from '../portal/portal-page.presenter.ts'
import { listPages } from '../portal/portal-page.repo.ts'
import { requireStaff } from '../viewer.ts'
import { startTemplatePreview } from './template-preview.ts'
import { requirePortal, savePage } from './save-texts.ts'

const portalParams = z.object({ portalId: id })
const pageParams = z.object({ portalId: id, page: z.enum(pageKinds) })
const refusals = ['portal_not_found', 'sign_in_required', 'not_allowed'] as const

const list = createRoute({
  method: 'get',
  path: '/portals/{portalId}/pages',
  tags: ['Settings'],
  summary: "The pages of a portal's login",
  request: { params: portalParams },
  responses: {
    200: json(z.object({ pages: z.array(portalPage) }).openapi('PortalPageList'), 'Each with its template and words'),
    ...errors(...refusals),
  },
})

const save = createRoute({
  method: 'put',
  path: '/portals/{portalId}/pages/{page}',
  tags: ['Settings'],
  summary: 'Change a page',
  description: 'Text: paragraphs, `**bold**`, `[words](https://…)`. Empty fields are as they came.',
  request: { params: pageParams, body: jsonBody(savePageBody) },
  responses: { 200: json(portalPage, 'The page as it is now'), ...errors('changed_meanwhile', ...refusals) },
})

const reset = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/pages/{page}',
  tags: ['Settings'],
  summary: 'Let a page be as it came',
  request: { params: pageParams, query: z.object({ version: z.coerce.number().int().default(0) }) },
  responses: { 200: json(portalPage, 'The page as it is now'), ...errors('changed_meanwhile', ...refusals) },
})

const preview = createRoute({
  method: 'post',
  path: '/portals/{portalId}/pages/{page}/previews',
  tags: ['Settings'],
  summary: 'Look at a page as it would be',
  request: { params: pageParams, body: jsonBody(pagePreviewBody) },
  responses: { 201: json(templatePreview, 'Where to look, for a quarter of an hour'), ...errors(...refusals) },
})

/** System pages of portals, for staff with `portal.settings`. */
export const portalPageRoutes = makeRouter()
  .openapi(list, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId } = c.req.valid('param')
    await requirePortal(c.var.deps, viewer, portalId)
    return c.json({ pages: presentPages(await listPages(c.var.deps.db, viewer.accountId, portalId)) }, 200)
  })
  .openapi(save, async (c) => {
    const { portalId, page } = c.req.valid('param')
    return c.json(await savePage(c.var.deps, requireStaff(c.var.viewer), portalId, page, c.req.valid('json')), 200)
  })
  .openapi(reset, async (c) => {
    const { portalId, page } = c.req.valid('param')
    const body = { version: c.req.valid('query').version, template: 'plain', contents: { en: null, nb: null } } as const
    return c.json(await savePage(c.var.deps, requireStaff(c.var.viewer), portalId, page, body), 200)
  })
  .openapi(preview, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId, page } = c.req.valid('param')
    const portal = await requirePortal(c.var.deps, viewer, portalId)
    const url = await startTemplatePreview(c.var.deps, viewer, { kind: 'page', portalId: portal.id, page, body: c.req.valid('json') })
    return c.json({ url, subject: null }, 201)
  })
