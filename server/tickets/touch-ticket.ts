import { sql } from 'kysely'
import { hotWrite, param } from '../db/hot-query.ts'
import { guarded, type Timestamp, type Tx } from '../db/index.ts'

/** What a customer can see of a ticket's change. Everything left out stays as it is. */
export interface TicketChange {
  lastActivityAt?: Timestamp
  /** Who wrote the newest public message. */
  lastMessageBy?: 'contact' | 'staff'
  /** `at`: since when it is closed, if it is. */
  stage?: { id: string; pipelineId: string; isClosed: 0 | 1; at: Timestamp }
  isHidden?: 0 | 1
}

/** Key: the table, then what is set, then what is expected. */
const touch = hotWrite('ticket_touch', (db, key: string) => {
  const [table, ...parts] = key.split(' ')
  const at = param<Timestamp>('lastActivityAt')
  const copies = {
    // Never back: of two writers, the one that began first may be the one that comes second.
    ...(parts.includes('activity') && {
      last_activity_at: sql<Timestamp>`case when last_activity_at < ${at} then ${at} else last_activity_at end`,
    }),
    ...(parts.includes('stage') && {
      pipeline_id: param<string>('pipelineId'),
      stage_id: param<string>('stageId'),
      is_closed: param<0 | 1>('isClosed'),
    }),
    ...(parts.includes('hidden') && { is_hidden: param<0 | 1>('isHidden') }),
  }
  const tables = guarded(db)
  if (table === 'ticket') {
    return tables
      .updateTable('ticket')
      .set({
        ...copies,
        ...(parts.includes('turn') && { waits_for_contact: param<0 | 1>('waitsForContact') }),
        // From one closed stage to another it stays closed since when it was.
        ...(parts.includes('stage') && {
          closed_at: sql<Timestamp | null>`case when ${param<0 | 1>('isClosed')} = 0 then null else coalesce(closed_at, ${param<Timestamp>('stageAt')}) end`,
        }),
      })
      .where('account_id', '=', param<string>('accountId'))
      .where('id', '=', param<string>('ticketId'))
      .$if(parts.includes('expected'), (qb) => qb.where('is_closed', '=', param<0 | 1>('expectedIsClosed')))
  }
  return tables
    .updateTable(table === 'ticket_contact' ? 'ticket_contact' : 'ticket_company')
    .set(copies)
    .where('account_id', '=', param<string>('accountId'))
    .where('ticket_id', '=', param<string>('ticketId'))
})

/**
 * Changes a ticket and the copies of it that lists are read from. The only writer of either.
 * It also locks the ticket until the transaction ends, so that a second writer waits.
 *
 * @param expected What the caller found; when it no longer holds, nothing is changed and the answer is false.
 */
export async function touchTicket(
  tx: Tx,
  ticket: { account_id: string; id: string },
  change: TicketChange,
  expected: { isClosed?: 0 | 1 } = {},
): Promise<boolean> {
  const set = [
    ...(change.lastActivityAt === undefined ? [] : ['activity']),
    ...(change.stage ? ['stage'] : []),
    ...(change.isHidden === undefined ? [] : ['hidden']),
  ].join(' ')
  const turn = change.lastMessageBy === undefined ? '' : ' turn'
  const values = {
    accountId: ticket.account_id,
    ticketId: ticket.id,
    lastActivityAt: change.lastActivityAt,
    stageId: change.stage?.id,
    pipelineId: change.stage?.pipelineId,
    isClosed: change.stage?.isClosed,
    stageAt: change.stage?.at,
    waitsForContact: change.lastMessageBy === 'staff' ? 1 : 0,
    isHidden: change.isHidden,
    expectedIsClosed: expected.isClosed,
  }
  const changed = await touch(tx, `ticket ${set}${turn}${expected.isClosed === undefined ? '' : ' expected'}`, values)
  if (changed === 0) return false
  await touch(tx, `ticket_contact ${set}`, values)
  await touch(tx, `ticket_company ${set}`, values)
  return true
}

/** Makes a second writer of the ticket wait until the transaction ends, and changes nothing: for what customers do not see. */
export async function lockTicket(tx: Tx, ticket: { account_id: string; id: string }): Promise<void> {
  await guarded(tx)
    .updateTable('ticket')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('account_id', '=', ticket.account_id)
    .where('id', '=', ticket.id)
    .execute()
}
