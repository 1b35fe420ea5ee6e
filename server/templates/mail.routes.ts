import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { mailKinds } from '../../shared/page-kinds.ts'
import { mailPreviewBody, mailTrial, mailTrialBody, portalMail, saveMailBody, templatePreview } from '../../shared/pages.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { presentAllMailTexts } from '../portal/portal-page.presenter.ts'
import { listMailTexts } from '../portal/portal-page.repo.ts'
import { requireStaff } from '../viewer.ts'
import { drawMail, readValues } from './draw-mail.ts'
import { requireKnownPlaceholders, requirePortal, saveMailTexts } from './save-texts.ts'
import { startTemplatePreview } from './template-preview.ts'
import { tryMail } from './try-mail.ts'

const portalParams = z.object({ portalId: id })
const mailParams = z.object({ portalId: id, mail: z.enum(mailKinds) })
const refusals = ['portal_not_found', 'sign_in_required', 'not_allowed'] as const

const list = createRoute({
  method: 'get',
  path: '/portals/{portalId}/mails',
  tags: ['Settings'],
  summary: 'The mails of a portal',
  request: { params: portalParams },
  responses: {
    200: json(z.object({ mails: z.array(portalMail) }).openapi('PortalMailList'), 'Each with its words, and those it came with'),
    ...errors(...refusals),
  },
})

const save = createRoute({
  method: 'put',
  path: '/portals/{portalId}/mails/{mail}',
  tags: ['Settings'],
  summary: 'Change a mail',
  description:
    'Text as on pages, with names in braces: `{portal}`, and for mails about a ticket `{name}`, `{number}`, `{subject}`. Link, code and what they are good for always stand in it.',
  request: { params: mailParams, body: jsonBody(saveMailBody) },
  responses: { 200: json(portalMail, 'The mail as it is now'), ...errors('changed_meanwhile', ...refusals) },
})

const reset = createRoute({
  method: 'delete',
  path: '/portals/{portalId}/mails/{mail}',
  tags: ['Settings'],
  summary: 'Let a mail be as it came',
  request: { params: mailParams, query: z.object({ version: z.coerce.number().int().default(0) }) },
  responses: { 200: json(portalMail, 'The mail as it is now'), ...errors('changed_meanwhile', ...refusals) },
})

const preview = createRoute({
  method: 'post',
  path: '/portals/{portalId}/mails/{mail}/previews',
  tags: ['Settings'],
  summary: 'Look at a mail as it would be',
  description: 'Of a contact or a ticket, where one is named; else of an example. Its link leads nowhere.',
  request: { params: mailParams, body: jsonBody(mailPreviewBody) },
  responses: {
    201: json(templatePreview, 'Where to look, for a quarter of an hour'),
    ...errors('contact_not_found', 'ticket_not_found', ...refusals),
  },
})

const trial = createRoute({
  method: 'post',
  path: '/portals/{portalId}/mails/{mail}/trials',
  tags: ['Settings'],
  summary: 'Send a mail as it would be to oneself',
  request: { params: mailParams, body: jsonBody(mailTrialBody) },
  responses: { 201: json(mailTrial, 'On its way'), ...errors('too_many_requests', ...refusals) },
})

/** Mails of portals, for staff with `portal.settings`. */
export const portalMailRoutes = makeRouter()
  .openapi(list, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { portalId } = c.req.valid('param')
    await requirePortal(c.var.deps, viewer, portalId)
    return c.json({ mails: presentAllMailTexts(await listMailTexts(c.var.deps.db, viewer.accountId, portalId)) }, 200)
  })
  .openapi(save, async (c) => {
    const { portalId, mail } = c.req.valid('param')
    return c.json(await saveMailTexts(c.var.deps, requireStaff(c.var.viewer), portalId, mail, c.req.valid('json')), 200)
  })
  .openapi(reset, async (c) => {
    const { portalId, mail } = c.req.valid('param')
    const body = { version: c.req.valid('query').version, contents: { en: null, nb: null } }
    return c.json(await saveMailTexts(c.var.deps, requireStaff(c.var.viewer), portalId, mail, body), 200)
  })
  .openapi(preview, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { portalId, mail } = c.req.valid('param')
    const body = c.req.valid('json')
    const portal = await requirePortal(deps, viewer, portalId)
    requireKnownPlaceholders(mail, body.contents, 'contents.')
    const { language, contents } = body
    const values = await readValues(deps, viewer, body)
    const url = await startTemplatePreview(deps, viewer, { kind: 'mail', portalId, mail, language, contents, values })
    const { subject } = drawMail(deps, portal, mail, { language, contents, values })
    return c.json({ url, subject }, 201)
  })
  .openapi(trial, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const { portalId, mail } = c.req.valid('param')
    const portal = await requirePortal(deps, viewer, portalId)
    requireKnownPlaceholders(mail, c.req.valid('json').contents, 'contents.')
    return c.json({ to: await tryMail(deps, viewer, portal, mail, c.req.valid('json')) }, 201)
  })
