import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClosureResult, ReplyResult, StaffTicketDetail, TicketDetail } from './wire.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

const daySeconds = 24 * 3600

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

/** Days go by, and everybody signs in again. */
async function wait(days: number): Promise<void> {
  world.advance(days * daySeconds)
  anna = await world.contact('anna')
  ben = await world.contact('ben')
  agent = await world.staff('agent')
}

async function file(client = anna): Promise<string> {
  const values = { subject: 'Till is out of order', text: 'It beeps.' }
  const response = await client.post('/tickets', { formId: world.acme.formId, values })
  return ((await response.json()) as ReplyResult).ticket.id
}

async function fileClosed(): Promise<string> {
  const id = await file()
  expect((await agent.post(`/tickets/${id}/closure`)).status).toBe(200)
  return id
}

const detail = async (client: ContactClient, id: string) => (await (await client.get(`/tickets/${id}`)).json()) as TicketDetail
const reply = (client: ContactClient, id: string, text = 'It beeps again.') => client.post(`/tickets/${id}/messages`, { text })
const agentsView = async (id: string) => (await (await agent.get(`/tickets/${id}`)).json()) as StaffTicketDetail

async function countEvents(ticketId: string, kind: string): Promise<number> {
  const rows = await world.deps.db
    .selectFrom('event')
    .select('seq')
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', kind as 'ticket.changed')
    .execute()
  return rows.length
}

describe('D6: a reply to a closed ticket', () => {
  test('is refused, and the page says so beforehand', async () => {
    await setPortal(world, { closed_policy: 'refuse' })
    const id = await fileClosed()
    const page = await detail(anna, id)
    expect(page).toMatchObject({ can: { reply: false }, isReopenedByReply: false, reopensUntil: null, ticket: { status: 'closed' } })
    expect(page.closedAt).toBe((await agentsView(id)).ticket.lastActivityAt)
    const refused = await reply(anna, id)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'ticket_closed' })
    expect((await detail(anna, id)).messages).toHaveLength(1)
  })

  test('opens it again: first open stage, thread back in the inbox, one message, one change', async () => {
    await setPortal(world, { closed_policy: 'reopen' })
    const id = await fileClosed()
    expect(await detail(anna, id)).toMatchObject({ can: { reply: true }, isReopenedByReply: true, reopensUntil: null })
    const before = await countEvents(id, 'ticket.changed')
    const key = randomUUID()
    const send = () => anna.post(`/tickets/${id}/messages`, { text: 'Once more' }, { 'Idempotency-Key': key })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(((await answers[0].json()) as ReplyResult).ticket).toMatchObject({ status: 'open', isYourTurn: false })
    const page = await detail(anna, id)
    expect(page).toMatchObject({ closedAt: null, isReopenedByReply: false, ticket: { status: 'open', isUnread: false } })
    expect(page.messages.map(({ text }) => text)).toEqual(['It beeps.', 'Once more'])
    expect(await countEvents(id, 'ticket.changed')).toBe(before + 1)
    expect(await agentsView(id)).toMatchObject({ ticket: { stageId: world.acme.openStageId, status: 'open' }, thread: { isOpen: true } })
  })

  test('opens it again only within the days that the portal gives', async () => {
    await setPortal(world, { closed_policy: 'reopen_within', reopen_days: 3 })
    const id = await fileClosed()
    const late = await fileClosed()
    const page = await detail(anna, id)
    expect(page).toMatchObject({ can: { reply: true }, isReopenedByReply: true })
    expect(Date.parse(page.reopensUntil ?? '') - Date.parse(page.closedAt ?? '')).toBe(3 * daySeconds * 1000)
    await wait(2.9)
    expect((await reply(anna, id)).status).toBe(201)
    await wait(0.2)
    expect(await detail(anna, late)).toMatchObject({ can: { reply: false }, isReopenedByReply: false, reopensUntil: null })
    expect((await reply(anna, late)).status).toBe(409)
  })

  test('from one closed stage to another it stays closed since when it was', async () => {
    const id = await fileClosed()
    const { closedAt } = await detail(anna, id)
    await agent.json('PUT', `/tickets/${id}/stage`, { stageId: world.acme.closedStageId })
    expect((await detail(anna, id)).closedAt).toBe(closedAt)
  })

  test('does not open it for who may only read', async () => {
    await setPortal(world, { closed_policy: 'reopen', is_company_read_only: 1 })
    const id = await fileClosed()
    expect(await detail(ben, id)).toMatchObject({ can: { reply: false }, isReopenedByReply: false })
    expect((await reply(ben, id)).status).toBe(409)
    expect((await detail(anna, id)).ticket.status).toBe('closed')
    await setPortal(world, { is_company_read_only: 0 })
  })

  test.each(['refuse', 'reopen'] as const)('an agent who closes at the same moment: %s', async (closed_policy) => {
    await setPortal(world, { closed_policy })
    for (let round = 0; round < 12; round += 1) {
      const id = await file()
      const [answer] = await Promise.all([reply(anna, id), agent.post(`/tickets/${id}/closure`)])
      const page = await detail(anna, id)
      const { thread, ticket } = await agentsView(id)
      expect(thread?.isOpen).toBe(ticket.status === 'open')
      if (closed_policy === 'reopen') expect(answer.status).toBe(201)
      else expect(ticket.status).toBe('closed')
      expect(page.messages).toHaveLength(answer.status === 201 ? 2 : 1)
    }
  })

  test('twelve replies at once open it once and are all kept', async () => {
    await setPortal(world, { closed_policy: 'reopen' })
    const id = await fileClosed()
    const before = await countEvents(id, 'ticket.changed')
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => reply(at % 2 ? anna : ben, id, `reply ${at}`)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201))
    expect(await countEvents(id, 'ticket.changed')).toBe(before + 1)
    expect((await detail(anna, id)).messages).toHaveLength(13)
  })
})

describe('B9: customers close and open their tickets', () => {
  const close = (client: ContactClient, id: string) => client.post(`/tickets/${id}/closure`, {})
  const reopen = (client: ContactClient, id: string) => client.json('DELETE', `/tickets/${id}/closure`, {})

  test('not unless the portal allows it', async () => {
    await setPortal(world, { can_contacts_close: 0, closed_policy: 'refuse' })
    const id = await file()
    expect((await detail(anna, id)).can).toMatchObject({ close: false, reopen: false })
    for (const answer of [await close(anna, id), await reopen(anna, id)]) {
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'not_allowed' })
    }
  })

  test('closing and reopening, each once however often it is asked', async () => {
    await setPortal(world, { can_contacts_close: 1, closed_policy: 'refuse' })
    const id = await file()
    expect((await detail(anna, id)).can).toMatchObject({ reply: true, close: true, reopen: false })
    const before = await countEvents(id, 'ticket.changed')
    const closed = await Promise.all([close(anna, id), close(ben, id), close(anna, id)])
    expect(closed.map(({ status }) => status)).toEqual([200, 200, 200])
    const result = (await closed[0].json()) as ClosureResult
    expect(result).toMatchObject({ ticket: { status: 'closed', isYourTurn: false }, can: { reply: false, close: false, reopen: true } })
    expect(await countEvents(id, 'ticket.changed')).toBe(before + 1)
    expect(await agentsView(id)).toMatchObject({
      ticket: { status: 'closed', stageId: world.acme.closedStageId },
      thread: { isOpen: false },
    })
    expect((await reply(anna, id)).status).toBe(409)

    // Whoever may close may take it back, though a reply would be refused.
    const opened = await Promise.all([reopen(anna, id), reopen(anna, id)])
    expect(await opened[1].json()).toMatchObject({ ticket: { status: 'open' }, can: { reply: true, close: true, reopen: false } })
    expect(await countEvents(id, 'ticket.changed')).toBe(before + 2)
    expect(await agentsView(id)).toMatchObject({
      ticket: { status: 'open', stageId: world.acme.openStageId },
      thread: { isOpen: true },
    })
    expect((await detail(anna, id)).closedAt).toBeNull()
  })

  test('it is activity that the others see and the one who did it has read', async () => {
    const id = await file()
    await ben.json('PUT', `/tickets/${id}/read-state`, { messageId: null })
    const before = (await detail(anna, id)).ticket.lastActivityAt
    world.advance(5)
    await close(anna, id)
    expect((await detail(ben, id)).ticket).toMatchObject({ isUnread: true })
    const { ticket } = await detail(anna, id)
    expect(ticket.isUnread).toBe(false)
    expect(ticket.lastActivityAt > before).toBe(true)
  })

  test('a reopened ticket waits for the team', async () => {
    const id = await file()
    await agent.post(`/tickets/${id}/messages`, { text: 'Is it plugged in?' })
    expect((await detail(anna, id)).ticket.isYourTurn).toBe(true)
    await close(anna, id)
    await reopen(anna, id)
    expect((await detail(anna, id)).ticket.isYourTurn).toBe(false)
  })

  test('who may only read, or does not see it, changes nothing', async () => {
    await setPortal(world, { can_contacts_close: 1, is_company_read_only: 1 })
    const id = await file()
    expect((await detail(ben, id)).can).toEqual({ reply: false, close: false, reopen: false, copyIn: false })
    expect((await close(ben, id)).status).toBe(403)
    const cleo = await world.contact('cleo')
    for (const answer of [await close(cleo, id), await reopen(cleo, id)]) {
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'ticket_not_found' })
    }
    expect((await detail(anna, id)).ticket.status).toBe('open')
    await setPortal(world, { is_company_read_only: 0 })
  })
})
