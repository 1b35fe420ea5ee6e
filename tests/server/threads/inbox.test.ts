import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inbox, ThreadSummary } from '../../../shared/threads.ts'
import type { StaffTicket, TicketDetail } from '../../../shared/tickets.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let anna: ContactClient
let agent: StaffClient

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  anna = await world.contact('anna')
  agent = await world.staff('agent')
})
afterAll(() => world.close())

const inboxes = async () => ((await (await agent.get('/inboxes')).json()) as { inboxes: Inbox[] }).inboxes
const threads = async (query: string) =>
  ((await (await agent.get(`/threads?limit=100&${query}`)).json()) as { threads: ThreadSummary[] }).threads
const ticket = async (id: string) => (await (await agent.get(`/tickets/${id}`)).json()) as { ticket: StaffTicket; thread: ThreadSummary }

test('counts say how many threads are open and how many of them nobody has read', async () => {
  const support = (await inboxes()).find((inbox) => inbox.id === world.acme.inboxId)
  const open = await threads(`inboxId=${world.acme.inboxId}&state=open`)
  expect(support).toMatchObject({ openCount: open.length, unreadCount: open.filter((thread) => thread.isUnread).length })
  expect(support?.unreadCount).toBeGreaterThan(0)
})

test('reading a thread clears its mark, a new customer message sets it again, an answer clears it', async () => {
  const { thread } = await ticket(cases.ben.id)
  const isUnread = async () => (await ticket(cases.ben.id)).thread.isUnread
  expect((await agent.json('PUT', `/threads/${thread.id}/read-state`, {})).status).toBe(204)
  expect(await isUnread()).toBe(false)
  await anna.post(`/tickets/${cases.ben.id}/messages`, { text: 'me too' })
  expect(await isUnread()).toBe(true)
  await agent.post(`/threads/${thread.id}/messages`, { text: 'Looking into it.' })
  expect(await isUnread()).toBe(false)
})

test('closing takes the ticket out of the open inbox, reopening brings it back; the customer sees both', async () => {
  const status = async () => ((await (await anna.get(`/tickets/${cases.anna.id}`)).json()) as TicketDetail).ticket.status
  const inOpen = async () => (await threads('state=open')).some((thread) => thread.ticketId === cases.anna.id)
  const closed = await agent.post(`/tickets/${cases.anna.id}/closure`)
  expect(await closed.json()).toMatchObject({ status: 'closed', stageId: world.acme.closedStageId })
  expect([await status(), await inOpen()]).toEqual(['closed', false])
  const reopened = await agent.fetch(`/tickets/${cases.anna.id}/closure`, {
    method: 'DELETE',
    headers: { 'Content-Type': 'application/json' },
  })
  expect(await reopened.json()).toMatchObject({ status: 'open', stageId: world.acme.openStageId })
  expect([await status(), await inOpen()]).toEqual(['open', true])
})

test('a step between two open stages is not activity for the customer; a closing is', async () => {
  const activity = async () => ((await (await anna.get(`/tickets/${cases.anna.id}`)).json()) as TicketDetail).ticket.lastActivityAt
  const before = await activity()
  await agent.json('PUT', `/tickets/${cases.anna.id}/stage`, { stageId: world.acme.waitingStageId })
  expect(await activity()).toBe(before)
  world.advance(1)
  await agent.json('PUT', `/tickets/${cases.anna.id}/stage`, { stageId: world.acme.closedStageId })
  expect(await activity()).not.toBe(before)
})

test('a stage, ticket or pipeline of another account does not exist', async () => {
  const before = await ticket(cases.dan.id)
  expect((await agent.json('PUT', `/tickets/${cases.dan.id}/stage`, { stageId: world.bolt.closedStageId })).status).toBe(404)
  expect((await agent.post(`/tickets/${cases.boltAnna.id}/closure`)).status).toBe(404)
  expect((await agent.json('PUT', `/tickets/${cases.boltAnna.id}/hidden`, { isHidden: true })).status).toBe(404)
  const foreign = await agent.post('/tickets', { email: 'new@acme.example', subject: 'x', pipelineId: world.bolt.supportPipelineId })
  expect(foreign.status).toBe(404)
  expect(await ticket(cases.dan.id)).toEqual(before)
  const contacts = (await (await agent.get('/contacts?q=new@acme')).json()) as { contacts: unknown[] }
  expect(contacts.contacts).toEqual([])
})

test('a ticket opened after a phone call shows in the portal; a new address makes a contact who cannot sign in', async () => {
  const key = randomUUID()
  const open = () =>
    agent.post('/tickets', { email: 'Eva@New.example', name: 'Eva', subject: 'Asked for a quote' }, { 'Idempotency-Key': key })
  const [first, second] = [await open(), await open()]
  expect(first.status).toBe(201)
  const opened = (await first.json()) as StaffTicket
  expect(opened).toMatchObject({ status: 'open', threadId: null, requester: { name: 'Eva', email: 'Eva@New.example' } })
  expect(await second.json()).toEqual(opened)
  const found = (await (await agent.get('/contacts?q=eva@new')).json()) as { contacts: { email: string }[] }
  expect(found.contacts).toHaveLength(1)
  const tried = await world.stranger().post('/session', { email: 'eva@new.example', password: 'correct horse battery' })
  expect(tried.status).toBe(401)

  const again = (await (await agent.post('/tickets', { email: 'eva@NEW.example', subject: 'Asked again' })).json()) as StaffTicket
  expect(again.requester?.id).toBe(opened.requester?.id)
})

test("the agent's search finds subject, name and number", async () => {
  const subjects = async (q: string) => (await threads(`state=all&q=${encodeURIComponent(q)}`)).map((thread) => thread.subject)
  expect(await subjects('case cleo')).toEqual([cases.cleo.subject])
  const { ticket: cleo } = await ticket(cases.cleo.id)
  expect(await subjects(`#${cleo.number}`)).toEqual([cases.cleo.subject])
  expect(await subjects('%')).toEqual([])
})

test('lists come in pages without gaps or repeats', async () => {
  const all = (await threads('state=all')).map((thread) => thread.id)
  const paged: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page = (await (await agent.get(`/threads?state=all&limit=3${next && `&after=${next}`}`)).json()) as {
      threads: ThreadSummary[]
      next: string | null
    }
    paged.push(...page.threads.map((thread) => thread.id))
    next = page.next
  }
  expect(paged).toEqual(all)
  expect((await agent.get('/threads?after=bm9uc2Vuc2U')).status).toBe(400)
})
