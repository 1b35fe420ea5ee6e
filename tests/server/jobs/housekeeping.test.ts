import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { ReplyResult } from '../../../shared/tickets.ts'
import { makeCaseTickets } from '../../support/case-tickets.ts'
import { openWorld } from '../../support/world.ts'

const daySeconds = 24 * 3600

test('an answer is given again for seven days, and forgotten after eight', async () => {
  const world = await openWorld()
  onTestFinished(world.close)
  const cases = await makeCaseTickets(world)
  const key = randomUUID()
  const reply = async () => {
    const anna = await world.contact('anna')
    const response = await anna.post(`/tickets/${cases.anna.id}/messages`, { text: 'once' }, { 'Idempotency-Key': key })
    return ((await response.json()) as ReplyResult).message.id
  }
  const first = await reply()
  world.advance(6.9 * daySeconds)
  await world.runJobs()
  expect(await reply()).toBe(first)
  world.advance(1.1 * daySeconds)
  await world.runJobs()
  expect(await reply()).not.toBe(first)
})

test('sessions and tokens that ended weeks ago leave no rows', async () => {
  const world = await openWorld()
  onTestFinished(world.close)
  await world.contact('anna')
  await world.staff('agent')
  const rows = async () => {
    const counts = await Promise.all(
      (['session', 'refresh_token', 'staff_session'] as const).map((table) =>
        world.deps.db.selectFrom(table).select('account_id').execute(),
      ),
    )
    return counts.map((found) => found.length)
  }
  expect(await rows()).toEqual([1, 1, 1])
  await world.runJobs()
  expect(await rows()).toEqual([1, 1, 1])
  world.advance(38 * daySeconds)
  await world.runJobs()
  expect(await rows()).toEqual([0, 0, 0])
})
