import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Tx } from '../db/index.ts'
import { documentTerms, headWords, storedWords, wordsOf, type Scope } from './search-words.ts'
import { searchEngine } from './ticket.search.ts'

const ticketQuery = hotQuery('search_ticket', (db, _key: 'any') =>
  guarded(db)
    .selectFrom('ticket')
    .select(['seq', 'number', 'subject'])
    .where('account_id', '=', param<string>('accountId'))
    .where('id', '=', param<string>('ticketId')),
)

const scopeQuery = hotQuery('search_scopes', (db, _key: 'any') =>
  guarded(db)
    .selectFrom('ticket_contact')
    .select(['contact_id as id', (eb) => eb.val<'contact' | 'company'>('contact').as('kind')])
    .where('account_id', '=', param<string>('accountId'))
    .where('ticket_id', '=', param<string>('ticketId'))
    .unionAll(
      guarded(db)
        .selectFrom('ticket_company')
        .select(['company_id as id', (eb) => eb.val<'contact' | 'company'>('company').as('kind')])
        .where('account_id', '=', param<string>('accountId'))
        .where('ticket_id', '=', param<string>('ticketId')),
    ),
)

/** The newest visible thread first, of each the newest message first. Internal notes are not among them. */
const messagesQuery = hotQuery('search_messages', (db, _key: 'any') =>
  guarded(db)
    .selectFrom('thread')
    .innerJoin('message', (join) => join.onRef('message.account_id', '=', 'thread.account_id').onRef('message.thread_id', '=', 'thread.id'))
    .select(['message.thread_id', 'message.text'])
    .where('thread.account_id', '=', param<string>('accountId'))
    .where('thread.ticket_id', '=', param<string>('ticketId'))
    .where('thread.last_public_at', 'is not', null)
    .where('message.direction', '!=', 'internal')
    .orderBy('thread.last_public_at', 'desc')
    .orderBy('thread.created_at', 'desc')
    .orderBy('thread.id', 'desc')
    .orderBy('message.created_at', 'desc')
    .orderBy('message.id', 'desc'),
)

/**
 * Makes a ticket found by what it holds now: number, subject, public messages, and whose lists it is in. A step: call it in
 * the write that added a public message or a ticket, or changed the contacts or companies of one, after all else, with the
 * ticket locked (`touchTicket`, `lockTicket`). What is hidden or confidential is decided when somebody searches.
 */
export async function indexTicket(tx: Tx, ticket: { account_id: string; id: string }): Promise<void> {
  const key = { accountId: ticket.account_id, ticketId: ticket.id }
  const [row] = await ticketQuery(tx, 'any', key)
  if (!row) throw new Error(`ticket ${ticket.id} is gone inside its own transaction`)
  const links = await scopeQuery(tx, 'any', key)
  const messages = await messagesQuery(tx, 'any', key)
  const textOf = (isNewest: boolean) =>
    messages.filter(({ thread_id }) => (thread_id === messages[0]?.thread_id) === isNewest).map(({ text }) => text)
  const words = { head: headWords(row), newest: wordsOf(textOf(true).join('\n')), earlier: wordsOf(textOf(false).join('\n')) }
  const scopes: Scope[] = [`account ${ticket.account_id}`, ...links.map(({ kind, id }): Scope => `${kind} ${id}`)]
  await searchEngine(tx).write(
    tx,
    {
      seq: row.seq,
      account_id: ticket.account_id,
      head: storedWords(words.head),
      newest: storedWords(words.newest),
      earlier: storedWords(words.earlier),
    },
    documentTerms(words, scopes),
  )
}
