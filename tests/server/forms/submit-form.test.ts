import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../shared/limits.ts'
import type { SubmitFormResult, SupportForm } from '../../../shared/forms.ts'
import type { TicketDetail } from '../../../shared/tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let anna: ContactClient

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
})
afterAll(() => world.close())

const good = { subject: 'The till is slow', text: 'Since Monday.', product: 'till' }
const submit = (values: object, formId = world.acme.formId) => anna.post('/tickets', { formId, values })

test("a submission is one open ticket of the sender and the company, its words the first message in the form's inbox", async () => {
  const response = await submit(good)
  expect(response.status).toBe(201)
  const { ticket } = (await response.json()) as SubmitFormResult
  expect(ticket).toMatchObject({ subject: 'The till is slow', status: 'open', isUnread: false, requesterName: 'Anna of acme' })
  const detail = (await (await anna.get(`/tickets/${ticket.id}`)).json()) as TicketDetail
  expect(detail.messages.map((message) => message.text)).toEqual(['Product: Till\n\nSince Monday.'])
  const ben = await world.contact('ben')
  expect((await ben.get(`/tickets/${ticket.id}`)).status).toBe(200)
  const agent = await world.staff('agent')
  const { threads } = (await (await agent.get(`/threads?inboxId=${world.acme.inboxId}`)).json()) as {
    threads: { ticketId: string; isUnread: boolean }[]
  }
  expect(threads.filter((thread) => thread.ticketId === ticket.id)).toEqual([expect.objectContaining({ isUnread: true })])
  await world.runJobs()
  expect(world.sentMails.map((mail) => [mail.to, mail.subject])).toEqual([
    [world.acme.email('anna'), `We have received #${ticket.number}: The till is slow`],
  ])
})

test('numbers are unique and rise, also when many file at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => submit({ ...good, subject: `At once ${index}` })))
  const numbers = await Promise.all(answers.map(async (answer) => ((await answer.json()) as SubmitFormResult).ticket.number))
  const sorted = numbers.toSorted((a, b) => a - b)
  expect(new Set(numbers).size).toBe(20)
  expect(sorted.at(-1)! - sorted[0]!).toBe(19)
})

test('the form lists its fields; another account has another form', async () => {
  const form = (await (await anna.get('/form')).json()) as SupportForm
  expect(form.fields.map((field) => field.name)).toEqual(['subject', 'text', 'product', 'files'])
  expect((await submit(good, world.bolt.formId)).status).toBe(404)
})

test.each([
  ['a required field missing', { text: 'x' }, { subject: 'required' }],
  ['a required field blank', { ...good, text: '   ' }, { text: 'required' }],
  ['an unknown field', { ...good, priority: 'high' }, { priority: 'unknown_field' }],
  ['a choice that is none', { ...good, product: 'boat' }, { product: 'not_a_choice' }],
  ['too long a subject', { ...good, subject: 'x'.repeat(limits.subjectMaxChars + 1) }, { subject: 'too_long' }],
  ['a line break in the subject', { ...good, subject: 'a\nb' }, { subject: 'invalid' }],
  ['several at once', { product: 'boat' }, { subject: 'required', text: 'required', product: 'not_a_choice' }],
])('%s is refused at its field and files nothing', async (_, values, fields) => {
  const before = await world.deps.db.selectFrom('account').select('last_ticket_number').where('id', '=', world.acme.accountId).execute()
  const response = await submit(values)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', fields })
  const after = await world.deps.db.selectFrom('account').select('last_ticket_number').where('id', '=', world.acme.accountId).execute()
  expect(after).toEqual(before)
})

test('ids of others in the body are refused: nothing can be filed for somebody else', async () => {
  for (const extra of [{ contactId: world.acme.contacts.ben }, { companyId: world.acme.birkaId }, { onBehalfOf: 'ben@acme.example' }]) {
    const response = await anna.post('/tickets', { formId: world.acme.formId, values: good, ...extra })
    expect(response.status).toBe(400)
  }
})
