import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../errors.ts'
import { errors } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { redeemDownloadLink, type FindViewer } from './download-link.ts'
import { sendFile } from './send-file.ts'

const download = createRoute({
  method: 'get',
  path: '/{token}',
  summary: 'Download a file by its one-time address',
  request: { params: z.object({ token: z.string().max(100) }) },
  responses: {
    200: { description: 'The bytes', content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
    ...errors('not_found', 'method_not_allowed'),
  },
})

/** `/files/{token}`: no cookie and no token header count here, the address is the right. @param findViewer Asks who is behind a session. */
export function makeFileRoutes(findViewer: FindViewer) {
  return makeRouter().openapi(download, async (c) => {
    // HEAD comes this way too, and looking must not use the address up.
    if (c.req.method !== 'GET') throw new AppError('method_not_allowed')
    return sendFile(c, await redeemDownloadLink(c.var.deps, c.req.valid('param').token, findViewer))
  })
}
