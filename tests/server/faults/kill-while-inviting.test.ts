import { expect, onTestFinished, test } from 'vitest'
import { killWhileInviting } from '../../support/kill-while-inviting.ts'
import { createTestDatabase } from '../../support/test-database.ts'

const people = 1000
const kills = 5
/** Mails that one process has on the way at a time. */
const inFlight = 5

test('R8: a thousand people are invited once each, though the server is killed five times on the way', { timeout: 120_000 }, async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const report = await killWhileInviting(people, kills, database.url.startsWith('postgres') ? database.url : undefined)
  expect(report).toMatchObject({ rows: people, invited: people, addresses: people, underAnotherId: 0 })
  expect(report.again).toBeLessThanOrEqual(kills * inFlight)
})
