import { hotQuery, hotWrite, param } from '../db/hot-query.ts'
import type { Tx } from '../db/index.ts'
import type { Viewer } from '../viewer.ts'
import type { EventKind, EventRow } from './event.table.ts'

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

const nextSeq = hotQuery('event_seq', (db) =>
  db
    .updateTable('account')
    .set((eb) => ({ last_event_seq: eb('last_event_seq', '+', 1) }))
    .where('id', '=', param<string>('accountId'))
    .returning('last_event_seq'),
)

const addEvent = hotWrite('event_add', (db) =>
  db.insertInto('event').values({
    account_id: param('account_id'),
    seq: param('seq'),
    kind: param('kind'),
    actor_kind: param('actor_kind'),
    actor_id: param('actor_id'),
    ticket_id: param('ticket_id'),
    thread_id: param('thread_id'),
    message_id: param('message_id'),
    is_public: param('is_public'),
    data: param('data'),
    created_at: param('created_at'),
  }),
)

/** Appends a fact to the account's history, in the caller's transaction. Live streams and (later) webhooks read it from there. */
export async function recordEvent(tx: Tx, actor: Actor, at: string, event: NewEvent): Promise<void> {
  const [account] = await nextSeq(tx, 'account', { accountId: actor.accountId })
  if (!account) throw new Error(`there is no account ${actor.accountId}`)
  const row: EventRow = {
    account_id: actor.accountId,
    seq: account.last_event_seq,
    kind: event.kind,
    actor_kind: actor.kind === 'contact' || (actor.kind === 'staff' && !actor.through) ? actor.kind : 'system',
    actor_id: actor.kind === 'contact' ? actor.contactId : actor.kind === 'staff' ? (actor.through ?? actor.staffId) : null,
    ticket_id: event.ticketId ?? null,
    thread_id: event.threadId ?? null,
    message_id: event.messageId ?? null,
    is_public: event.isPublic ? 1 : 0,
    data: JSON.stringify(event.data ?? {}),
    created_at: at,
  }
  await addEvent(tx, 'event', { ...row })
}
