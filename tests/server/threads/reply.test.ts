import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../shared/limits.ts'
import type { ReplyResult, TicketDetail, TicketPage } from '../../../shared/tickets.ts'
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

async function detail(client: ContactClient, ticketId: string): Promise<TicketDetail> {
  return (await (await client.get(`/tickets/${ticketId}`)).json()) as TicketDetail
}

test("a reply is in the conversation, on top of the list, and in the agents' inbox as unread", async () => {
  const response = await anna.post(`/tickets/${cases.anna.id}/messages`, { text: 'It happens again.\n\nEvery morning.' })
  expect(response.status).toBe(201)
  const { message, ticket } = (await response.json()) as ReplyResult
  expect(message).toMatchObject({ from: 'me', text: 'It happens again.\n\nEvery morning.', attachments: [] })
  expect(ticket).toMatchObject({ id: cases.anna.id, isUnread: false, lastActivityAt: message.createdAt })

  expect((await detail(anna, cases.anna.id)).messages.at(-1)).toEqual(message)
  const page = (await (await anna.get('/tickets')).json()) as TicketPage
  expect(page.tickets[0]?.id).toBe(cases.anna.id)
  const inbox = (await (await agent.get('/threads')).json()) as { threads: { ticketId: string; isUnread: boolean; preview: string }[] }
  expect(inbox.threads[0]).toMatchObject({ ticketId: cases.anna.id, isUnread: true, preview: 'It happens again. Every morning.' })
})

test('it goes to the newest visible thread, whatever older ones and notes there are', async () => {
  const before = (await (await agent.get('/threads?state=all&limit=100')).json()) as { threads: { id: string; ticketId: string }[] }
  const threads = before.threads.filter((thread) => thread.ticketId === cases.annaTwoThreads.id)
  expect(threads).toHaveLength(2)
  const response = await anna.post(`/tickets/${cases.annaTwoThreads.id}/messages`, { text: 'to the newest' })
  const { message } = (await response.json()) as ReplyResult
  const holders: string[] = []
  for (const thread of threads) {
    if ((await (await agent.get(`/threads/${thread.id}`)).text()).includes(message.id)) holders.push(thread.id)
  }
  const newest = (await (await agent.get(`/tickets/${cases.annaTwoThreads.id}`)).json()) as { thread: { id: string; subject: string } }
  expect(holders).toEqual([newest.thread.id])
  expect(newest.thread.subject).not.toBe('Older thread')
})

test('the first reply to a ticket without thread makes one in the default inbox, once, whatever races', async () => {
  const opened = await agent.post('/tickets', { email: world.acme.email('anna'), subject: 'After a phone call' })
  const { id } = (await opened.json()) as { id: string }
  expect((await detail(anna, id)).messages).toEqual([])
  const ben = await world.contact('ben')
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => (index % 2 ? anna : ben).post(`/tickets/${id}/messages`, { text: `first ${index}` })),
  )
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 12 }, () => 201))
  const inbox = (await (await agent.get('/threads?state=all&limit=100')).json()) as { threads: { ticketId: string; inboxId: string }[] }
  expect(inbox.threads.filter((thread) => thread.ticketId === id)).toEqual([expect.objectContaining({ inboxId: world.acme.inboxId })])
  expect((await detail(anna, id)).messages).toHaveLength(12)
})

test("an agent's note on a ticket without thread, and then the customer's reply, share one thread", async () => {
  const before = await detail(anna, cases.phone.id)
  expect(before.messages).toEqual([])
  await anna.post(`/tickets/${cases.phone.id}/messages`, { text: 'as I said on the phone' })
  const inbox = (await (await agent.get('/threads?state=all&limit=100')).json()) as { threads: { ticketId: string }[] }
  expect(inbox.threads.filter((thread) => thread.ticketId === cases.phone.id)).toHaveLength(1)
  expect((await detail(anna, cases.phone.id)).messages.map((message) => message.text)).toEqual(['as I said on the phone'])
})

test('a closed ticket takes no reply, and says so; closed meanwhile is the same', async () => {
  const closed = await anna.post(`/tickets/${cases.annaClosed.id}/messages`, { text: 'one more thing' })
  expect(closed.status).toBe(409)
  expect(await closed.json()).toMatchObject({ code: 'ticket_closed' })
  expect((await detail(anna, cases.annaClosed.id)).can).toEqual({ reply: false, close: false, reopen: false, copyIn: false })
})

test("a note changes neither the customer's last activity nor the unread mark", async () => {
  await anna.json('PUT', `/tickets/${cases.anna.id}/read-state`, { messageId: null })
  const before = await detail(anna, cases.anna.id)
  await agent.post(`/tickets/${cases.anna.id}/messages`, { text: 'for us', isInternal: true })
  expect(await detail(anna, cases.anna.id)).toEqual(before)
})

test("an agent's answer is unread for the customer until read, and mails who may see it, without its words", async () => {
  world.sentMails.length = 0
  await world.runJobs()
  world.sentMails.length = 0
  await agent.post(`/tickets/${cases.anna.id}/messages`, { text: 'Please restart the till.' })
  const before = await detail(anna, cases.anna.id)
  expect(before.ticket.isUnread).toBe(true)
  expect(before.messages.at(-1)).toMatchObject({ from: 'staff', authorName: 'agent of acme', text: 'Please restart the till.' })
  await anna.json('PUT', `/tickets/${cases.anna.id}/read-state`, { messageId: before.messages.at(-1)?.id })
  expect((await detail(anna, cases.anna.id)).ticket.isUnread).toBe(false)

  await world.runJobs()
  expect(world.sentMails.map((mail) => mail.to)).toEqual([world.acme.email('anna')])
  expect(world.sentMails[0]?.text).toContain(`#support/tickets/${cases.anna.id}`)
  expect(world.sentMails[0]?.text).not.toContain('restart')
})

test('an answer on a hidden ticket mails nobody', async () => {
  await world.runJobs()
  world.sentMails.length = 0
  await agent.post(`/tickets/${cases.annaHidden.id}/messages`, { text: 'in the dark' })
  await world.runJobs()
  expect(world.sentMails).toEqual([])
})

test('the same key gives the same answer, byte for byte, and one message; another body under it is refused', async () => {
  const key = randomUUID()
  const send = (text: string) => anna.post(`/tickets/${cases.anna.id}/messages`, { text }, { 'Idempotency-Key': key })
  const twins = await Promise.all([send('only once'), send('only once'), send('only once')])
  expect(twins.map((twin) => twin.status)).toEqual([201, 201, 201])
  const bodies = await Promise.all(twins.map((twin) => twin.text()))
  expect(new Set(bodies).size).toBe(1)
  const again = await send('only once')
  expect(await again.text()).toBe(bodies[0])
  const other = await send('something else')
  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' })
  const texts = (await detail(anna, cases.anna.id)).messages.map((message) => message.text)
  expect(texts.filter((text) => text === 'only once')).toHaveLength(1)
  expect(texts).not.toContain('something else')
})

test('one key of two contacts is two keys', async () => {
  const key = randomUUID()
  const ben = await world.contact('ben')
  const first = await anna.post(`/tickets/${cases.anna.id}/messages`, { text: 'mine' }, { 'Idempotency-Key': key })
  const second = await ben.post(`/tickets/${cases.anna.id}/messages`, { text: 'his' }, { 'Idempotency-Key': key })
  expect([first.status, second.status]).toEqual([201, 201])
})

test.each([
  ['no text', { text: '' }, { text: 'required' }],
  ['white space', { text: ' \n\t ' }, { text: 'required' }],
  ['too long a text', { text: 'x'.repeat(limits.messageMaxChars + 1) }, { text: 'too_long' }],
  ['control characters', { text: 'a\u0000b' }, { text: 'invalid' }],
  ['text missing', {}, { text: 'required' }],
  ['an unknown field', { text: 'x', isInternal: true }, { isInternal: 'unknown_field' }],
  ['an id that is none', { text: 'x', attachmentIds: ['../../etc'] }, { 'attachmentIds.0': 'invalid' }],
  ['__proto__', JSON.parse('{"text":"x","__proto__":{"polluted":1}}') as object, expect.anything()],
])('%s is refused at its field', async (_, body, fields) => {
  const response = await anna.post(`/tickets/${cases.anna.id}/messages`, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', fields })
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('foreign and guessed files refuse the whole message', async () => {
  const before = (await detail(anna, cases.anna.id)).messages.length
  for (const attachmentId of [cases.ben.attachmentId, cases.boltAnna.attachmentId, cases.anna.attachmentId, world.deps.newId()]) {
    const response = await anna.post(`/tickets/${cases.anna.id}/messages`, { text: 'with a file', attachmentIds: [attachmentId] })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'attachment_not_found' })
  }
  expect((await detail(anna, cases.anna.id)).messages).toHaveLength(before)
})

test('malformed JSON, a body that is too large, a wrong content type and a missing key each have their code', async () => {
  const path = `/tickets/${cases.anna.id}/messages`
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }
  const code = async (init: RequestInit) => {
    const response = await anna.fetch(path, { method: 'POST', ...init })
    return [response.status, ((await response.json()) as { code: string }).code]
  }
  expect(await code({ headers, body: '{"text":' })).toEqual([400, 'malformed_json'])
  expect(await code({ headers, body: JSON.stringify({ text: 'x'.repeat(limits.jsonBodyMaxBytes) }) })).toEqual([413, 'body_too_large'])
  expect(await code({ headers: { ...headers, 'Content-Type': 'text/plain' }, body: '{"text":"x"}' })).toEqual([
    415,
    'unsupported_media_type',
  ])
  expect(await code({ headers: { 'Content-Type': 'application/json' }, body: '{"text":"x"}' })).toEqual([400, 'idempotency_key_required'])
})

test('a long conversation comes in pages, newest first, each message once', async () => {
  const opened = await agent.post('/tickets', { email: world.acme.email('anna'), subject: 'Long talk' })
  const { id } = (await opened.json()) as { id: string }
  for (let index = 0; index < 120; index += 1) await anna.post(`/tickets/${id}/messages`, { text: `message ${index}` })
  const seen: string[] = []
  let before: string | null = ''
  while (before !== null) {
    const page = (await (await anna.get(`/tickets/${id}${before && `?before=${before}`}`)).json()) as TicketDetail
    seen.unshift(...page.messages.map((message) => message.text))
    before = page.olderMessages
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `message ${index}`))
})

test("notes written while the customer replies never set the ticket's last activity back", async () => {
  for (let round = 0; round < 25; round += 1) {
    await Promise.all([
      anna.post(`/tickets/${cases.annaSales.id}/messages`, { text: `reply ${round}` }),
      agent.post(`/tickets/${cases.annaSales.id}/messages`, { text: `note ${round}`, isInternal: true }),
      agent.post(`/tickets/${cases.annaSales.id}/messages`, { text: `another note ${round}`, isInternal: true }),
    ])
    const { ticket, messages } = await detail(anna, cases.annaSales.id)
    expect(ticket.lastActivityAt).toBe(messages.at(-1)?.createdAt)
  }
})

test("whoever commits last, the ticket's last activity is its newest message's, in list and detail", async () => {
  const ben = await world.contact('ben')
  for (let round = 0; round < 25; round += 1) {
    await Promise.all([
      anna.post(`/tickets/${cases.annaSales.id}/messages`, { text: `anna ${round}` }),
      ben.post(`/tickets/${cases.annaSales.id}/messages`, { text: `ben ${round}` }),
      agent.post(`/tickets/${cases.annaSales.id}/messages`, { text: `agent ${round}` }),
    ])
    const { ticket, messages } = await detail(anna, cases.annaSales.id)
    expect(ticket.lastActivityAt).toBe(messages.at(-1)?.createdAt)
    const page = (await (await anna.get('/tickets')).json()) as TicketPage
    expect(page.tickets.find(({ id }) => id === ticket.id)?.lastActivityAt).toBe(ticket.lastActivityAt)
  }
})
