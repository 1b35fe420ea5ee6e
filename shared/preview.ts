import { z } from '@hono/zod-openapi'
import { me } from './auth.ts'
import { id } from './common.ts'

/** Through whose eyes a portal is looked at; null: nobody's, every ticket that passes the filters. */
export const startPreviewBody = z.strictObject({ contactId: id.nullable() }).openapi('StartPreview')

export const startedPreview = z
  .object({
    /** Opens the preview once, within a minute. */
    url: z.string(),
  })
  .openapi('StartedPreview')
export type StartedPreview = z.infer<typeof startedPreview>

export const redeemPreviewBody = z.strictObject({ code: z.string().max(100) }).openapi('RedeemPreview')

/** Bound to the DPoP key of the request that made it; it reads and never writes, and is not renewed. */
export const previewSession = z
  .object({
    accessToken: z.string(),
    accessExpiresInSeconds: z.number().int(),
    /** False: nobody's eyes, every ticket. */
    isAsContact: z.boolean(),
    me,
  })
  .openapi('PreviewSession')
export type PreviewSession = z.infer<typeof previewSession>
