import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../server/db/open.ts'
import { requireSafeVersion } from '../../../server/db/open.sqlite.ts'

test('every connection of the embedded database waits for the disk and checks references, also on a file that is there already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-sqlite-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const visit of ['first', 'second', 'third']) {
    const { db } = openDatabase(join(folder, 'portal.sqlite'))
    const read = async (pragma: string) =>
      Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(pragma)}`.execute(db)).rows[0] ?? {})[0]
    expect(await read('synchronous'), visit).toBe(2)
    expect(await read('journal_mode'), visit).toBe('wal')
    expect(await read('foreign_keys'), visit).toBe(1)
    await db.destroy()
  }
})

test.for(['3.7.0', '3.50.4', '3.51.2'])('SQLite %s, which can lose commits, is refused', (version) => {
  expect(() => requireSafeVersion(version)).toThrow(`SQLite ${version} can lose data`)
})

test.for(['3.51.3', '3.52.1', '3.54.1', '4.0.0'])('SQLite %s is taken', (version) => {
  expect(() => requireSafeVersion(version)).not.toThrow()
})
