import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SubmitFormResult } from '../../../shared/forms.ts'
import type { StaffContact } from '../../../shared/own-data.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { mailsOf, staffTokenIn } from '../auth/mailed.ts'
import { listAllRows, listColumns } from './all-tables.ts'

/** Words that stand nowhere but in what is planted. */
const name = 'Zebulon Quixmark'
const email = 'zeb.quixmark@plant.example'
const words = {
  own: 'plantedownwords',
  shared: 'plantedsharedwords',
  subject: 'plantedsubject',
  file: 'plantedfilename',
  bytes: 'plantedbytes',
}

let folder: string
let world: World
let admin: StaffClient
let contactId: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portal-erasure-'))
  world = await openWorld({ databaseFile: join(folder, 'portal.db') })
  admin = await world.staff('admin')
  contactId = world.acme.contacts.dan
  await becomeZebulon()
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Dan gets a name and an address that can be looked for, and leaves traces wherever a customer can. */
async function becomeZebulon(): Promise<void> {
  const { acme, deps } = world
  const { db } = deps
  await db
    .updateTable('contact')
    .set({ name, name_folded: name.toLowerCase(), company_id: acme.nordvikId })
    .where('id', '=', contactId)
    .execute()
  await db.updateTable('contact_address').set({ email, email_folded: email }).where('contact_id', '=', contactId).execute()
  const client = world.stranger()
  await client.signIn(email, password)
  await setPortal(world, {
    can_involve_colleagues: 1,
    sign_in_methods: '["password","magic_link"]',
    consent_version: null,
  })
  const upload = async () => {
    const response = await client.fetch(`/attachments?fileName=${words.file}.txt`, {
      method: 'POST',
      body: words.bytes,
      headers: { 'Content-Type': 'text/plain' },
    })
    return ((await response.json()) as { id: string }).id
  }
  const open = async (subject: string, text: string) => {
    const values = { subject, text }
    const response = await client.post('/tickets', { formId: acme.formId, values, attachmentIds: [await upload()] })
    return ((await response.json()) as SubmitFormResult).ticket.id
  }
  await open(`${words.subject} alone`, `${words.own}. Regards, ${name} <${email}>`)
  const sharedId = await open(`${words.subject} of ${name}`, `${words.shared} from ${email}`)
  await client.post(`/tickets/${sharedId}/contacts`, { email: acme.email('ben') })
  const ben = await world.contact('ben')
  await ben.post(`/tickets/${sharedId}/messages`, { text: `Dear Zebulon, I asked ${email.toUpperCase()} too`, attachmentIds: [] })
  const other = await ben.post('/tickets', {
    formId: acme.formId,
    values: { subject: 'Somebody else', text: `Write to ${email} about it` },
    attachmentIds: [],
  })
  expect(other.status).toBe(201)
  await admin.post(`/tickets/${sharedId}/messages`, { text: `${name} is a nice one`, isInternal: true, attachmentIds: [] })
  await admin.post(`/tickets/${sharedId}/messages`, { text: `Hello ${name}`, isInternal: false, attachmentIds: [] })
  await upload()
  const property = await admin.post('/properties', { object: 'contact', key: 'shoe', type: 'text', labels: { en: 'Shoe size' } })
  expect(property.status).toBe(201)
  await admin.json('PUT', `/contacts/${contactId}/properties`, { values: { 'contact.custom.shoe': `shoe of ${name}` } })
  const list = (await (await admin.post('/lists', { kind: 'static', name: 'Pilots' })).json()) as { id: string }
  await admin.post(`/lists/${list.id}/members`, { emails: [email] })
  const rule = { groups: [{ conditions: [{ property: 'contact.email', operator: 'is', value: email }] }] }
  await admin.post('/lists', { kind: 'active', name: 'One', rule })
  await world.stranger().post('/magic-links', { email })
  await world.stranger().post('/registrations', { email, name, website: '' })
  await admin.get(`/contacts/${contactId}`)
  await client.post('/me/deletion-request', undefined)
  await mailsOf(world)
  // A mail that could not leave, and what the server of the receiver said.
  await client.post('/me/proof-codes', undefined)
  await db
    .updateTable('job')
    .set({ last_error: `550 ${email} unknown` })
    .where('name', '=', 'send_mail')
    .execute()
}

async function erase(method: 'anonymise' | 'delete', confirmation = email): Promise<Response> {
  return admin.post(`/contacts/${contactId}/erasure`, { method, confirmation })
}

/** Rows of any table that hold one of the words, as `table: row`. */
async function rowsWith(...wanted: string[]): Promise<string[]> {
  const rows = await listAllRows(world.deps.db)
  const lower = wanted.map((word) => word.toLowerCase())
  return rows.filter(({ text }) => lower.some((word) => text.toLowerCase().includes(word))).map(({ table, text }) => `${table}: ${text}`)
}

/** Files below the world's folders that hold one of the words: the database itself, its log, attachments. */
function filesWith(wanted: readonly string[]): string[] {
  const found: string[] = []
  for (const root of [folder, world.deps.config.dataDir]) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path).toString('latin1').toLowerCase()
      for (const word of wanted) if (bytes.includes(word.toLowerCase())) found.push(`${entry.name}: ${word}`)
    }
  }
  return found
}

const personal = [email, name, 'Zebulon', 'Quixmark']
const everything = [...personal, ...Object.values(words)]

test('T-17: after a deletion nothing of the person is left, in no row, file, index, queue or mail', async () => {
  for (const word of everything) expect([...(await rowsWith(word)), ...filesWith([word])].length, word).toBeGreaterThan(0)
  const before = await sql<{ n: number }>`select count(*) as n from ticket`.execute(world.deps.db)
  expect((await erase('delete')).status).toBe(204)
  await world.runJobs()
  expect(await rowsWith(...everything)).toEqual([])
  expect(filesWith(everything)).toEqual([])
  const after = await sql<{ n: number }>`select count(*) as n from ticket`.execute(world.deps.db)
  // The one that nobody else took part in.
  expect(Number(before.rows[0]?.n) - Number(after.rows[0]?.n)).toBe(1)
})

test('T-17: made anonymous, the conversations stay with their words, without name, address and files', async () => {
  expect((await erase('anonymise')).status).toBe(204)
  await world.runJobs()
  expect(await rowsWith(...personal, words.file, words.bytes)).toEqual([])
  expect(filesWith([...personal, words.file, words.bytes])).toEqual([])
  const messages = await rowsWith(words.own)
  expect(messages.some((row) => row.startsWith('message: ') && row.includes('[deleted]') && row.includes('Deleted contact'))).toBe(true)
})

test('no row refers to the person but what says that there was somebody', async () => {
  expect((await erase('delete')).status).toBe(204)
  const refers = (await listColumns(world.deps.db)).filter(({ column }) => ['contact_id', 'viewer_id', 'object_id'].includes(column))
  const left: string[] = []
  for (const { table, column } of refers) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${contactId}`.execute(world.deps.db)
    if (rows.length > 0) left.push(`${table}.${column}`)
  }
  expect(left.sort()).toEqual(['deletion_request.contact_id', 'message.contact_id', 'thread.contact_id', 'ticket_contact.contact_id'])
})

test('what others take part in stays; colleagues read it and find no name in it', async () => {
  expect((await erase('delete')).status).toBe(204)
  const ben = await world.contact('ben')
  const { tickets } = (await (await ben.get('/tickets')).json()) as { tickets: { id: string; subject: string; requesterName: string }[] }
  const shared = tickets.find(({ requesterName }) => requesterName === 'Deleted contact')
  expect(shared?.subject).toMatch(/^#\d+$/)
  const detail = (await (await ben.get(`/tickets/${shared?.id}`)).json()) as { messages: { authorName: string; text: string }[] }
  expect(detail.messages.map(({ authorName, text }) => `${authorName}: ${text}`)).toEqual([
    'Deleted contact: This message was deleted.',
    'Ben of acme: Dear [deleted], I asked [deleted] too',
    expect.stringMatching(/: Hello \[deleted\]$/),
  ])
  const found = (await (await ben.get(`/tickets?q=${words.shared}`)).json()) as { tickets: unknown[] }
  expect(found.tickets).toEqual([])
})

test('the person is out at once and cannot come back as the one who was', async () => {
  const client = world.stranger()
  await client.signIn(email, password)
  expect((await erase('anonymise')).status).toBe(204)
  expect((await client.get('/me')).status).toBe(401)
  expect((await world.stranger().post('/session', { email, password })).status).toBe(401)
  const contact = (await (await admin.get(`/contacts/${contactId}`)).json()) as StaffContact
  expect(contact).toMatchObject({
    name: 'Deleted contact',
    addresses: [],
    hasPassword: false,
    deletion: null,
    erasedAt: expect.any(String),
  })
  expect(await (await admin.get('/deletion-requests')).json()).toEqual({ requests: [] })
})

test('the address must be typed, and it is done once', async () => {
  const wrong = await erase('delete', 'somebody@else.example')
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { fields: { confirmation: 'invalid' } }])
  expect((await rowsWith(words.own)).length).toBeGreaterThan(0)
  expect((await erase('delete', email.toUpperCase())).status).toBe(204)
  expect((await erase('delete', 'Deleted contact')).status).toBe(409)
})

test('who was also asked to join the team is deleted as a customer; the invitation stays good', async () => {
  const invited = await admin.post('/account/invitations', { email, name: 'Zeb', permissions: ['inbox.answer'], language: 'en' })
  expect(invited.status).toBe(201)
  const token = staffTokenIn((await mailsOf(world)).findLast(({ to, text }) => to === email && text.includes('cpt_')))
  expect((await erase('delete')).status).toBe(204)
  const joined = await world.send('/api/v1/staff/invitations/lookup', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: world.deps.config.publicUrl },
    body: JSON.stringify({ token }),
  })
  expect(joined.status).toBe(200)
})

test('only administrators delete; whoever edits contacts sees who asked', async () => {
  const agent = await world.staff('agent')
  expect((await agent.post(`/contacts/${contactId}/erasure`, { method: 'delete', confirmation: email })).status).toBe(403)
  expect((await agent.get(`/contacts/${contactId}`)).status).toBe(200)
  const settings = await world.staff('settings')
  for (const path of [`/contacts/${contactId}`, '/deletion-requests']) expect((await settings.get(path)).status).toBe(403)
  expect((await settings.post(`/contacts/${contactId}/data-export`)).status).toBe(403)
})
