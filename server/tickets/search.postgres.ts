import { sql } from 'kysely'
import { hotQuery, hotWrite, param } from '../db/hot-query.ts'
import type { SearchEngine } from './ticket.search.ts'

/** The index on PostgreSQL: GIN over the terms of each document. */
export const postgresSearch: SearchEngine = {
  async find(db, accountId, terms, most) {
    const match = terms
      .map(({ terms: some, isPrefix }) => `(${some.map((term) => `'${term}'${isPrefix ? ':*' : ''}`).join(' | ')})`)
      .join(' & ')
    const rows = await findQuery(db, 'any', { accountId, match, most })
    return rows.map(({ ticket_id }) => ticket_id)
  },
  async write(tx, document, terms) {
    await writeQuery(tx, 'any', { ...document, terms: terms.join(' ') })
  },
  async remove(tx, accountId, seq) {
    await sql`delete from search_document where account_id = ${accountId} and seq = ${seq}`.execute(tx)
  },
  // Dead rows are PostgreSQL's own to vacuum; nothing asks them any more.
  purge: () => Promise.resolve(),
  join: 'lateral',
  isLike: (text, pattern) => sql`${text} ilike ${pattern}`,
  tableOf: (json) => sql<{ value: string }>`json_array_elements_text(${json}::json)`,
}

const findQuery = hotQuery('search_find', (db, _key: 'any') => ({
  compile: () =>
    sql<{ ticket_id: string }>`
      select ticket_id from search_matches(of_account => ${param('accountId')}::text,
        query => ${param('match')}::tsquery, most => ${param('most')}::integer) -- of one account_id`.compile(db),
}))

const writeQuery = hotWrite('search_write', (db, _key: 'any') => ({
  compile: () =>
    sql`insert into search_document (seq, account_id, thread_id, head, newest, earlier, terms)
      values (${param('seq')}, ${param('account_id')}, ${param('thread_id')}, ${param('head')}, ${param('newest')}, ${param('earlier')},
        array_to_tsvector(string_to_array(${param('terms')}, ' ')))
      on conflict (seq) do update set thread_id = excluded.thread_id, head = excluded.head, newest = excluded.newest, earlier = excluded.earlier, terms = excluded.terms
      where search_document.account_id = excluded.account_id`.compile(db),
}))
