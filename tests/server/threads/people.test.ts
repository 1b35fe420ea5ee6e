import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { ReplyResult, TicketDetail, TicketPage, TicketPeople } from './wire.ts'

let world: World
let anna: ContactClient
let ben: ContactClient
let cleo: ContactClient
let agent: StaffClient

beforeAll(async () => {
  world = await openWorld({ permissionMode: 'own' })
  anna = await world.contact('anna')
  ben = await world.contact('ben')
  cleo = await world.contact('cleo')
  agent = await world.staff('agent')
})
afterAll(() => world.close())
beforeEach(async () => {
  await setPortal(world, { can_involve_colleagues: 1, permission_mode: 'own' })
  await world.deps.db.deleteFrom('throttle').execute()
})

async function file(client: ContactClient, more: object = {}): Promise<Response> {
  const values = { subject: 'Till is out of order', text: 'It beeps.' }
  return client.post('/tickets', { formId: world.acme.formId, values, ...more })
}
const idOf = async (response: Response) => ((await response.json()) as ReplyResult).ticket.id

/** Mails to one address leave one after the other. */
async function sendAll(): Promise<void> {
  const isWaiting = () => world.deps.db.selectFrom('mail').select('id').where('state', '=', 'queued').executeTakeFirst()
  do {
    world.advance(11)
    await world.runJobs()
  } while (await isWaiting())
}

const detail = async (client: ContactClient, id: string) => (await (await client.get(`/tickets/${id}`)).json()) as TicketDetail
const copyIn = (client: ContactClient, id: string, email: string) => client.post(`/tickets/${id}/contacts`, { email })
const takeOut = (client: ContactClient, id: string, contactId: string) =>
  client.json('DELETE', `/tickets/${id}/contacts/${contactId}`, undefined)

describe('copying a colleague in', () => {
  test('gives them the ticket: list, page, files, mails, and the right to answer', async () => {
    const upload = await anna.fetch('/attachments?fileName=a.txt', {
      method: 'POST',
      body: 'proof',
      headers: { 'Content-Type': 'text/plain' },
    })
    const { id: attachmentId } = (await upload.json()) as { id: string }
    const id = await idOf(await file(anna, { attachmentIds: [attachmentId] }))
    expect((await ben.get(`/tickets/${id}`)).status).toBe(404)
    expect((await detail(anna, id)).can.copyIn).toBe(true)

    const answer = await copyIn(anna, id, world.acme.email('ben').toUpperCase())
    expect(answer.status).toBe(201)
    const { people } = (await answer.json()) as TicketPeople
    expect(people).toEqual([
      { contactId: world.acme.contacts.anna, name: 'Anna of acme', role: 'requester', isMe: true },
      { contactId: world.acme.contacts.ben, name: 'Ben of acme', role: 'copied', isMe: false },
    ])
    const page = await detail(ben, id)
    expect(page.people.map(({ isMe }) => isMe)).toEqual([false, true])
    expect(page).toMatchObject({ ticket: { isCopiedIn: true, isUnread: true }, can: { reply: true, copyIn: true } })
    expect(await (await ben.get(`/attachments/${attachmentId}/content`)).text()).toBe('proof')
    const list = (await (await ben.get('/tickets?view=mine&status=open')).json()) as TicketPage
    expect(list.tickets.find((ticket) => ticket.id === id)).toMatchObject({ isCopiedIn: true, requesterName: 'Anna of acme' })
    const found = (await (await ben.get('/tickets?view=mine&q=beeps')).json()) as TicketPage
    expect(found.tickets.map((ticket) => ticket.id)).toContain(id)
    expect((await ben.post(`/tickets/${id}/messages`, { text: 'Me too' })).status).toBe(201)

    await sendAll()
    world.sentMails.length = 0
    await agent.post(`/tickets/${id}/messages`, { text: 'Is it plugged in?' })
    await sendAll()
    expect(world.sentMails.map(({ to }) => to).sort()).toEqual([world.acme.email('anna'), world.acme.email('ben')])
  })

  test('twice is once, and who is on the ticket stays what they are', async () => {
    const id = await idOf(await file(anna))
    const answers = await Promise.all(Array.from({ length: 4 }, () => copyIn(anna, id, world.acme.email('ben'))))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(bodies).size).toBe(1)
    await copyIn(ben, id, world.acme.email('anna'))
    expect((await detail(anna, id)).people.map(({ role }) => role)).toEqual(['requester', 'copied'])
    const events = await world.deps.db
      .selectFrom('event')
      .select('data')
      .where('account_id', '=', world.acme.accountId)
      .where('ticket_id', '=', id)
      .where('kind', '=', 'ticket.changed')
      .execute()
    expect(events).toEqual([{ data: JSON.stringify({ copiedIn: world.acme.contacts.ben }) }])
  })

  test('the copies of the ticket in the new link are those of now', async () => {
    const id = await idOf(await file(anna))
    await copyIn(anna, id, world.acme.email('ben'))
    await agent.post(`/tickets/${id}/closure`)
    const list = (await (await ben.get('/tickets?view=mine&status=closed')).json()) as TicketPage
    expect(list.tickets.map((ticket) => ticket.id)).toContain(id)
  })

  test('T-53, B10: nobody is copied in from elsewhere, nor learns who else has an address: unknown, of another company, of none', async () => {
    const id = await idOf(await file(anna))
    const answers: string[] = []
    for (const email of ['nobody@nowhere.example', world.acme.email('cleo'), world.acme.email('dan'), world.bolt.email('ben')]) {
      const before = world.statements.length
      const response = await copyIn(anna, id, email)
      expect(response.status, email).toBe(404)
      const { requestId: _, ...body } = (await response.json()) as { requestId: string; code: string }
      // The same statements as well: no time to tell them apart by.
      const asked = world.statements.slice(before).filter((statement) => /\b(contact_address|ticket_contact|throttle)\b/.test(statement))
      answers.push(JSON.stringify([body, asked]))
    }
    expect(JSON.parse(answers[0] ?? '')).toMatchObject([{ code: 'contact_not_found' }, expect.anything()])
    expect(new Set(answers).size).toBe(1)
    expect((await detail(anna, id)).people).toHaveLength(1)
  })

  test('not on a ticket that is not the own, not where the portal does not allow it, not without a company', async () => {
    const id = await idOf(await file(anna))
    await setPortal(world, { permission_mode: 'company' })
    expect((await detail(ben, id)).can.copyIn).toBe(false)
    const notOwn = await copyIn(ben, id, world.acme.email('ben'))
    expect([notOwn.status, ((await notOwn.json()) as { code: string }).code]).toEqual([403, 'not_allowed'])
    expect((await copyIn(cleo, id, world.acme.email('cleo'))).status).toBe(404)
    const dan = await world.contact('dan')
    expect((await copyIn(dan, await idOf(await file(dan)), world.acme.email('anna'))).status).toBe(403)
    await setPortal(world, { can_involve_colleagues: 0 })
    expect((await detail(anna, id)).can.copyIn).toBe(false)
    expect((await copyIn(anna, id, world.acme.email('ben'))).status).toBe(403)
  })

  test('guessing is slowed: after thirty addresses an hour has to pass', async () => {
    const id = await idOf(await file(anna))
    for (let guess = 0; guess < 30; guess += 1) expect((await copyIn(anna, id, `guess${guess}@nordvik.example`)).status).toBe(404)
    const slowed = await copyIn(anna, id, world.acme.email('ben'))
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers.get('Retry-After'))).toBeGreaterThan(3000)
    expect((await file(anna, { requesterEmail: 'guess@nordvik.example' })).status).toBe(429)
    // Of this contact alone.
    expect((await copyIn(ben, await idOf(await file(ben)), world.acme.email('anna'))).status).toBe(201)
  })
})

describe('taking out', () => {
  test('a colleague who was copied in, by the requester: the ticket is gone for them', async () => {
    const id = await idOf(await file(anna))
    await copyIn(anna, id, world.acme.email('ben'))
    const answer = await takeOut(anna, id, world.acme.contacts.ben)
    expect(answer.status).toBe(200)
    expect(((await answer.json()) as TicketPeople).people.map(({ name }) => name)).toEqual(['Anna of acme'])
    expect((await ben.get(`/tickets/${id}`)).status).toBe(404)
    expect((await takeOut(anna, id, world.acme.contacts.ben)).status).toBe(404)
  })

  test('oneself, even where colleagues cannot be involved any more', async () => {
    const id = await idOf(await file(anna))
    await copyIn(anna, id, world.acme.email('ben'))
    await setPortal(world, { can_involve_colleagues: 0 })
    expect((await takeOut(anna, id, world.acme.contacts.ben)).status).toBe(403)
    const answer = await takeOut(ben, id, world.acme.contacts.ben)
    expect([answer.status, await answer.json()]).toEqual([200, { people: [] }])
    expect((await ben.get(`/tickets/${id}`)).status).toBe(404)
  })

  test('never the requester, nor whom the team added', async () => {
    const id = await idOf(await file(anna))
    await copyIn(anna, id, world.acme.email('ben'))
    expect((await takeOut(ben, id, world.acme.contacts.anna)).status).toBe(403)
    expect((await takeOut(anna, id, world.acme.contacts.anna)).status).toBe(403)
    await guardedRole(id, world.acme.contacts.ben, 'added')
    expect((await takeOut(anna, id, world.acme.contacts.ben)).status).toBe(403)
    expect((await takeOut(ben, id, world.acme.contacts.ben)).status).toBe(403)
    expect((await takeOut(anna, id, world.acme.contacts.cleo)).status).toBe(404)
  })
})

describe('filing for a colleague', () => {
  test('the colleague asks, the filer is copied in and is the author', async () => {
    await sendAll()
    world.sentMails.length = 0
    const id = await idOf(await file(anna, { requesterEmail: world.acme.email('ben') }))
    const page = await detail(anna, id)
    expect(page.people.map(({ name, role }) => [name, role])).toEqual([
      ['Ben of acme', 'requester'],
      ['Anna of acme', 'copied'],
    ])
    expect(page).toMatchObject({ ticket: { requesterName: 'Ben of acme', isCopiedIn: true, isUnread: false }, messages: [{ from: 'me' }] })
    expect(await detail(ben, id)).toMatchObject({
      ticket: { isCopiedIn: false },
      messages: [{ from: 'contact', authorName: 'Anna of acme' }],
    })
    await sendAll()
    expect(world.sentMails.map(({ to }) => to).sort()).toEqual([world.acme.email('anna'), world.acme.email('ben')])
  })

  test('for oneself is an ordinary ticket', async () => {
    const page = await detail(anna, await idOf(await file(anna, { requesterEmail: world.acme.email('anna') })))
    expect(page.people.map(({ role }) => role)).toEqual(['requester'])
  })

  test.each(['nobody@nowhere.example', 'cleo', 'dan'] as const)('%s is refused at the field, the same way', async (who) => {
    const requesterEmail = who.includes('@') ? who : world.acme.email(who as 'cleo')
    const response = await file(anna, { requesterEmail })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { requesterEmail: 'not_a_colleague' } })
  })

  test('the same key files it once; where the portal does not allow it the field is unknown', async () => {
    const key = randomUUID()
    const body = {
      formId: world.acme.formId,
      values: { subject: 'Once', text: 'Words' },
      requesterEmail: world.acme.email('ben'),
    }
    const twins = await Promise.all([1, 2].map(() => anna.post('/tickets', body, { 'Idempotency-Key': key })))
    expect(new Set(await Promise.all(twins.map(idOf))).size).toBe(1)
    await setPortal(world, { can_involve_colleagues: 0 })
    const refused = await file(anna, { requesterEmail: world.acme.email('ben') })
    expect(await refused.json()).toMatchObject({ fields: { requesterEmail: 'unknown_field' } })
    expect(await (await file(anna, { requesterEmail: 'no address' })).json()).toMatchObject({ fields: { requesterEmail: 'not_an_email' } })
  })
})

async function guardedRole(ticketId: string, contactId: string, role: 'added'): Promise<void> {
  await guarded(world.deps.db)
    .updateTable('ticket_contact')
    .set({ role })
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', ticketId)
    .where('contact_id', '=', contactId)
    .execute()
}
