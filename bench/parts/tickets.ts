import { openDatabase } from '../../server/db/open.ts'
import { guarded } from '../../server/db/index.ts'
import { accountId } from '../data/people.ts'

/** Ids of a contact's tickets that the portal shows and that have a conversation. */
export async function readTicketIds(databaseUrl: string, contactId: string, which: { isOpen: boolean; max: number }): Promise<string[]> {
  const { db } = openDatabase(databaseUrl)
  try {
    const rows = await guarded(db)
      .selectFrom('thread')
      .innerJoin('ticket', (join) => join.onRef('ticket.account_id', '=', 'thread.account_id').onRef('ticket.id', '=', 'thread.ticket_id'))
      .innerJoin('pipeline', (join) =>
        join.onRef('pipeline.account_id', '=', 'ticket.account_id').onRef('pipeline.id', '=', 'ticket.pipeline_id'),
      )
      .select('ticket.id')
      .where('thread.account_id', '=', accountId)
      .where('thread.contact_id', '=', contactId)
      .where('pipeline.name', '=', 'Support')
      .where('ticket.is_closed', '=', which.isOpen ? 0 : 1)
      .orderBy('ticket.id')
      .limit(which.max)
      .execute()
    return rows.map(({ id }) => id)
  } finally {
    await db.destroy()
  }
}
