import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'
import type { EventStream } from './event-stream.ts'
import { openStream, openTicket, reply } from './streams.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const resyncs = (stream: EventStream) => stream.events.filter(({ event }) => event === 'resync')

async function hide(ticketId: string, isHidden = true): Promise<void> {
  const agent = await world.staff('agent')
  expect((await agent.json('PUT', `/tickets/${ticketId}/hidden`, { isHidden })).status).toBe(200)
}

test('who has a ticket on the page that is hidden hears that something is gone, and not what', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const streams = [await openStream(anna), await openStream(await world.contact('ben'))]
  await hide(ticket.id)
  for (const stream of streams) await stream.until((events) => events.some(({ event }) => event === 'resync'))
  for (const stream of streams) {
    expect(resyncs(stream)).toEqual([{ id: expect.any(String) as string, event: 'resync', data: '{}' }])
    expect(stream.text).not.toContain(ticket.id)
  }
  expect((await anna.get(`/tickets/${ticket.id}`)).status).toBe(404)
  await hide(ticket.id, false)
  for (const stream of streams) await stream.until((events) => events.some(({ data }) => data.includes(ticket.id)))
  world.deps.hub.close()
})

test('what happens to a hidden ticket afterwards is heard by nobody outside, nor is a ticket hidden that they never saw', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const other = await openTicket(anna, world.acme, 'Another')
  await hide(ticket.id)
  const { accountId, supportPipelineId } = world.acme
  await world.deps.db
    .updateTable('pipeline')
    .set({ is_confidential: 1 })
    .where('account_id', '=', accountId)
    .where('id', '=', supportPipelineId)
    .execute()
  const mine = await openStream(anna)
  const colleagues = await openStream(await world.contact('ben'))
  const agent = await world.staff('agent')
  await reply(agent, ticket.id, 'Behind the curtain')
  await agent.post(`/tickets/${ticket.id}/closure`)
  expect(resyncs(mine)).toEqual([])
  await hide(other.id)
  await mine.until((events) => events.some(({ event }) => event === 'resync'))
  world.deps.hub.close()
  await colleagues.end()
  await mine.end()
  expect(resyncs(mine)).toHaveLength(1)
  expect(resyncs(colleagues)).toEqual([])
  expect(mine.changes).toEqual([])
})

test('who was away when it happened hears it on return', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const before = await openStream(anna)
  const place = before.lastId
  await before.close()
  await hide(ticket.id)
  const after = await openStream(anna, place)
  await after.until((events) => events.some(({ event }) => event === 'resync'))
  expect(after.text).not.toContain(ticket.id)
  world.deps.hub.close()
})
