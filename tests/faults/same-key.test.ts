import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../support/postgres.ts'
import { raceReplies } from '../support/race-replies.ts'
import { runSql, withDatabase } from '../support/test-database.ts'

const replies = 2_000

/** Makes a database of one kind for one test. */
const databases: Record<string, () => Promise<string>> = {
  SQLite() {
    const folder = mkdtempSync(join(tmpdir(), 'portal-race-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return Promise.resolve(join(folder, 'portal.sqlite'))
  },
  async PostgreSQL() {
    const { url, stop } = await startPostgres({ fsync: true })
    onTestFinished(stop)
    await runSql(url, 'create database race')
    return withDatabase(url, 'race')
  },
}

test.for(Object.keys(databases))('%s: four processes, the same 2,000 keys, 2,000 replies', { timeout: 600_000 }, async (kind) => {
  const url = (await databases[kind]?.()) ?? ''
  const { answers, stored } = await raceReplies(url, { processes: 4, replies })
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(new Set(stored).size).toBe(replies)
  expect(stored).toHaveLength(replies)
})
