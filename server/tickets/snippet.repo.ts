import { sql } from 'kysely'
import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Db } from '../db/index.ts'
import type { ContactViewer } from '../viewer.ts'
import { makeSnippet, type Snippet } from './make-snippet.ts'
import { readSearch, wordPattern, type SearchWord } from './search-words.ts'
import { searchEngine } from './ticket.search.ts'
import { messagesVisibleTo } from './ticket.visibility.ts'
import { shapeOf, viewerOfShape } from './viewer-shape.ts'
import { newestVisibleThread } from './visible-thread.ts'

interface Shape {
  viewer: string
  words: number
  /** Every public message of the tickets instead of the likeliest one of each. */
  isEvery: boolean
}

/** Of a ticket with very many messages the words are looked for in so many. */
const messagesMax = 2000

const messagesQuery = hotQuery('search_snippets', (db, key) => {
  const { viewer, words, isEvery } = JSON.parse(key) as Shape
  const asked = viewerOfShape(viewer)
  const tables = guarded(db)
  const indexes = Array.from({ length: words }, (_, index) => index)
  const shownWords = asked.seesEarlierThreads ? sql`document.newest || document.earlier` : sql`document.newest`
  // Cross joins keep SQLite to their order: it would begin with all messages of the account.
  const said = tables
    .selectFrom('thread as held')
    .crossJoin('message as said')
    .where('held.account_id', '=', param<string>('accountId'))
    .whereRef('held.ticket_id', '=', 'ticket.id' as never)
    .where((eb) =>
      asked.seesEarlierThreads
        ? eb('held.last_public_at', 'is not', null)
        : eb('held.id', '=', newestVisibleThread(tables, eb.ref('held.account_id'), eb.ref('held.ticket_id'))),
    )
    .whereRef('said.account_id', '=', 'held.account_id')
    .whereRef('said.thread_id', '=', 'held.id')
    .where('said.direction', '!=', 'internal')
  // How a word is written in a message is known but for case and compatibility forms; what comes is looked at closely.
  const { isLike } = searchEngine(db)
  const likeness = sql.join(
    indexes.map((index) => sql`case when ${isLike(sql.ref('said.text'), param(`likely${index}`))} then 1 else 0 end`),
    sql` + `,
  )
  const likeliest = said.select('said.id').orderBy(likeness, 'desc').orderBy('said.created_at', 'desc').orderBy('said.id', 'desc').limit(1)
  const ids = tables
    .selectFrom(searchEngine(db).tableOf(param('ticketIds')).as('found'))
    .crossJoin('ticket')
    .innerJoin('search_document as document', (join) =>
      join.onRef('document.seq', '=', 'ticket.seq').onRef('document.account_id', '=', 'ticket.account_id'),
    )
    .where('ticket.account_id', '=', param<string>('accountId'))
    .whereRef('ticket.id', '=', 'found.value')
    .where((eb) => eb.or(indexes.map((index) => sql<boolean>`${shownWords} like ${param(`word${index}`)}`)))
  const threads = ids
    .crossJoin('thread as kept')
    .where('kept.account_id', '=', param<string>('accountId'))
    .whereRef('kept.ticket_id', '=', 'ticket.id')
    .select('kept.id')
  return messagesVisibleTo(db, asked)
    .where((eb) => (isEvery ? eb('message.thread_id', 'in', threads) : eb('message.id', 'in', ids.select(likeliest.as('id')))))
    .select('message.text')
    .select((eb) =>
      eb
        .selectFrom('thread')
        .select('thread.ticket_id')
        .whereRef('thread.account_id', '=', 'message.account_id')
        .whereRef('thread.id', '=', 'message.thread_id')
        .as('ticket_id'),
    )
    .orderBy('message.created_at', 'desc')
    .limit(messagesMax)
})

/** For each ticket in whose visible messages words of the search stand, the place where most of them do, newest message first. */
export async function findSnippets(
  db: Db,
  viewer: ContactViewer,
  ticketIds: readonly string[],
  search: string | undefined,
): Promise<ReadonlyMap<string, Snippet>> {
  const words = readSearch(search ?? '')
  if (words.length === 0 || ticketIds.length === 0) return new Map()
  const likely = await readSnippets(db, viewer, ticketIds, words, false)
  const missing = likely.looked.filter((id) => !likely.snippets.has(id))
  if (missing.length === 0) return likely.snippets
  const every = await readSnippets(db, viewer, missing, words, true)
  return new Map([...likely.snippets, ...every.snippets])
}

async function readSnippets(db: Db, viewer: ContactViewer, ticketIds: readonly string[], words: readonly SearchWord[], isEvery: boolean) {
  const { key, values } = shapeOf(viewer)
  const all: Record<string, unknown> = { ...values, ticketIds: JSON.stringify(ticketIds) }
  for (const [index, word] of words.entries()) {
    all[`word${index}`] = wordPattern(word)
    all[`likely${index}`] = `%${word.word.replaceAll(/[^a-z0-9]/gu, '_')}%`
  }
  const shape: Shape = { viewer: key, words: words.length, isEvery }
  const rows = await messagesQuery(db, JSON.stringify(shape), all)
  const best = new Map<string, NonNullable<ReturnType<typeof makeSnippet>>>()
  for (const { ticket_id, text } of rows) {
    const made = makeSnippet(text, words)
    if (ticket_id !== null && made && made.words > (best.get(ticket_id)?.words ?? 0)) best.set(ticket_id, made)
  }
  const snippets = new Map([...best].map(([id, { snippet }]) => [id, snippet]))
  return { snippets, looked: rows.flatMap(({ ticket_id }) => ticket_id ?? []) }
}
