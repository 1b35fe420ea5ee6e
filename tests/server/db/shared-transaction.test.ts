import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase } from '../../../server/db/open.ts'
import { transact } from '../../../server/db/transact.ts'

// Only SQLite shares a commit; PostgreSQL has transactions of its own for each, tested everywhere else.

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'portal-shared-'))
  const statements: string[] = []
  const opened = openDatabase(join(folder, 'test.sqlite'), (query) => void statements.push(query.sql))
  await migrate(opened)
  onTestFinished(async () => {
    await opened.db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  const add = (name: string) =>
    transact(opened.db, async (tx) => {
      await tx.insertInto('installation').values({ name, value: '' }).execute()
      return name
    })
  const names = async () => (await opened.db.selectFrom('installation').select('name').orderBy('name').execute()).map((row) => row.name)
  return { db: opened.db, statements, add, names }
}

test('writes that come together share a commit, and each gets its own answer', async () => {
  const { statements, add, names } = await open()
  statements.length = 0
  const wanted = Array.from({ length: 20 }, (_, index) => `name-${String(index).padStart(2, '0')}`)
  expect(await Promise.all(wanted.map(add))).toEqual(wanted)
  expect(await names()).toEqual(wanted)
  expect(statements.filter((statement) => statement === 'commit')).toHaveLength(1)
})

test('one that fails is undone alone, whole, and hears its own error', async () => {
  const { db, add, names } = await open()
  const half = transact(db, async (tx) => {
    await tx.insertInto('installation').values({ name: 'half', value: '' }).execute()
    await tx.insertInto('installation').values({ name: 'half', value: 'again' }).execute()
  })
  const thrown = transact(db, async (tx) => {
    await tx.insertInto('installation').values({ name: 'thrown', value: '' }).execute()
    throw new Error('changed my mind')
  })
  const outcomes = await Promise.allSettled([add('before'), half, add('between'), thrown, add('after')])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  await expect(half).rejects.toThrow('UNIQUE')
  await expect(thrown).rejects.toThrow('changed my mind')
  expect(await names()).toEqual(['after', 'before', 'between'])
})

test('when the commit fails nobody in it is told of success, and the next writes go on', async () => {
  const { db, add, names } = await open()
  // A reference that is checked at the commit and not before.
  const dangling = transact(db, async (tx) => {
    await sql`pragma defer_foreign_keys = on`.execute(tx)
    await tx.insertInto('company').values({ account_id: 'nobody', id: 'c', name: 'c', name_folded: '', created_at: '' }).execute()
  })
  const outcomes = await Promise.allSettled([add('one'), dangling, add('two')])
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await names()).toEqual([])
  expect(await add('three')).toBe('three')
  expect(await names()).toEqual(['three'])
})
