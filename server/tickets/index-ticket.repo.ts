import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Tx } from '../db/index.ts'
import { documentTerms, headWords, readWords, storedWords, wordsOf, type DocumentWords, type Scope } from './search-words.ts'
import { searchEngine } from './ticket.search.ts'
import { newestVisibleThread } from './visible-thread.ts'

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

const documentQuery = hotQuery('search_document_of', (db, _key: 'any') =>
  guarded(db)
    .selectFrom('ticket')
    .innerJoin('search_document as document', (join) =>
      join.onRef('document.seq', '=', 'ticket.seq').onRef('document.account_id', '=', 'ticket.account_id'),
    )
    .select(['document.seq', 'document.thread_id', 'document.head', 'document.newest', 'document.earlier'])
    .select((eb) => newestVisibleThread(guarded(db), eb.ref('ticket.account_id'), eb.ref('ticket.id')).as('newest_id'))
    .where('ticket.account_id', '=', param<string>('accountId'))
    .where('ticket.id', '=', param<string>('ticketId')),
)

interface Key {
  account_id: string
  id: string
}

/**
 * Makes a ticket found by what it holds now: number, subject, public messages, and whose lists it is in. A step: call it in
 * the write that added a ticket or changed the contacts or companies of one, after all else, with the ticket locked
 * (`touchTicket`, `lockTicket`). What is hidden or confidential is decided when somebody searches.
 */
export async function indexTicket(tx: Tx, ticket: Key): Promise<void> {
  const key = { accountId: ticket.account_id, ticketId: ticket.id }
  const [row] = await ticketQuery(tx, 'any', key)
  if (!row) throw new Error(`ticket ${ticket.id} is gone inside its own transaction`)
  const messages = await messagesQuery(tx, 'any', key)
  const newestId = messages[0]?.thread_id ?? null
  const textOf = (isNewest: boolean) =>
    messages
      .filter(({ thread_id }) => (thread_id === newestId) === isNewest)
      .map(({ text }) => text)
      .join('\n')
  await write(
    tx,
    ticket,
    { seq: row.seq, thread_id: newestId },
    {
      head: headWords(row),
      newest: wordsOf(textOf(true)),
      earlier: wordsOf(textOf(false)),
    },
  )
}

/**
 * Makes a ticket found by a public message that was just added to it. The same as `indexTicket`, without reading the whole
 * conversation again when it goes on in the same thread.
 */
export async function indexMessage(tx: Tx, ticket: Key, message: { thread_id: string; text: string }): Promise<void> {
  const [document] = await documentQuery(tx, 'any', { accountId: ticket.account_id, ticketId: ticket.id })
  if (!document || document.thread_id !== message.thread_id || document.newest_id !== message.thread_id) return indexTicket(tx, ticket)
  const known = readWords(document.newest)
  const added = wordsOf(message.text)
  if ([...added].every((word) => known.has(word))) return
  // The new ones first: of a giant ticket the last words are left out.
  const newest = new Set([...added, ...known])
  await write(tx, ticket, document, { head: readWords(document.head), newest, earlier: readWords(document.earlier) })
}

async function write(
  tx: Tx,
  ticket: Key,
  { seq, thread_id }: { seq: number; thread_id: string | null },
  words: DocumentWords,
): Promise<void> {
  const { account_id } = ticket
  const links = await scopeQuery(tx, 'any', { accountId: account_id, ticketId: ticket.id })
  const scopes: Scope[] = [`account ${account_id}`, ...links.map(({ kind, id }): Scope => `${kind} ${id}`)]
  const [head, newest, earlier] = [storedWords(words.head), storedWords(words.newest), storedWords(words.earlier)]
  await searchEngine(tx).write(tx, { seq, account_id, thread_id, head, newest, earlier }, documentTerms(words, scopes))
}
