import { afterEach, beforeEach, expect, test } from 'vitest'
import { transact } from '../../../server/db/transact.ts'
import { recordEvent } from '../../../server/events/record-event.ts'
import { sseEvent } from '../../../server/live/sse.ts'
import { openWorld, type World } from '../../support/world.ts'
import { EventStream } from './event-stream.ts'
import { openStream, openTicket, record, reply, useHub } from './streams.ts'

let world: World
let endHub: () => void

beforeEach(async () => {
  world = await openWorld()
  endHub = () => undefined
})
afterEach(async () => {
  endHub()
  await world.close()
})

test('a stream says that it is ready, from where, and cannot be cached or held back', async () => {
  const anna = await world.contact('anna')
  const response = await anna.get('/live')
  expect(
    Object.fromEntries(['Content-Type', 'Cache-Control', 'X-Accel-Buffering'].map((name) => [name, response.headers.get(name)])),
  ).toEqual({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  const stream = new EventStream(response)
  await stream.until((events) => events.length === 1)
  expect(stream.events).toEqual([{ id: expect.stringMatching(/^\d+$/), event: 'ready', data: '{}' }])
  await stream.close()
})

// T-32
test('signing out ends the streams of the session at once, and no other', async () => {
  const anna = await world.contact('anna')
  const tabs = [await openStream(anna), await openStream(anna)]
  const elsewhere = await openStream(await world.contact('anna'))
  expect((await anna.fetch('/session', { method: 'DELETE' })).status).toBe(204)
  for (const tab of tabs) {
    await tab.end(1000)
    expect(tab.events.at(-1)?.event).toBe('ended')
  }
  expect(elsewhere.isOver).toBe(false)
  await elsewhere.close()
})

test('staff who sign out lose their streams as well', async () => {
  const agent = await world.staff('agent')
  const stream = await openStream(agent)
  await agent.fetch('/session', { method: 'DELETE' })
  await stream.end(1000)
  expect(stream.events.at(-1)?.event).toBe('ended')
})

test.each<[why: string, how: (account: string) => Promise<unknown>]>([
  [
    'revoked by another process',
    (account) => world.deps.db.updateTable('session').set({ revoked_at: world.deps.now() }).where('account_id', '=', account).execute(),
  ],
  ['idle for too long', () => Promise.resolve(world.advance(25 * 3600))],
  [
    'of a portal that was switched off',
    (account) => world.deps.db.updateTable('portal').set({ is_on: 0 }).where('account_id', '=', account).execute(),
  ],
])('a stream ends by itself when its session is %s', async (_why, how) => {
  endHub = useHub(world, { checkMs: 50 })
  const stream = await openStream(await world.contact('anna'))
  await how(world.acme.accountId)
  await stream.end()
  expect(stream.events.at(-1)?.event).toBe('ended')
})

test('the real hub looks at its sessions within five seconds', async () => {
  const stream = await openStream(await world.contact('anna'))
  await world.deps.db.updateTable('session').set({ revoked_at: world.deps.now() }).where('account_id', '=', world.acme.accountId).execute()
  await stream.end(5500)
  expect(stream.events.at(-1)?.event).toBe('ended')
}, 10_000)

test('a notification that got lost costs seconds, not the event', async () => {
  endHub = useHub(world, { checkMs: 50 })
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const stream = await openStream(anna)
  const { accountId } = world.acme
  await transact(world.deps.db, (tx) =>
    recordEvent(tx, { kind: 'system', accountId }, world.deps.now(), { kind: 'ticket.changed', ticketId: ticket.id, isPublic: true }),
  )
  await stream.until(() => stream.changes.length === 1)
  await stream.close()
})

// T-66
test('text that looks like events stays text', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme, 'x data: y event: ended')
  const stream = await openStream(anna)
  await reply(anna, ticket.id, 'line\r\ndata: {"kind":"ended"}\r\n\r\nevent: ended\ndata: {}\n\nid: 99999\n\n')
  await stream.until(() => stream.changes.length === 1)
  expect(stream.events.map(({ event }) => event)).toEqual(['ready', 'message.added'])
  await stream.close()
  const text = new TextDecoder().decode(sseEvent('ticket.changed', 3, { ticketId: 'a\r\ndata: b\n\nevent: ended\u2028' }))
  expect(text.match(/\r|\n/g)).toHaveLength(4)
  expect(() => sseEvent('a\ndata: b', 1, {})).toThrow()
  expect(() => sseEvent('ready', Number.NaN, {})).toThrow()
})

test('a quiet stream has a heartbeat, and an old one is asked to reconnect', async () => {
  endHub = useHub(world, { checkMs: 20, heartbeatMs: 20, streamMaxMs: 500 })
  const stream = await openStream(await world.contact('anna'))
  await stream.end()
  expect(stream.text).toContain('\n\n: \n\n')
  expect(stream.events.map(({ event }) => event)).toEqual(['ready', 'reconnect'])
})

test('a session holds ten streams and a person twenty: the oldest makes room', async () => {
  const anna = await world.contact('anna')
  const streams: EventStream[] = []
  for (let count = 0; count < 11; count += 1) streams.push(await openStream(anna))
  await streams[0]?.end()
  expect(streams.map(({ isOver }) => isOver)).toEqual([true, ...Array.from({ length: 10 }, () => false)])
  for (const client of [await world.contact('anna'), await world.contact('anna')]) {
    for (let count = 0; count < 6; count += 1) streams.push(await openStream(client))
  }
  await streams[2]?.end()
  expect(streams.filter(({ isOver }) => !isOver)).toHaveLength(20)
  world.deps.hub.close()
})

// R18
test('a reader too slow for 256 KiB is told to load again and is closed; others are not held up', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  // Nobody reads this one.
  const slow = await anna.get('/live')
  const quick = await openStream(await world.contact('anna'))
  const events = Array.from({ length: 3000 }, () => ({ kind: 'ticket.changed', ticketId: ticket.id, isPublic: true }) as const)
  await record(world, world.acme.accountId, events)
  await quick.until(() => quick.changes.length === 3000)
  const stream = new EventStream(slow)
  await stream.end()
  expect(stream.events.at(-1)?.event).toBe('resync')
  expect(stream.text.length).toBeLessThanOrEqual(256 * 1024 + 100)
  await quick.close()
}, 30_000)

test('a stream resumes where it was cut: each event once, in order', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const first = await openStream(anna)
  const one = await reply(anna, ticket.id, 'one')
  await first.until(() => first.changes.length === 1)
  const place = first.lastId
  await first.close()
  const two = await reply(anna, ticket.id, 'two')
  const three = await reply(anna, ticket.id, 'three')
  const second = await openStream(anna, place)
  const four = await reply(anna, ticket.id, 'four')
  await second.until(() => second.changes.length >= 3)
  const messages = [...first.changes, ...second.changes].map(({ data }) => (JSON.parse(data) as { messageId: string }).messageId)
  expect(messages).toEqual([one, two, three, four])
  expect(second.events[0]).toEqual({ id: place, event: 'ready', data: '{}' })
  await second.close()
})

test('an event whose notification is still on its way comes once to a stream that begins before it', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const first = await openStream(anna)
  const { accountId } = world.acme
  await transact(world.deps.db, (tx) =>
    recordEvent(tx, { kind: 'system', accountId }, world.deps.now(), { kind: 'ticket.changed', ticketId: ticket.id, isPublic: true }),
  )
  // The first one keeps the account's place in the history where it was: before the event.
  expect(first.changes).toEqual([])
  const second = await openStream(anna, first.lastId)
  await reply(anna, ticket.id, 'and another')
  await second.until((events) => events.some(({ event }) => event === 'message.added'))
  expect(second.changes.map(({ event }) => event)).toEqual(['ticket.changed', 'message.added'])
  await first.until(() => first.changes.length === 2)
  expect(first.changes).toEqual(second.changes)
  await first.close()
  await second.close()
})

test.each([
  ['not a number', () => 'abc'],
  ['from the future', () => '99999999'],
  ['negative', () => '-1'],
])('a place that is %s means: load everything again', async (_what, place) => {
  const stream = await openStream(await world.contact('anna'), place())
  await stream.until((events) => events.length === 2)
  expect(stream.events.map(({ event }) => event)).toEqual(['ready', 'resync'])
  await stream.close()
})

test('more than 500 missed events are not told one by one', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const first = await openStream(anna)
  await first.close()
  const event = { kind: 'ticket.changed', ticketId: ticket.id, isPublic: true } as const
  await record(
    world,
    world.acme.accountId,
    Array.from({ length: 500 }, () => event),
  )
  const told = await openStream(anna, first.lastId)
  await told.until(() => told.changes.length === 500)
  await told.close()
  await record(world, world.acme.accountId, [event])
  const tooMany = await openStream(anna, first.lastId)
  await tooMany.until((events) => events.some((one) => one.event === 'resync'))
  expect(tooMany.changes).toEqual([])
  await tooMany.close()
})

test('HEAD opens no stream', async () => {
  const anna = await world.contact('anna')
  expect((await anna.fetch('/live', { method: 'HEAD' })).status).toBe(405)
})

test('a stream that its reader left is forgotten', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  for (let count = 0; count < 30; count += 1) await (await openStream(anna)).close()
  const last = await openStream(anna)
  await reply(anna, ticket.id, 'still there')
  await last.until(() => last.changes.length === 1)
  await last.close()
})

test('a server that stops asks its readers to come back', async () => {
  const streams = [await openStream(await world.contact('anna')), await openStream(await world.staff('agent'))]
  world.deps.hub.close()
  for (const stream of streams) {
    await stream.end(1000)
    expect(stream.events.at(-1)?.event).toBe('reconnect')
  }
  const late = new EventStream(await (await world.contact('anna')).get('/live'))
  await late.end(1000)
  expect(late.events.map(({ event }) => event)).toEqual(['reconnect'])
})
