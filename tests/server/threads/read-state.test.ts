import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { ReplyResult, StaffTicketDetail, ThreadDetail, TicketDetail } from './wire.ts'

let world: World
let anna: ContactClient
let ben: ContactClient
let agent: StaffClient

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
  ben = await world.contact('ben')
  agent = await world.staff('agent')
})
afterAll(() => world.close())

async function file(): Promise<string> {
  const values = { subject: 'Till is out of order', text: 'It beeps.' }
  return ((await (await anna.post('/tickets', { formId: world.acme.formId, values })).json()) as ReplyResult).ticket.id
}
const detail = async (client: ContactClient, id: string) => (await (await client.get(`/tickets/${id}`)).json()) as TicketDetail
const agentsView = async (id: string) => (await (await agent.get(`/tickets/${id}`)).json()) as StaffTicketDetail
const read = (client: ContactClient, id: string, messageId: string | null) => client.json('PUT', `/tickets/${id}/read-state`, { messageId })
async function answer(id: string, text: string): Promise<string> {
  const response = await agent.post(`/tickets/${id}/messages`, { text })
  world.advance(1)
  return ((await response.json()) as ReplyResult).message.id
}

test('B19: agents see who has read how far, and when', async () => {
  const id = await file()
  await answer(id, 'Is it plugged in?')
  const before = await agentsView(id)
  expect(before.readers).toMatchObject([{ name: 'Anna of acme' }])
  expect((before.readers[0]?.readUpTo ?? '') < (before.messages.at(-1)?.createdAt ?? '')).toBe(true)

  world.advance(60)
  const page = await detail(anna, id)
  expect((await read(anna, id, page.messages.at(-1)?.id ?? '')).status).toBe(204)
  const after = await agentsView(id)
  expect(after.readers).toEqual([{ name: 'Anna of acme', readUpTo: page.ticket.lastActivityAt, readAt: expect.any(String) as string }])
  expect(Date.parse(after.readers[0]?.readAt ?? '') - Date.parse(page.ticket.lastActivityAt)).toBeGreaterThan(59_000)
  const thread = (await (await agent.get(`/threads/${after.thread?.id ?? ''}`)).json()) as ThreadDetail
  expect(thread.readers).toEqual(after.readers)
})

test('reading again moves nothing; a colleague who only looks on is none of the readers', async () => {
  const id = await file()
  await read(anna, id, null)
  const { readers } = await agentsView(id)
  world.advance(60)
  await read(anna, id, null)
  await read(ben, id, null)
  expect((await agentsView(id)).readers).toEqual(readers)
})

test('what came in while the page was open stays unread', async () => {
  const id = await file()
  const seen = await answer(id, 'one')
  const unseen = await answer(id, 'two')
  await read(anna, id, seen)
  expect(await detail(anna, id)).toMatchObject({ ticket: { isUnread: true } })
  await read(anna, id, unseen)
  expect(await detail(anna, id)).toMatchObject({ ticket: { isUnread: false } })
  // Never back.
  await read(anna, id, seen)
  expect(await detail(anna, id)).toMatchObject({ ticket: { isUnread: false } })
})

test('a message of another ticket, an internal one or none at all says nothing', async () => {
  const [id, other] = [await file(), await file()]
  await answer(id, 'news')
  const note = await agent.post(`/tickets/${id}/messages`, { text: 'between us', isInternal: true })
  const noteId = ((await note.json()) as ReplyResult).message.id
  for (const messageId of [(await detail(anna, other)).messages[0]?.id ?? '', noteId, world.deps.newId()]) {
    expect((await read(anna, id, messageId)).status).toBe(204)
    expect((await detail(anna, id)).ticket.isUnread).toBe(true)
  }
})

test('agents who look on hear of it at once, other contacts do not', async () => {
  const id = await file()
  await answer(id, 'news')
  await read(anna, id, null)
  await read(anna, id, null)
  const events = await world.deps.db
    .selectFrom('event')
    .select(['kind', 'is_public'])
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', id)
    .where('kind', '=', 'thread.changed')
    .execute()
  expect(events).toEqual([{ kind: 'thread.changed', is_public: 0 }])
})
