import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zipChunks } from '../../../server/own-data/zip-stream.ts'
import { makeCaseTickets, noteText, type CaseTickets } from '../../support/case-tickets.ts'
import { openWorld, type World } from '../../support/world.ts'
import { listColumns } from './all-tables.ts'
import { textOf, unzip } from './unzip.ts'

let world: World
let cases: CaseTickets
let files: Map<string, Uint8Array>
let disposition: string

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  const anna = await world.contact('anna')
  await addTraces()
  await anna.fetch('/attachments?fileName=unsent.txt', { method: 'POST', body: 'draft of anna', headers: { 'Content-Type': 'text/plain' } })
  const response = await anna.post('/me/data-export', undefined)
  disposition = response.headers.get('Content-Disposition') ?? ''
  files = unzip(new Uint8Array(await response.arrayBuffer()))
})
afterAll(() => world.close())

/** What no route here makes of itself. */
async function addTraces(): Promise<void> {
  const { acme } = world
  const admin = await world.staff('admin')
  const property = await admin.post('/properties', { object: 'contact', key: 'shoe', type: 'text', labels: { en: 'Shoe size' } })
  expect(property.status).toBe(201)
  await admin.json('PUT', `/contacts/${acme.contacts.anna}/properties`, { values: { 'contact.custom.shoe': 'forty-three' } })
  const list = (await (await admin.post('/lists', { kind: 'static', name: 'Pilots' })).json()) as { id: string }
  await admin.post(`/lists/${list.id}/members`, { emails: [acme.email('anna')] })
  await admin.post(`/portals/${acme.portalId}/previews`, { contactId: acme.contacts.anna })
}

const numberOf = async (ticketId: string) => {
  const { rows } = await sql<{ number: number }>`select number from ticket where id = ${ticketId}`.execute(world.deps.db)
  return rows[0]?.number ?? 0
}
const readJson = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name))) as Record<string, never>

test('the archive has a README, the person, each ticket, and the files as they were', async () => {
  expect(disposition).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.zip"$/)
  const number = await numberOf(cases.anna.id)
  expect(new TextDecoder().decode(files.get('README.txt'))).toContain('everything that is kept about Anna of acme')
  expect(readJson('data.json')).toMatchObject({
    name: 'Anna of acme',
    organization: 'Nordvik',
    addresses: [{ email: 'anna@acme.example' }],
  })
  expect(readJson(`tickets/${number}.json`)).toMatchObject({
    subject: cases.anna.subject,
    status: 'open',
    yourPart: 'requester',
    messages: [{ from: 'you', text: 'Public words of anna', files: [{ name: 'proof.txt' }] }],
  })
  const file = [...files].find(([name]) => name.startsWith(`tickets/${number}/`) && name.endsWith('proof.txt'))
  expect(new TextDecoder().decode(file?.[1])).toBe('bytes of anna')
  expect([...files].some(([name, bytes]) => name.startsWith('drafts/') && new TextDecoder().decode(bytes) === 'draft of anna')).toBe(true)
})

test('own data alone: no note of the team, no ticket, address or word of anybody else', async () => {
  const text = textOf(files)
  expect(text).not.toContain(noteText)
  for (const other of ['ben@', 'cleo@', 'dan@', 'bolt', 'Public words of ben', 'bytes of cleo', '$argon2', 'cpa_', 'cpr_']) {
    expect(text.includes(other), other).toBe(false)
  }
  // Of what the portal hides only the own words.
  const hidden = readJson(`tickets/${await numberOf(cases.annaHidden.id)}.json`)
  expect((hidden as unknown as { messages: { from: string }[] }).messages.map(({ from }) => from)).toEqual(['you'])
})

/** Rows that refer to somebody and are not in the archive, with the reason that its README gives. */
const leftOut: Record<string, string> = {
  'idempotency.viewer_id': 'copies of answers',
  'known_key.contact_id': 'a key’s fingerprint',
  'one_time_link.contact_id': 'a token’s fingerprint, with the mail that is listed',
  'preview_session.contact_id': 'staff who looked at the portal',
  'thread.contact_id': 'its messages are told with the ticket',
}

test('nothing is missing: every row that refers to the person is told, or its kind is named in the README', async () => {
  const { db } = world.deps
  const data = readJson('data.json') as unknown as Record<string, unknown[]>
  const tickets = [...files.keys()].filter((name) => /^tickets\/\d+\.json$/.test(name)).map((name) => readJson(name))
  const messages = tickets.flatMap((ticket) => (ticket as unknown as { messages: { from: string }[] }).messages)
  const told: Record<string, unknown[] | undefined> = {
    'contact_address.contact_id': data['addresses'],
    'consent_record.contact_id': data['consents'],
    'session.contact_id': data['logins'],
    'contact_list_member.contact_id': data['lists'],
    'invitation.contact_id': data['invitations'],
    'identity_link.contact_id': data['providers'],
    'deletion_request.contact_id': data['deletionRequests'],
    'property_value.object_id': data['properties'],
    'event.actor_id': data['deeds'],
    'message.contact_id': messages.filter(({ from }) => from === 'you'),
    'ticket_contact.contact_id': tickets.filter((ticket) => ticket['yourPart'] !== null),
    'ticket_read.contact_id': tickets.filter((ticket) => ticket['readUpTo'] !== null),
  }
  const refers = (await listColumns(db)).filter(({ column }) => ['contact_id', 'viewer_id', 'actor_id', 'object_id'].includes(column))
  for (const { table, column } of refers) {
    const name = `${table}.${column}`
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(table)} where ${sql.ref(column)} = ${world.acme.contacts.anna}`.execute(db)
    const count = Number(rows[0]?.n)
    if (count > 0 && !(name in leftOut)) expect({ name, told: told[name]?.length }).toEqual({ name, told: count })
  }
  expect(refers.length).toBeGreaterThan(12)
})

test('names in any letters, and files without a byte', async () => {
  const big = new Uint8Array(new ArrayBuffer(8))
  const chunks: Uint8Array[] = []
  for await (const chunk of zipChunks(entries(big), new Date('2026-01-02T03:04:06Z'))) chunks.push(chunk)
  const archive = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())
  expect([...unzip(archive).keys()]).toEqual(['a/å.txt', 'b.txt'])
})

async function* entries(bytes: Uint8Array) {
  await Promise.resolve()
  yield { name: 'a/å.txt', bytes }
  yield { name: 'b.txt', bytes: new Uint8Array() }
}
