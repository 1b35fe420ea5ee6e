import type { Tx } from '../db/index.ts'
import type { Viewer } from '../viewer.ts'
import type { EventKind } from './event.table.ts'

export interface NewEvent {
  kind: EventKind
  ticketId?: string | null
  threadId?: string | null
  messageId?: string | null
  /** False: for staff alone. */
  isPublic: boolean
  /** What changed. Never a secret, never message text. */
  data?: Record<string, unknown>
}

/** Who did it. */
export type Actor = Viewer | { kind: 'system'; accountId: string }

/** Appends a fact to the account's history, in the caller's transaction. Live streams and (later) webhooks read it from there. */
export async function recordEvent(tx: Tx, actor: Actor, at: string, event: NewEvent): Promise<void> {
  const { last_event_seq: seq } = await tx
    .updateTable('account')
    .set((eb) => ({ last_event_seq: eb('last_event_seq', '+', 1) }))
    .where('id', '=', actor.accountId)
    .returning('last_event_seq')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('event')
    .values({
      account_id: actor.accountId,
      seq,
      kind: event.kind,
      actor_kind: actor.kind === 'contact' || actor.kind === 'staff' ? actor.kind : 'system',
      actor_id: actor.kind === 'contact' ? actor.contactId : actor.kind === 'staff' ? actor.staffId : null,
      ticket_id: event.ticketId ?? null,
      thread_id: event.threadId ?? null,
      message_id: event.messageId ?? null,
      is_public: event.isPublic ? 1 : 0,
      data: JSON.stringify(event.data ?? {}),
      created_at: at,
    })
    .execute()
}
