import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubmitFormResult } from '../../../shared/forms.ts'
import type { TicketPage, TicketSummary } from '../../../shared/tickets.ts'
import { indexTicket } from '../../../server/tickets/index-ticket.repo.ts'
import { guarded } from '../../../server/db/index.ts'
import { transact } from '../../../server/db/transact.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import type { AccountIds } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let anna: ContactClient
let agent: StaffClient

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
  agent = await world.staff('agent')
})
afterAll(() => world.close())

async function file(
  subject: string,
  text: string,
  who: keyof AccountIds['contacts'] = 'anna',
  account = world.acme,
): Promise<TicketSummary> {
  const client = await world.contact(who, account)
  const response = await client.post('/tickets', { formId: account.formId, values: { subject, text, product: 'till' }, attachmentIds: [] })
  return ((await response.json()) as SubmitFormResult).ticket
}

const say = (ticket: { id: string }, text: string, isInternal = false) => agent.post(`/tickets/${ticket.id}/messages`, { text, isInternal })

async function found(q: string, client: ContactClient | StaffClient = anna, view = 'mine'): Promise<TicketSummary[]> {
  const response = await client.get(`/tickets?view=${view}&q=${encodeURIComponent(q)}`)
  expect(response.status, await response.clone().text()).toBe(200)
  return ((await response.json()) as TicketPage).tickets
}

const subjects = async (...asked: Parameters<typeof found>) => (await found(...asked)).map(({ subject }) => subject).toSorted()

/** Writes a message into another thread of the ticket, at some time. */
async function addThread(ticket: { id: string }, text: string, at: string, direction: 'inbound' | 'internal' = 'inbound'): Promise<void> {
  const { accountId, otherInboxId, contacts } = world.acme
  const tables = guarded(world.deps.db)
  const channel = await tables
    .selectFrom('channel')
    .select('id')
    .where('account_id', '=', accountId)
    .where('inbox_id', '=', otherInboxId)
    .executeTakeFirstOrThrow()
  const thread = { account_id: accountId, id: world.deps.newId(), inbox_id: otherInboxId, channel_id: channel.id, ticket_id: ticket.id }
  const isPublic = direction !== 'internal'
  await tables
    .insertInto('thread')
    .values({
      ...thread,
      contact_id: contacts.anna,
      subject: 'Another thread',
      is_open: 1,
      last_public_at: isPublic ? at : null,
      last_message_at: at,
      last_inbound_at: at,
      staff_read_up_to: null,
      preview: '',
      created_at: at,
    })
    .execute()
  await tables
    .insertInto('message')
    .values({
      account_id: accountId,
      id: world.deps.newId(),
      thread_id: thread.id,
      direction,
      contact_id: contacts.anna,
      staff_id: null,
      author_name: 'Anna',
      text,
      created_at: at,
    })
    .execute()
  await transact(world.deps.db, (tx) => indexTicket(tx, { account_id: accountId, id: ticket.id }))
}

test('a ticket is found by its number, with # the one ticket alone', async () => {
  const ticket = await file('Numbered', 'One')
  const other = await file(`About ${ticket.number}`, 'Two')
  expect(await subjects(`#${ticket.number}`)).toEqual(['Numbered'])
  expect(await subjects(String(ticket.number))).toEqual(['Numbered', `About ${ticket.number}`].toSorted())
  expect(await subjects(`#${other.number} about`)).toEqual([other.subject])
  expect(await subjects('#999999999999')).toEqual([])
})

test('words stand in the subject, in messages of customers and of agents; all must be there, the last one may be half written', async () => {
  const ticket = await file('Wobbly cashdrawer', 'It squeaks when opened')
  await say(ticket, 'Have you oiled it?')
  for (const q of ['wobbly', 'cashdr', 'squeaks', 'oiled', 'oil', 'squeaks cash', 'oiled wobbly', 'oiled, squeaks!', 'opened  wobbly c']) {
    expect(await subjects(q), q).toEqual(['Wobbly cashdrawer'])
  }
  for (const q of ['ashdrawer', 'wobb cashdrawer', 'wobbly missingword', 'oile squeaks']) expect(await subjects(q), q).toEqual([])
})

test('case and compatibility forms do not matter, accents do', async () => {
  await file('Blåbærsyltetøy ＡＢＣ', 'Straße, ﬁnal, ÉCOLE, E\u0301tude')
  for (const q of ['BLÅBÆRSYLTETØY', 'abc', 'ｂｌåbær', 'STRAßE', 'final', 'ﬁn', 'école', 'étude', 'e\u0301tude']) {
    expect(await subjects(q), q).toEqual(['Blåbærsyltetøy ＡＢＣ'])
  }
  for (const q of ['blabaersyltetoy', 'ecole', 'strasse']) expect(await subjects(q), q).toEqual([])
})

test('scripts without blanks are searched by any part of a word', async () => {
  await file('東京都庁の領収書', 'プリンターが動きません')
  for (const q of ['東京', '都庁', '京', '書', '領収書', 'プリンター', '動きません', '東京 プリン']) {
    expect(await subjects(q), q).toEqual(['東京都庁の領収書'])
  }
  expect(await subjects('大阪')).toEqual([])
})

test('nothing that is typed is an operator or an error', async () => {
  await file('Near and not or', 'a AND b NEAR c')
  expect(await subjects('near and not or')).toEqual(['Near and not or'])
  expect(await subjects('NEAR(a b, 2)')).toEqual([])
  const hostile = [
    '*',
    '"',
    "'",
    '""',
    'a*b*',
    '^a',
    '-a',
    'a:b',
    'terms:near',
    '{a b}:c',
    '(near',
    'near)',
    '\\',
    "o'r'",
    '& | !',
    'near:*',
    '<->',
    '%',
    '_',
    '!',
  ]
  for (const q of [...hostile, 'near OR 1=1', 'x\u0000y', '🙂🙃', '\ud800', '\u202e', '\n', "'; drop table ticket; --"]) {
    const response = await anna.get(`/tickets?q=${encodeURIComponent(q.isWellFormed() ? q : q.toWellFormed())}`)
    expect(response.status, q).toBe(200)
  }
  for (const q of ['%', '_', '***', '🙂', '"" - ()']) expect(await subjects(q), q).toEqual([])
  const long = (length: number) => 'w'.repeat(length)
  await file('Long words', `${long(150)} ${'abz '.repeat(300)}`)
  expect(await subjects(long(150))).toEqual(['Long words'])
  expect(await subjects('abz '.repeat(50))).toEqual(['Long words'])
  expect((await anna.get(`/tickets?q=${long(201)}`)).status).toBe(400)
  expect((await anna.get(`/tickets?q=${encodeURIComponent('東'.repeat(200))}`)).status).toBe(200)
})

test('internal notes are found by nobody in the portal, nor do they change what is found', async () => {
  const ticket = await file('Noted', 'Publicword')
  await say(ticket, 'Secretword impossible customer', true)
  await addThread(ticket, 'Hiddennote in a thread of notes', '2030-01-01T00:00:00.000Z', 'internal')
  for (const q of ['secretword', 'secretword noted', 'hiddennote', 'imposs']) expect(await subjects(q), q).toEqual([])
  expect(await subjects('publicword')).toEqual(['Noted'])
  expect(await subjects('secretword', agent)).toEqual([])
})

test('words of earlier threads are found only where the portal shows those', async () => {
  const ticket = await file('Two threads', 'Currentword')
  await addThread(ticket, 'Olderword', '2026-01-02T00:00:00.000Z')
  expect(await subjects('currentword')).toEqual(['Two threads'])
  expect(await subjects('olderword')).toEqual([])
  expect(await subjects('olderword', agent)).toEqual(['Two threads'])
  await setPortal(world, { has_earlier_threads: 1 })
  try {
    expect(await subjects('olderword')).toEqual(['Two threads'])
    expect(await subjects('olderword currentword thr')).toEqual(['Two threads'])
    expect((await found('olderword'))[0]?.snippet?.text).toBe('Olderword')
  } finally {
    await setPortal(world, { has_earlier_threads: 0 })
  }
  // The other thread becomes the newest: now it alone is shown.
  await addThread(ticket, 'Newestword', '2031-01-01T00:00:00.000Z')
  expect(await subjects('newestword')).toEqual(['Two threads'])
  expect(await subjects('currentword')).toEqual([])
})

test('what is hidden, of another company or of another account is found by nobody else', async () => {
  const hidden = await file('Sharedword hidden', 'x')
  await file('Sharedword ben', 'x', 'ben')
  await file('Sharedword cleo', 'x', 'cleo')
  await file('Sharedword dan', 'x', 'dan')
  await file('Sharedword bolt', 'x', 'anna', world.bolt)
  await agent.json('PUT', `/tickets/${hidden.id}/hidden`, { isHidden: true })
  expect(await subjects('sharedword')).toEqual([])
  expect(await subjects('sharedword', anna, 'company')).toEqual(['Sharedword ben'])
  expect(await subjects('sharedword', await world.contact('cleo'), 'company')).toEqual(['Sharedword cleo'])
  expect(await subjects('sharedword', await world.contact('dan'), 'company')).toEqual([])
  expect(await subjects('sharedword', await world.contact('anna', world.bolt), 'company')).toEqual(['Sharedword bolt'])
  expect(await subjects('sharedword', agent)).toEqual(['Sharedword ben', 'Sharedword cleo', 'Sharedword dan', 'Sharedword hidden'])
  expect(await subjects('sharedword', await world.staff('settings'))).toEqual([])
  await setPortal(world, { permission_mode: 'own' })
  expect(await subjects('sharedword', anna, 'company')).toEqual([])
  await setPortal(world, { permission_mode: 'company' })
  const counts = (await (await anna.get('/tickets/counts?q=sharedword')).json()) as { mine: number; company: number }
  expect(counts).toEqual({ mine: 0, company: 1 })
})

test('a message is found as soon as it is written, and a ticket that was opened for a customer too', async () => {
  const ticket = await file('Fresh', 'First')
  await anna.post(`/tickets/${ticket.id}/messages`, { text: 'Replyword', attachmentIds: [] })
  expect(await subjects('replyword')).toEqual(['Fresh'])
  await say(ticket, 'Answerword')
  expect(await subjects('answerword replyword first')).toEqual(['Fresh'])
  await agent.post('/tickets', { email: world.acme.email('anna'), subject: 'Phonecall yesterday' })
  expect(await subjects('phonecall')).toEqual(['Phonecall yesterday'])
})

test('the snippet is the place in a message where the words stand, with marks; none when they stand in the subject alone', async () => {
  const before = 'Nothing to see in this sentence. '.repeat(20)
  const ticket = await file('Snippets', `${before}\n\nThe GIRAFFE ate\tmy homework, ｏﬀｉｃｅ too.\n\n${before}`)
  await say(ticket, 'Which giraffes? A giraffe of ours?')
  const [both] = await found('giraffe')
  const marked = (summary: TicketSummary | undefined) => summary?.snippet?.marks.map(([from, to]) => summary.snippet?.text.slice(from, to))
  expect(both?.snippet?.text).toBe('Which giraffes? A giraffe of ours?')
  expect(marked(both)).toEqual(['giraffe', 'giraffe'])
  const [homework] = await found('giraffe homew')
  expect(homework?.snippet?.text).toMatch(/^….*The GIRAFFE ate my homework, ｏﬀｉｃｅ too\. .*…$/)
  expect(homework?.snippet?.text.length).toBeLessThan(220)
  expect(marked(homework)).toEqual(['GIRAFFE', 'homew'])
  expect(marked((await found('office'))[0])).toEqual(['ｏﬀｉｃｅ'])
  expect(marked((await found('too offi'))[0])).toEqual(['ｏﬀｉ', 'too'])
  expect((await found('snippets'))[0]?.snippet).toBeNull()
  expect((await found(`#${ticket.number}`))[0]?.snippet).toBeNull()
  expect(marked((await found('snippets ours'))[0])).toEqual(['ours'])
  await say(ticket, 'Ærlig talt, ÅPENT på İstanbul')
  expect(marked((await found('ærlig'))[0])).toEqual(['Ærlig'])
  expect(marked((await found('åpent i̇stan'))[0])).toEqual(['ÅPENT', 'İstan'])
  await say(ticket, 'giraffeword in a note', true)
  expect((await found('giraffe'))[0]?.snippet?.text).not.toContain('note')
})
