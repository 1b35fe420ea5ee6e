import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { type OpenedDatabase, openDatabase } from '../../../server/db/open.ts'
import { type TestDatabase, createTestDatabase } from '../../support/test-database.ts'

let database: TestDatabase
let opened: OpenedDatabase

afterEach(async () => {
  await opened.db.destroy()
  await database.drop()
})

test('migrating twice changes nothing', async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url)
  await migrate(opened)
  await migrate(opened)
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(opened.db)
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
})

test('a database of a newer version is refused in plain words', async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url)
  await migrate(opened)
  await sql`insert into migration (name, at) values ('9999-from-the-future', '2026-01-01T00:00:00.000Z')`.execute(opened.db)
  await expect(migrate(opened)).rejects.toThrow('made by a newer version')
})
