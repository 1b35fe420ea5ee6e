import { createRoute, z } from '@hono/zod-openapi'
import { attachment, downloadLink } from '../../shared/attachments.ts'
import { id } from '../../shared/common.ts'
import { errors, json } from '../http/answers.ts'
import { onceHeaders, readOptionalKey } from '../http/idempotency.ts'
import { makeRouter } from '../http/router.ts'
import { AppError } from '../errors.ts'
import { attachmentsVisibleTo } from '../tickets/ticket.visibility.ts'
import { findAttachment } from './attachment.repo.ts'
import { deleteDraft } from './delete-draft.ts'
import { createDownloadLink } from './download-link.ts'
import { sendFile } from './send-file.ts'
import { uploadAttachment } from './upload-attachment.ts'

const params = z.object({ attachmentId: id })
const bytes = z.string().openapi({ format: 'binary' })

const upload = createRoute({
  method: 'post',
  path: '/',
  summary: 'Upload one file',
  description: 'The raw bytes are the body. The file is a draft of this session until a message names it in `attachmentIds`.',
  request: {
    query: z.object({ fileName: z.string().max(1000) }),
    headers: onceHeaders,
    body: { required: true, content: { 'application/octet-stream': { schema: bytes } } },
  },
  responses: {
    201: json(attachment, 'The draft'),
    ...errors(
      'attachment_too_large',
      'attachment_empty',
      'attachment_incomplete',
      'attachment_type_refused',
      'too_many_attachments',
      'too_many_requests',
      'storage_full',
      'idempotency_key_required',
      'idempotency_key_reused',
      'sign_in_required',
    ),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/{attachmentId}',
  summary: 'Throw a draft away',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...errors('attachment_not_found', 'sign_in_required') },
})

const content = createRoute({
  method: 'get',
  path: '/{attachmentId}/content',
  summary: 'The bytes of a file',
  request: { params },
  responses: {
    200: { description: 'The bytes', content: { 'application/octet-stream': { schema: bytes } } },
    ...errors('attachment_not_found', 'sign_in_required'),
  },
})

const link = createRoute({
  method: 'post',
  path: '/{attachmentId}/download-links',
  summary: 'Make a one-time download address',
  description: 'Good for one request within 60 seconds, while this session lives and still sees the file.',
  request: { params },
  responses: { 201: json(downloadLink, 'The address'), ...errors('attachment_not_found', 'sign_in_required') },
})

/** Files of the viewer; mounted for contacts and for staff behind their own authentication. */
export const attachmentRoutes = makeRouter()
  .openapi(upload, async (c) => {
    const draft = await uploadAttachment(c.var.deps, c.var.viewer, {
      fileName: c.req.valid('query').fileName,
      contentLength: readLength(c.req.header('Content-Length')),
      body: c.req.raw.body,
      onceKey: readOptionalKey(c),
    })
    return c.json(draft, 201)
  })
  .openapi(remove, async (c) => {
    await deleteDraft(c.var.deps, c.var.viewer, c.req.valid('param').attachmentId)
    return c.body(null, 204)
  })
  .openapi(content, async (c) => {
    const { attachmentId } = c.req.valid('param')
    const file = await findAttachment(attachmentsVisibleTo(c.var.deps.db, c.var.viewer), attachmentId)
    if (!file) throw new AppError('attachment_not_found', `attachment ${attachmentId}`)
    return sendFile(c, file)
  })
  .openapi(link, async (c) => {
    const token = await createDownloadLink(c.var.deps, c.var.viewer, c.req.valid('param').attachmentId)
    return c.json({ url: `/files/${token}` }, 201)
  })

function readLength(header: string | undefined): number | null {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : null
}
