import { afterEach, beforeEach, expect, test } from 'vitest'
import { liveEventKinds } from '../../../shared/live.ts'
import { guarded } from '../../../server/db/index.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { EventStream } from './event-stream.ts'
import { openStream, openTicket, record, reply, useHub } from './streams.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const ids = (stream: EventStream) => stream.changes.flatMap(({ data }) => Object.values(JSON.parse(data) as Record<string, string | null>))

/** Everything that can happen to a ticket, through the routes, and then each kind of event by itself, public and not. */
async function everythingHappens(ticketId: string): Promise<{ threadId: string; noteId: string; replyId: string; lastSeq: string }> {
  const anna = await world.contact('anna')
  const agent = await world.staff('agent')
  const replyId = await reply(anna, ticketId, 'Still stuck.')
  await reply(agent, ticketId, 'We look into it.')
  const noteId = await reply(agent, ticketId, 'She is angry.', true)
  await agent.json('PUT', `/tickets/${ticketId}/stage`, { stageId: world.acme.waitingStageId })
  await agent.post(`/tickets/${ticketId}/closure`)
  await agent.fetch(`/tickets/${ticketId}/closure`, { method: 'DELETE' })
  const { thread } = (await (await agent.get(`/tickets/${ticketId}`)).json()) as { thread: { id: string } }
  await agent.json('PUT', `/threads/${thread.id}/read-state`, {})
  const about = { ticketId, threadId: thread.id, messageId: replyId }
  await record(
    world,
    world.acme.accountId,
    liveEventKinds.flatMap((kind) => [
      { kind, ...about, isPublic: false },
      { kind, ...about, isPublic: true },
      { kind, ...about, messageId: noteId, isPublic: true },
    ]),
  )
  const { last_event_seq } = await world.deps.db
    .selectFrom('account')
    .select('last_event_seq')
    .where('id', '=', world.acme.accountId)
    .executeTakeFirstOrThrow()
  return { threadId: thread.id, noteId, replyId, lastSeq: String(last_event_seq) }
}

// T-07
test('who may not see a ticket gets not one byte about it, whatever happens to it', async () => {
  const ticket = await openTicket(await world.contact('anna'), world.acme)
  const outsiders = await Promise.all([
    world.contact('cleo'),
    world.contact('dan'),
    world.contact('anna', world.bolt),
    world.staff('settings'),
    world.staff('agent', world.bolt),
    world.staff('settings', world.bolt),
  ])
  const streams: EventStream[] = []
  for (const outsider of outsiders) streams.push(await openStream(outsider))
  const agent = await openStream(await world.staff('agent'))

  const { lastSeq } = await everythingHappens(ticket.id)
  await agent.until((events) => events.some(({ id }) => id === lastSeq))
  // The streams end with a word of their own, so what came before it is all there was.
  world.deps.hub.close()
  for (const stream of streams) {
    await stream.end()
    expect(stream.events.map(({ event }) => event)).toEqual(['ready', 'reconnect'])
    expect(stream.text).toMatch(/^id: \d+\nevent: ready\ndata: \{\}\n\nevent: reconnect\ndata: \{\}\n\n$/)
  }
})

test('own tickets only: a colleague gets not one byte either', async () => {
  await world.deps.db.updateTable('portal').set({ permission_mode: 'own' }).where('account_id', '=', world.acme.accountId).execute()
  const ticket = await openTicket(await world.contact('anna'), world.acme)
  const ben = await openStream(await world.contact('ben'))
  const agent = await openStream(await world.staff('agent'))
  const { lastSeq } = await everythingHappens(ticket.id)
  await agent.until((events) => events.some(({ id }) => id === lastSeq))
  world.deps.hub.close()
  await ben.end()
  expect(ben.changes).toEqual([])
  expect(ben.text).not.toContain(ticket.id)
})

// T-26
test('who may see the ticket hears of it, by ids that the ordinary routes give, and of no note and no thread', async () => {
  const anna = await world.contact('anna')
  const ben = await world.contact('ben')
  const ticket = await openTicket(anna, world.acme)
  const agent = await openStream(await world.staff('agent'))
  const streams = [await openStream(anna), await openStream(ben)]
  const { threadId, noteId, replyId, lastSeq } = await everythingHappens(ticket.id)
  await agent.until((events) => events.some(({ id }) => id === lastSeq))
  expect(ids(agent)).toEqual(expect.arrayContaining([ticket.id, threadId, noteId, replyId]))
  world.deps.hub.close()
  for (const [index, client] of [anna, ben].entries()) {
    const stream = streams[index] as EventStream
    await stream.end()
    expect(ids(stream)).toContain(replyId)
    expect(stream.changes.map(({ event }) => event)).toEqual(expect.arrayContaining(['ticket.changed', 'message.added']))
    // Recorded twice as public and once as not.
    expect(stream.changes.filter(({ event }) => event === 'ticket.opened')).toHaveLength(2)
    expect(stream.text).not.toContain(noteId)
    expect(stream.text).not.toContain(threadId)
    expect(stream.text).not.toContain('thread.changed')
    const rest = (await (await client.get('/tickets?view=company')).text()) + (await (await client.get(`/tickets/${ticket.id}`)).text())
    for (const { data, event } of stream.changes) {
      const { kind, ...named } = JSON.parse(data) as Record<string, string>
      expect(kind).toBe(event)
      for (const id of Object.values(named)) expect(rest).toContain(`"${id}"`)
    }
  }
})

test('a ticket that was hidden is not spoken of, and is again when it is shown', async () => {
  const anna = await world.contact('anna')
  const agent = await world.staff('agent')
  const ticket = await openTicket(anna, world.acme)
  const other = await openTicket(anna, world.acme)
  const stream = await openStream(anna)
  await agent.json('PUT', `/tickets/${ticket.id}/hidden`, { isHidden: true })
  await reply(agent, ticket.id, 'Nobody reads this.')
  await reply(agent, other.id, 'Somebody reads this.')
  await stream.until(() => ids(stream).includes(other.id))
  expect(stream.text).not.toContain(ticket.id)
  await agent.json('PUT', `/tickets/${ticket.id}/hidden`, { isHidden: false })
  await stream.until(() => ids(stream).includes(ticket.id))
  await stream.close()
})

test('a right that was withdrawn while the stream is open is gone with the next event', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const ben = await openStream(await world.contact('ben'))
  await reply(anna, ticket.id, 'Ben sees this.')
  await ben.until(() => ids(ben).includes(ticket.id))
  const before = ben.text.length
  // Without a word to anybody, as another process would do it.
  await world.deps.db
    .updateTable('contact')
    .set({ company_id: null })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', world.acme.contacts.ben)
    .execute()
  await reply(anna, ticket.id, 'Ben does not see this.')
  await ben.until((events) => events.some(({ event }) => event === 'resync'))
  world.deps.hub.close()
  await ben.end()
  expect(ben.text.slice(before)).not.toContain(ticket.id)
})

test('a right that was gained is noticed, and the reader is told to load again', async () => {
  const end = useHub(world, { checkMs: 50 })
  const dan = await openStream(await world.contact('dan'))
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  await world.deps.db
    .updateTable('contact')
    .set({ company_id: world.acme.nordvikId })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', world.acme.contacts.dan)
    .execute()
  await dan.until((events) => events.some(({ event }) => event === 'resync'))
  expect(dan.text).not.toContain(ticket.id)
  await reply(anna, ticket.id, 'Dan sees this.')
  await dan.until(() => ids(dan).includes(ticket.id))
  end()
})

test('what a stream missed is asked about as things are now', async () => {
  const anna = await world.contact('anna')
  const ben = await world.contact('ben')
  const ticket = await openTicket(anna, world.acme)
  const first = await openStream(ben)
  const place = first.lastId
  await first.close()
  await reply(anna, ticket.id, 'While Ben was away.')
  const second = await openStream(ben, place)
  await second.until(() => ids(second).includes(ticket.id))
  await second.close()
  await guarded(world.deps.db)
    .updateTable('ticket')
    .set({ is_hidden: 1 })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', ticket.id)
    .execute()
  const third = await openStream(ben, place)
  world.deps.hub.close()
  await third.end()
  expect(third.text).not.toContain(ticket.id)
})

test('nothing names what to listen to: there is no name to guess', async () => {
  const anna = await world.contact('anna')
  for (const key of ['%25', '_', '*', world.acme.portalKey.replace('acme', '%25'), `${world.acme.portalKey}%25`]) {
    const response = await world.send(`/api/v1/portals/${key}/live`, { headers: { Authorization: `DPoP ${anna.tokens?.accessToken}` } })
    expect(response.status).toBe(404)
  }
  // A token of one portal is worth nothing at another.
  const path = `/api/v1/portals/${world.bolt.portalKey}/live`
  const headers = { Authorization: `DPoP ${anna.tokens?.accessToken}`, DPoP: await anna.proof('GET', path), Origin: anna.origin }
  expect((await world.send(path, { headers })).status).toBe(401)
  expect((await world.stranger().get('/live')).status).toBe(401)
})
