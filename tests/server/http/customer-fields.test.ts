import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCaseTickets, noteText, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let anna: ContactClient

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  anna = await world.contact('anna')
})
afterAll(() => world.close())

/** Names of every field in an answer, nested ones with their path; lists as `[]`. */
function fieldNames(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldNames(item, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => fieldNames(inner, path === '' ? name : `${path}.${name}`))
}

const ticketFields = [
  'createdAt',
  'id',
  'isCopiedIn',
  'isUnread',
  'isYourTurn',
  'lastActivityAt',
  'number',
  'requesterName',
  'snippet',
  'stageLabels',
  'status',
  'subject',
]
const fileFields = ['contentId', 'fileName', 'id', 'mediaType', 'sizeBytes']
const messageFields = ['authorName', 'createdAt', 'from', 'html', 'id', 'text']

test("T-49: a contact's answers have exactly the fields of the contract, for own and for a colleague's ticket", async () => {
  const read = async (path: string) => [...new Set(fieldNames(await (await anna.get(path)).json()))].sort()
  const detail = [
    'can.close',
    'can.copyIn',
    'can.reopen',
    'can.reply',
    'closedAt',
    'isReopenedByReply',
    'reopensUntil',
    'steps',
    'threadId',
    'olderMessages',
    'readUpTo',
    ...ticketFields.map((name) => `ticket.${name}`),
    ...messageFields.map((name) => `messages[].${name}`),
    ...['contactId', 'isMe', 'name', 'role'].map((name) => `people[].${name}`),
    ...fileFields.map((name) => `messages[].attachments[].${name}`),
  ].sort()
  expect(await read('/tickets?view=mine')).toEqual(['next', ...ticketFields.map((name) => `tickets[].${name}`)].sort())
  expect(await read('/tickets?view=company')).toEqual(['next', ...ticketFields.map((name) => `tickets[].${name}`)].sort())
  expect(await read(`/tickets/${cases.anna.id}`)).toEqual(detail)
  expect(await read(`/tickets/${cases.ben.id}`)).toEqual(detail)
  expect(await read('/me')).toEqual(['columns', 'companyName', 'email', 'id', 'name', 'needsConsent', 'seesCompany', 'view'])
  expect(await read('/sessions')).toEqual(
    ['createdAt', 'id', 'isCurrent', 'lastSeenAt', 'origin', 'userAgent'].map((name) => `sessions[].${name}`),
  )
})

test('T-49: nothing internal is in any answer to a contact: no note, no address of staff, no key, no hash', async () => {
  const rows = await world.deps.db.selectFrom('staff').select(['account_id', 'email', 'password_hash']).execute()
  const canaries = [noteText, world.acme.inboxId, world.acme.supportPipelineId, ...rows.flatMap((row) => [row.email, row.password_hash])]
  const paths = [
    '',
    '/me',
    '/sessions',
    '/form',
    '/tickets',
    '/tickets?view=company',
    ...Object.values(cases).map(({ id }) => `/tickets/${id}`),
  ]
  for (const path of paths) {
    const text = await (await anna.get(path)).text()
    for (const canary of canaries) expect(text, path).not.toContain(canary)
  }
})

const payloads = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  "{{7*7}}${7*7}'--",
  'Bcc: evil@x.example',
]

test.each(payloads)('T-29: %s in subject and text comes back as it was typed, as JSON that no browser renders', async (payload) => {
  const response = await anna.post('/tickets', { formId: world.acme.formId, values: { subject: payload, text: payload } })
  expect(response.status).toBe(201)
  const { ticket } = (await response.json()) as { ticket: { id: string; subject: string } }
  expect(ticket.subject).toBe(payload)
  const detail = await anna.get(`/tickets/${ticket.id}`)
  expect(detail.headers.get('Content-Type')).toMatch(/^application\/json/)
  expect(detail.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(detail.headers.get('Cache-Control')).toBe('no-store')
  expect(await detail.json()).toMatchObject({ ticket: { subject: payload }, messages: [{ text: payload }] })
  world.sentMails.length = 0
  await world.runJobs()
  expect(world.sentMails.filter((mail) => mail.subject.includes('\n') || mail.to.includes('evil'))).toEqual([])
})
