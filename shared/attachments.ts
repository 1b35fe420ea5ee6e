import { z } from '@hono/zod-openapi'
import { id } from './common.ts'

export const attachment = z
  .object({
    id,
    /** As the sender named it, made safe to show and to save. */
    fileName: z.string(),
    /** Sniffed from the bytes, never the sender's word. */
    mediaType: z.string(),
    sizeBytes: z.number().int(),
    /** Set for a picture that stands in the text of its message (`<img src="cid:…">`); null for a file beside it. */
    contentId: z.string().nullable(),
  })
  .openapi('Attachment')
export type Attachment = z.infer<typeof attachment>

/** One object, one use, 60 seconds. */
export const downloadLink = z.object({ url: z.string() }).openapi('DownloadLink')
export type DownloadLink = z.infer<typeof downloadLink>
