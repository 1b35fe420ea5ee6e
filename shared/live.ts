import { z } from '@hono/zod-openapi'
import { id } from './common.ts'

/**
 * What the live stream carries: ids only, never content. The reader asks for what changed through the ordinary routes,
 * so a stream can show nothing that those would not.
 * SSE `event` is the kind, `id` the sequence to resume from.
 */
export const liveEventKinds = ['ticket.opened', 'ticket.changed', 'message.added', 'thread.changed'] as const
export const liveEvent = z
  .object({
    kind: z.enum(liveEventKinds),
    ticketId: id.nullable(),
    threadId: id.nullable().optional(),
    messageId: id.nullable().optional(),
  })
  .openapi('LiveEvent')
export type LiveEvent = z.infer<typeof liveEvent>
export type LiveEventKind = (typeof liveEventKinds)[number]

/** Events of the stream itself. `resync`: what was missed is not known, load again. `ended`: the session is over. */
export const liveControlKinds = ['ready', 'resync', 'ended', 'reconnect'] as const
