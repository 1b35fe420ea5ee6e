import { expect, onTestFinished, test } from 'vitest'
import { killWhileReplying } from '../../support/kill-while-replying.ts'
import { createTestDatabase } from '../../support/test-database.ts'

test('twenty kills while customers reply: nothing acknowledged is lost, nothing is there twice', { timeout: 120_000 }, async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const report = await killWhileReplying(20, database.url.startsWith('postgres') ? database.url : undefined)
  expect(report).toMatchObject({ lost: [], doubled: [], unknown: [], integrity: 'ok' })
  expect(report.acknowledged).toBeGreaterThanOrEqual(10)
  // Without any the kills would have hit nothing.
  expect(report.retried).toBeGreaterThan(0)
})
