import { hash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'

/** The search index, filled with the tickets that there are. How words are split and what a term is: server/tickets/search-words.ts. */
export const search = {
  name: '0004-search',
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    await sql
      .raw(
        `create table search_document (
        seq ${dialect === 'sqlite' ? 'integer' : 'bigint'} primary key, account_id text not null references account (id),
        thread_id text, head text not null, newest text not null, earlier text not null${dialect === 'sqlite' ? '' : ', terms tsvector not null'})`,
      )
      .execute(db)
    if (dialect === 'sqlite') {
      // Every character but ASCII's own signs and blanks is part of a word: the words come split.
      await sql
        .raw(
          `create virtual table search_index using fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '6 7')`,
        )
        .execute(db)
    }
    await fillSearch(db, dialect)
    if (dialect === 'postgres') await sql.raw(postgresFunction).execute(db)
  },
}

// Every search reads the list of what is not yet in the index, so it is kept short.
const postgresIndex = `create index search_document_terms on search_document using gin (terms) with (gin_pending_list_limit = 512)`

// The planner would read the whole table for words that it takes for frequent; the caller stops after the first ones.
const postgresFunction = `create function search_matches (of_account text, query tsquery, most integer) returns table (ticket_id text)
  language plpgsql stable set enable_seqscan = off as $$ begin
    return query select ticket.id
      from (select document.seq from search_document document
        where document.terms @@ query and document.account_id = of_account limit most) found
      join ticket on ticket.account_id = of_account and ticket.seq = found.seq;
  end $$`

const batchTickets = 2000

/** Writes the documents of all tickets into tables that have none, in the order of `ticket.seq`. */
export async function fillSearch(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
  if (dialect === 'postgres') {
    // An index is made faster than it grows.
    await sql`drop index if exists search_document_terms`.execute(db)
    // Of a few thousand tickets each time; without statistics the planner would read whole tables for them.
    for (const method of ['seqscan', 'hashjoin', 'mergejoin']) await sql.raw(`set local enable_${method} = off`).execute(db)
  }
  for (let after = 0; ;) {
    const tickets = await readTickets(db, after)
    const last = tickets.at(-1)
    if (!last) break
    const documents = makeDocuments(tickets, await readMessages(db, after, last.seq), await readScopes(db, after, last.seq))
    await (dialect === 'sqlite' ? writeSqlite(db, documents) : writePostgres(db, documents))
    after = last.seq
  }
  if (dialect === 'postgres') {
    for (const method of ['seqscan', 'hashjoin', 'mergejoin']) await sql.raw(`set local enable_${method} to default`).execute(db)
    await sql.raw(postgresIndex).execute(db)
  }
}

interface Ticket {
  seq: number
  account_id: string
  number: number
  subject: string
}

interface Document extends Ticket {
  thread_id: string | null
  head: string
  newest: string
  earlier: string
  terms: string[]
}

async function readTickets(db: Kysely<unknown>, after: number): Promise<Ticket[]> {
  const { rows } = await sql<Ticket>`
    select seq, account_id, number, subject from ticket where seq > ${after} order by seq limit ${batchTickets}`.execute(db)
  return rows
}

/** Public messages, those of a ticket's newest visible thread first, the newest of each first. */
async function readMessages(db: Kysely<unknown>, after: number, last: number) {
  const { rows } = await sql<{ seq: number; thread_id: string; text: string }>`
    select ticket.seq, thread.id as thread_id, message.text
    from ticket
    join thread on thread.account_id = ticket.account_id and thread.ticket_id = ticket.id
    join message on message.account_id = thread.account_id and message.thread_id = thread.id
    where ticket.seq > ${after} and ticket.seq <= ${last} and thread.last_public_at is not null and message.direction <> 'internal'
    order by ticket.seq, thread.last_public_at desc, thread.created_at desc, thread.id desc, message.created_at desc, message.id desc`.execute(
    db,
  )
  return Map.groupBy(rows, ({ seq }) => seq)
}

async function readScopes(db: Kysely<unknown>, after: number, last: number) {
  const { rows } = await sql<{ seq: number; scope: string }>`
    select ticket.seq, 'contact ' || link.contact_id as scope
    from ticket join ticket_contact link on link.account_id = ticket.account_id and link.ticket_id = ticket.id
    where ticket.seq > ${after} and ticket.seq <= ${last}
    union all
    select ticket.seq, 'company ' || link.company_id as scope
    from ticket join ticket_company link on link.account_id = ticket.account_id and link.ticket_id = ticket.id
    where ticket.seq > ${after} and ticket.seq <= ${last}`.execute(db)
  return Map.groupBy(rows, ({ seq }) => seq)
}

function makeDocuments(
  tickets: readonly Ticket[],
  messages: Awaited<ReturnType<typeof readMessages>>,
  scopes: Awaited<ReturnType<typeof readScopes>>,
): Document[] {
  return tickets.map((ticket) => {
    const head = wordsOf(ticket.subject).add(String(ticket.number)).add(`№${ticket.number}`)
    const texts = messages.get(ticket.seq) ?? []
    const newestId = texts[0]?.thread_id ?? null
    const [newest, earlier] = [new Set<string>(), new Set<string>()]
    for (const { thread_id, text } of texts) for (const word of wordsOf(text)) (thread_id === newestId ? newest : earlier).add(word)
    const codes = [`account ${ticket.account_id}`, ...(scopes.get(ticket.seq) ?? []).map(({ scope }) => scope)].map(codeOf)
    return {
      ...ticket,
      thread_id: newestId,
      head: stored(head),
      newest: stored(newest),
      earlier: stored(earlier),
      terms: termsOf(codes, head, newest, earlier),
    }
  })
}

function termsOf(codes: readonly string[], head: Set<string>, newest: Set<string>, earlier: Set<string>): string[] {
  const terms: string[] = []
  let bytes = 0
  const add = (part: string, word: string) => {
    bytes += (Buffer.byteLength(word) + 5) * codes.length
    if (bytes <= 900_000) for (const code of codes) terms.push(part + code + word)
  }
  for (const word of head) add('s', word)
  for (const word of newest) if (!head.has(word)) add('s', word)
  for (const word of earlier) if (!head.has(word) && !newest.has(word)) add('e', word)
  return terms
}

async function writeSqlite(db: Kysely<unknown>, documents: readonly Document[]): Promise<void> {
  // One statement for all of them: a million single ones cost more than what they do.
  const rows = JSON.stringify(
    documents.map((made) => [made.seq, made.account_id, made.thread_id, made.head, made.newest, made.earlier, made.terms.join(' ')]),
  )
  await sql`insert into search_document (seq, account_id, thread_id, head, newest, earlier)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(${rows})`.execute(db)
  await sql`insert into search_index (rowid, terms) select value ->> 0, value ->> 6 from json_each(${rows})`.execute(db)
}

async function writePostgres(db: Kysely<unknown>, documents: readonly Document[]): Promise<void> {
  // Terms hold neither blanks nor quotes.
  await sql`insert into search_document (seq, account_id, thread_id, head, newest, earlier, terms)
    select seq, account_id, thread_id, head, newest, earlier, array_to_tsvector(string_to_array(terms, ' '))
    from unnest(
      ${documents.map(({ seq }) => seq)}::bigint[], ${documents.map(({ account_id }) => account_id)}::text[],
      ${documents.map(({ thread_id }) => thread_id)}::text[], ${documents.map(({ head }) => head)}::text[], ${documents.map(({ newest }) => newest)}::text[],
      ${documents.map(({ earlier }) => earlier)}::text[], ${documents.map(({ terms }) => terms.join(' '))}::text[]
    ) as made (seq, account_id, thread_id, head, newest, earlier, terms)`.execute(db)
}

function stored(words: ReadonlySet<string>): string {
  return words.size === 0 ? '' : ` ${[...words].join(' ')} `
}

function codeOf(scope: string): string {
  return (parseInt(hash('sha256', scope, 'hex').slice(0, 10), 16) % 36 ** 4).toString(36).padStart(4, '0')
}

const run = /[\p{L}\p{N}\p{M}]+/gu
const spaceless = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}'
const hasSpaceless = new RegExp(`[${spaceless}]`, 'u')
const stretch = new RegExp(`([${spaceless}]+)|[^${spaceless}]+`, 'gu')

function wordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const [found] of text.normalize('NFKC').toLowerCase().matchAll(run)) {
    for (const [part, pairs] of hasSpaceless.test(found) ? found.matchAll(stretch) : [[found]]) {
      const characters = Array.from(part ?? '')
      if (pairs === undefined) words.add(characters.slice(0, 40).join(''))
      else for (const [index, character] of characters.entries()) words.add(character + (characters[index + 1] ?? ''))
    }
  }
  return words
}
