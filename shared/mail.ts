import { z } from '@hono/zod-openapi'
import { id, timestamp } from './common.ts'

/** A mail on the outbox page. `kept`: no SMTP server is set. */
export const outboxMail = z
  .object({
    id,
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    createdAt: timestamp,
    state: z.enum(['queued', 'kept', 'sent', 'failed']),
  })
  .openapi('OutboxMail')
export type OutboxMail = z.infer<typeof outboxMail>
export const outboxPage = z.object({ mails: z.array(outboxMail), next: z.string().nullable() }).openapi('OutboxPage')
export type OutboxPage = z.infer<typeof outboxPage>
