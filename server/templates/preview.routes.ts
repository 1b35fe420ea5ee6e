import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { lookHeaders } from '../http/security-headers.ts'
import { findPortal } from '../portal/portal.repo.ts'
import { drawMail } from './draw-mail.ts'
import { drawPageDocument } from './draw-page.ts'
import { findTemplatePreview } from './template-preview.ts'

/**
 * A page or a mail as it would be, for the frame beside the fields. By its address alone: no cookie is read, and the document is
 * of no origin, so nothing that was written into it could act for whoever looks.
 */
export const templatePreviewRoutes = new Hono<AppEnv>().get('/template-previews/:token', async (c) => {
  const { deps } = c.var
  const { publicUrl } = deps.config
  const found = await findTemplatePreview(deps, c.req.param('token'))
  const portal = found && (await findPortal(deps.db, found.accountId, found.looked.portalId))
  if (!found || !portal) throw new AppError('not_found', 'no such look, or not any more')
  const { looked } = found
  if (looked.kind === 'mail') {
    for (const [name, value] of Object.entries(lookHeaders(publicUrl))) c.header(name, value)
    return c.html(drawMail(deps, portal, looked.mail, looked).html)
  }
  const nonce = randomBytes(16).toString('base64url')
  const { document, imageOrigins } = drawPageDocument(portal, looked.page, looked.body, nonce)
  for (const [name, value] of Object.entries(lookHeaders(publicUrl, { nonce, imageOrigins }))) c.header(name, value)
  return c.html(document)
})
