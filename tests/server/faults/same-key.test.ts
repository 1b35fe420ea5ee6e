import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { raceReplies } from '../../support/race-replies.ts'
import { createTestDatabase } from '../../support/test-database.ts'

test('four processes with the same keys write each reply once and give the same answers', { timeout: 60_000 }, async () => {
  const replies = 50
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'portal-race-'))
  onTestFinished(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const url = database.url === ':memory:' ? join(folder, 'portal.sqlite') : database.url
  const { answers, stored } = await raceReplies(url, { processes: 4, replies })
  expect(answers[0]).toHaveLength(replies)
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(stored.toSorted()).toEqual(Array.from({ length: replies }, (_, index) => `reply ${index}`).toSorted())
})
