import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { firstTables } from '../../../server/db/migrations/0001-first-tables.ts'
import { rules } from '../../../server/db/migrations/0002-rules.ts'
import { listAndPage } from '../../../server/db/migrations/0003-list-and-page.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { transact } from '../../../server/db/transact.ts'
import { indexTicket } from '../../../server/tickets/index-ticket.repo.ts'
import { isFound, planAccountSearch } from '../../../server/tickets/ticket.search.ts'
import { runSql, withDatabase } from '../../support/test-database.ts'

const isPostgres = process.env.TEST_DATABASE === 'postgres'
const name = `portal_before_search_${process.pid}`
const at = '2026-01-01T00:00:00.000Z'

let opened: OpenedDatabase

beforeAll(async () => {
  if (isPostgres) await runSql(inject('postgres').url, `create database "${name}"`)
  opened = openDatabase(isPostgres ? withDatabase(inject('postgres').url, name) : ':memory:')
  const { db, dialect } = opened
  const tables = db as unknown as Kysely<unknown>
  await firstTables.up(tables, dialect)
  await rules.up(tables)
  await listAndPage.up(tables)
  await sql`create table migration (name text primary key, at text not null)`.execute(db)
  for (const step of [firstTables, rules, listAndPage]) {
    await sql`insert into migration (name, at) values (${step.name}, ${at})`.execute(db)
  }
  await addTickets()
  await migrate(opened)
})
afterAll(async () => {
  await opened.db.destroy()
  if (isPostgres) await runSql(inject('postgres').url, `drop database "${name}" with (force)`)
})

/** More than one batch of tickets; the first has two threads and a note. */
async function addTickets(): Promise<void> {
  const { db } = opened
  await sql`insert into account (id, name, created_at) values ('a', 'Old', ${at})`.execute(db)
  await sql`insert into company (account_id, id, name, created_at) values ('a', 'c', 'Nordvik', ${at})`.execute(db)
  await sql`insert into contact (account_id, id, name, name_folded, created_at) values ('a', 'p', 'Anna', 'anna', ${at})`.execute(db)
  await sql`insert into pipeline (account_id, id, name, position) values ('a', 'pi', 'Support', 0)`.execute(db)
  await sql`insert into stage (account_id, id, pipeline_id, labels, is_closed, position) values ('a', 's', 'pi', '{}', 0, 0)`.execute(db)
  await sql`insert into inbox (account_id, id, name, created_at) values ('a', 'i', 'Support', ${at})`.execute(db)
  await sql`insert into channel (account_id, id, inbox_id, kind) values ('a', 'ch', 'i', 'portal')`.execute(db)
  const copies = sql`'pi', 's', 0, 0, ${at}, ${at}`
  for (let number = 1; number <= 2100; number += 1) {
    const subject = number === 1 ? 'Ｆirst 東京都 Ærlig' : `Ticket of place ${number}`
    await sql`insert into ticket (account_id, id, number, subject, subject_folded, pipeline_id, stage_id, is_closed, is_hidden, created_at, last_activity_at)
      values ('a', ${`t${number}`}, ${number}, ${subject}, '', ${copies})`.execute(db)
  }
  await sql`insert into ticket_contact (account_id, ticket_id, contact_id, role, number, pipeline_id, stage_id, is_closed, is_hidden, created_at, last_activity_at)
    select account_id, id, 'p', 'requester', number, pipeline_id, stage_id, is_closed, is_hidden, created_at, last_activity_at from ticket`.execute(
    db,
  )
  await sql`insert into ticket_company (account_id, ticket_id, company_id, number, pipeline_id, stage_id, is_closed, is_hidden, created_at, last_activity_at)
    select account_id, id, 'c', number, pipeline_id, stage_id, is_closed, is_hidden, created_at, last_activity_at from ticket where number > 1`.execute(
    db,
  )
  for (const [thread, publicAt, text, direction] of [
    ['old', '2026-01-01T00:00:00.000Z', 'Words of before', 'inbound'],
    ['new', '2026-01-02T00:00:00.000Z', 'Words of after', 'outbound'],
    ['note', null, 'Secret', 'internal'],
  ] as const) {
    await sql`insert into thread (account_id, id, inbox_id, channel_id, ticket_id, subject, last_public_at, last_message_at, preview, created_at)
      values ('a', ${thread}, 'i', 'ch', 't1', 'S', ${publicAt}, ${at}, '', ${at})`.execute(db)
    await sql`insert into message (account_id, id, thread_id, direction, author_name, text, created_at)
      values ('a', ${thread}, ${thread}, ${direction}, 'A', ${text}, ${at})`.execute(db)
  }
  await sql`insert into message (account_id, id, thread_id, direction, author_name, text, created_at)
    values ('a', 'inner', 'new', 'internal', 'A', 'Hidden', ${at})`.execute(db)
}

async function numbers(text: string): Promise<number[]> {
  const plan = await planAccountSearch(opened.db, 'a', text)
  const rows = await guarded(opened.db)
    .selectFrom('ticket')
    .select('number')
    .where('account_id', '=', 'a')
    .where(isFound(opened.db, plan))
    .orderBy('number')
    .execute()
  return rows.map(({ number }) => number)
}

test('tickets of a database of the version before are found', async () => {
  expect(await numbers('first 都')).toEqual([1])
  expect(await numbers('before after ærl')).toEqual([1])
  expect(await numbers('secret')).toEqual([])
  expect(await numbers('hidden')).toEqual([])
  expect(await numbers('#2100')).toEqual([2100])
  expect(await numbers('2099')).toEqual([2099])
  expect(await numbers('place 209')).toEqual([209, ...Array.from({ length: 10 }, (_, index) => 2090 + index)])
  expect((await numbers('place')).length).toBe(2099)
})

test('the migration writes what the server writes', async () => {
  const tables = guarded(opened.db)
  const terms = isPostgres ? sql<string>`terms::text` : sql<string>`''`
  const read = () =>
    tables.selectFrom('search_document').selectAll().select(terms.as('terms')).where('seq', '<', 4).orderBy('seq').execute()
  const migrated = await read()
  expect(migrated[0]).toMatchObject({ newest: ' words of after ', earlier: ' words of before ' })
  const vocabulary = async () => {
    if (isPostgres) return []
    await sql`create virtual table if not exists search_words using fts5vocab(search_index, row)`.execute(opened.db)
    return (await sql`select term, doc from search_words order by term`.execute(opened.db)).rows
  }
  const words = await vocabulary()
  await transact(opened.db, async (tx) => {
    for (const id of ['t1', 't2', 't3']) await indexTicket(tx, { account_id: 'a', id })
  })
  expect(await read()).toEqual(migrated)
  const again = await vocabulary()
  expect(again.length).toBe(words.length)
})
