import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { hotQuery, hotWrite, param } from '../db/hot-query.ts'
import type { Db } from '../db/index.ts'
import type { SearchEngine } from './ticket.search.ts'

/** The index on SQLite: an FTS5 table without text of its own. */
export const sqliteSearch: SearchEngine = {
  async find(db, accountId, terms, most) {
    const match = terms
      .map(({ terms: some, isPrefix }) => `(${some.map((term) => `"${term}"${isPrefix ? '*' : ''}`).join(' OR ')})`)
      .join(' AND ')
    const rows = await findQuery(db, 'any', { accountId, match, most })
    return rows.map(({ id }) => id)
  },
  async write(tx, document, terms) {
    await writeDocument(tx, 'any', { ...document })
    await writeTerms(tx, 'any', { account_id: document.account_id, seq: document.seq, terms: terms.join(' ') })
  },
  async remove(tx, accountId, seq) {
    await sql`delete from search_index where rowid in (select seq from search_document where account_id = ${accountId} and seq = ${seq})`.execute(
      tx,
    )
    await sql`delete from search_document where account_id = ${accountId} and seq = ${seq}`.execute(tx)
  },
  async purge(db) {
    // The index keeps the words of what was deleted until its parts are merged (sqlite.org/fts5.html §6.9): all into one, a little at a time.
    await merge(db, -mergePages)
    for (let step = 0; step < mergeStepsMax && (await merge(db, mergePages)); step += 1) await setImmediate()
    // What the log still has of it is in the file now.
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
  },
  join: 'cross',
  isLike: (text, pattern) => sql`${text} like ${pattern}`,
  tableOf: (json) => sql<{ value: string }>`json_each(${json})`,
}

/** Pages that one step of a merge writes, and the most steps. */
const mergePages = 256
const mergeStepsMax = 10_000

/** One step of merging the index. @returns false when there was nothing to do any more. */
async function merge(db: Db, pages: number): Promise<boolean> {
  const count = async () => (await sql<{ n: number }>`select total_changes() as n`.execute(db)).rows[0]?.n ?? 0
  const before = await count()
  await sql`insert into search_index (search_index, rank) values ('merge', ${pages}) -- of every account_id`.execute(db)
  return (await count()) - before >= 2
}

// The cross join is one in this order: first the index, then each ticket by its key.
const findQuery = hotQuery('search_find', (db, _key: 'any') => ({
  compile: () =>
    sql<{ id: string }>`
      select ticket.id from search_index cross join ticket
      where search_index match ${param('match')} and ticket.seq = search_index.rowid and ticket.account_id = ${param('accountId')}
      limit ${param('most')}`.compile(db),
}))

const writeDocument = hotWrite('search_document_write', (db, _key: 'any') => ({
  compile: () =>
    sql`insert or replace into search_document (seq, account_id, thread_id, head, newest, earlier)
      values (${param('seq')}, ${param('account_id')}, ${param('thread_id')}, ${param('head')}, ${param('newest')}, ${param('earlier')})`.compile(
      db,
    ),
}))

/** The index knows tickets only by `seq`; the account is in its terms. */
const writeTerms = hotWrite('search_terms_write', (db, _key: 'any') => ({
  compile: () =>
    sql`insert or replace into search_index (rowid, terms)
      select seq, ${param('terms')} from search_document where seq = ${param('seq')} and account_id = ${param('account_id')}`.compile(db),
}))
