import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { firstTables } from '../../../server/db/migrations/0001-first-tables.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { runSql, withDatabase } from '../../support/test-database.ts'

const isPostgres = process.env.TEST_DATABASE === 'postgres'
const name = `portal_before_rules_${process.pid}`

let opened: OpenedDatabase

beforeAll(async () => {
  if (isPostgres) await runSql(inject('postgres').url, `create database "${name}"`)
  opened = openDatabase(isPostgres ? withDatabase(inject('postgres').url, name) : ':memory:')
})
afterAll(async () => {
  await opened.db.destroy()
  if (isPostgres) await runSql(inject('postgres').url, `drop database "${name}" with (force)`)
})

test('a database of the version before gets what rules read', async () => {
  const { db, dialect } = opened
  const at = '2026-01-01T00:00:00.000Z'
  await firstTables.up(db as unknown as Kysely<unknown>, dialect)
  await sql`create table migration (name text primary key, at text not null)`.execute(db)
  await sql`insert into migration (name, at) values (${firstTables.name}, ${at})`.execute(db)
  await sql`insert into account (id, name, created_at) values ('a', 'Old', ${at})`.execute(db)
  await sql`insert into company (account_id, id, name, created_at) values ('a', 'c', 'ＮＯＲＤVIK Ås', ${at})`.execute(db)
  await sql`insert into contact (account_id, id, name, name_folded, created_at) values ('a', 'p', 'Anna', 'anna', ${at})`.execute(db)
  await sql`insert into pipeline (account_id, id, name, position) values ('a', 'pi', 'Support', 0)`.execute(db)
  await sql`insert into stage (account_id, id, pipeline_id, labels, is_closed, position) values ('a', 's1', 'pi', '{}', 0, 0)`.execute(db)
  await sql`insert into ticket (account_id, id, number, subject, subject_folded, pipeline_id, stage_id, is_closed, created_at, last_activity_at)
    values ('a', 't', 1, 'S', 's', 'pi', 's1', 0, ${at}, ${at})`.execute(db)
  await sql`insert into ticket_contact (account_id, ticket_id, contact_id, role, last_activity_at, pipeline_id, is_closed, is_hidden)
    values ('a', 't', 'p', 'requester', ${at}, 'pi', 0, 0)`.execute(db)
  await sql`insert into ticket_company (account_id, ticket_id, company_id, last_activity_at, pipeline_id, is_closed, is_hidden)
    values ('a', 't', 'c', ${at}, 'pi', 0, 0)`.execute(db)
  await migrate(opened)
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows
  expect(await rows(sql`select stage_id from ticket_contact where account_id = 'a'`)).toEqual([{ stage_id: 's1' }])
  expect(await rows(sql`select stage_id from ticket_company where account_id = 'a'`)).toEqual([{ stage_id: 's1' }])
  expect(await rows(sql`select name_folded from company where account_id = 'a'`)).toEqual([{ name_folded: 'nordvik ås' }])
  expect(await rows(sql`select time_zone from account where id = 'a'`)).toEqual([{ time_zone: 'UTC' }])
  expect(await rows(sql`select is_confidential from pipeline where account_id = 'a'`)).toEqual([{ is_confidential: 0 }])
})
