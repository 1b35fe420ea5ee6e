import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { filesOf, openedTicket, outcome, uploaded, type Client } from './clients.ts'
import { png } from './samples.ts'

let world: World
let anna: ContactClient

beforeEach(async () => {
  world = await openWorld({ permissionMode: 'own' })
  anna = await world.contact('anna')
})
afterEach(() => world.close())

async function linkTo(client: Client, attachmentId: string): Promise<string> {
  const response = await client.post(`/attachments/${attachmentId}/download-links`, {})
  if (response.status !== 201) throw new Error(`link: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { url: string }).url
}

async function ticketWithFile(): Promise<{ ticketId: string; attachmentId: string }> {
  const draft = await uploaded(anna)
  const ticket = await openedTicket(world, anna, [draft.id])
  expect(await filesOf(anna, ticket.id)).toEqual([draft])
  return { ticketId: ticket.id, attachmentId: draft.id }
}

// T-12
test('a file is for those who see its message, by whatever address', async () => {
  const { attachmentId } = await ticketWithFile()
  const sees = async (client: Client) => (await client.get(`/attachments/${attachmentId}/content`)).status
  expect(await sees(anna)).toBe(200)
  expect(await sees(await world.staff('agent'))).toBe(200)
  const others = [
    await world.contact('ben'),
    await world.contact('cleo'),
    await world.contact('anna', world.bolt),
    await world.staff('agent', world.bolt),
    await world.staff('settings'),
  ]
  for (const other of others) {
    expect(await sees(other)).toBe(404)
    const link = await other.post(`/attachments/${attachmentId}/download-links`, {})
    expect(await outcome(link)).toBe('404 attachment_not_found')
  }
  expect((await world.stranger().get(`/attachments/${attachmentId}/content`)).status).toBe(401)
  for (const path of [`/files/${attachmentId}`, `/attachments/${attachmentId}`, `/files/../attachments/${attachmentId}`]) {
    expect((await world.send(path)).status).toBe(404)
  }
})

test('the file of an internal note is not there for the customer', async () => {
  const ticket = await openedTicket(world, anna)
  const agent = await world.staff('agent')
  const draft = await uploaded(agent, 'secret.txt', Buffer.from('between us'))
  const note = await agent.post(`/tickets/${ticket.id}/messages`, { text: 'note', isInternal: true, attachmentIds: [draft.id] })
  expect(note.status).toBe(201)
  expect((await anna.get(`/attachments/${draft.id}/content`)).status).toBe(404)
  expect((await anna.post(`/attachments/${draft.id}/download-links`, {})).status).toBe(404)
  expect(await filesOf(anna, ticket.id)).toEqual([])
})

test('a download address works once, and only by GET', async () => {
  const { attachmentId } = await ticketWithFile()
  const url = await linkTo(anna, attachmentId)
  expect((await world.send(url, { method: 'HEAD' })).status).toBe(405)
  const first = await world.send(url)
  expect(first.status).toBe(200)
  expect(await first.text()).toBe('some notes')
  expect((await world.send(url)).status).toBe(404)
})

test('of twenty requests at once with one download address one gets the file', async () => {
  const { attachmentId } = await ticketWithFile()
  const url = await linkTo(anna, attachmentId)
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await world.send(url)).status))
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(statuses.filter((status) => status === 404)).toHaveLength(19)
})

test('a download address is kept as a hash alone', async () => {
  const { attachmentId } = await ticketWithFile()
  const token = (await linkTo(anna, attachmentId)).split('/').at(-1) ?? ''
  const [row] = await world.deps.db.selectFrom('download_link').selectAll().where('account_id', '=', world.acme.accountId).execute()
  expect(row?.token_hash).toBe(createHash('sha256').update(token).digest('hex'))
  expect(JSON.stringify(row)).not.toContain(token)
})

test.each<[why: string, before: (ticketId: string) => Promise<unknown> | void]>([
  ['after 60 seconds', () => world.advance(61)],
  ['when its session is signed out', () => anna.fetch('/session', { method: 'DELETE' })],
  [
    'when the ticket was hidden meanwhile',
    async (ticketId) => (await world.staff('agent')).json('PUT', `/tickets/${ticketId}/hidden`, { isHidden: true }),
  ],
  [
    'when the portal was switched off',
    () => world.deps.db.updateTable('portal').set({ is_on: 0 }).where('account_id', '=', world.acme.accountId).execute(),
  ],
])('a download address is worth nothing %s', async (_why, before) => {
  const { ticketId, attachmentId } = await ticketWithFile()
  const url = await linkTo(anna, attachmentId)
  await before(ticketId)
  expect(await outcome(await world.send(url))).toBe('404 not_found')
})

test('a hidden ticket takes its files along', async () => {
  const { ticketId, attachmentId } = await ticketWithFile()
  await (await world.staff('agent')).json('PUT', `/tickets/${ticketId}/hidden`, { isHidden: true })
  expect((await anna.get(`/attachments/${attachmentId}/content`)).status).toBe(404)
})

test('nothing of a file runs in our origin: headers of both ways to it', async () => {
  const agent = await world.staff('agent')
  const picture = await uploaded(anna, 'a.png', png)
  const text = await uploaded(anna, "it's (1) *.txt", Buffer.from('hello'))
  const ticket = await openedTicket(world, anna, [picture.id, text.id])
  expect(await filesOf(anna, ticket.id)).toHaveLength(2)
  for (const [draft, type, name] of [
    [picture, 'image/png', 'a.png'],
    [text, 'application/octet-stream', 'it%27s%20%281%29%20_.txt'],
  ] as const) {
    const answers = [
      await anna.get(`/attachments/${draft.id}/content`),
      await agent.get(`/attachments/${draft.id}/content`),
      await world.send(await linkTo(anna, draft.id)),
    ]
    for (const { headers } of answers) {
      expect(headers.get('Content-Type')).toBe(type)
      expect(headers.get('Content-Disposition')).toBe(`attachment; filename*=UTF-8''${name}`)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(headers.get('Content-Length')).toBe(String(draft.sizeBytes))
      expect(headers.get('Set-Cookie')).toBeNull()
    }
  }
})

// T-25
test('a draft belongs to the session that made it: not to the same person elsewhere, not to a guess', async () => {
  const ticket = await openedTicket(world, anna)
  const draft = await uploaded(anna)
  const used = (await uploaded(anna)).id
  expect((await anna.post(`/tickets/${ticket.id}/messages`, { text: 'one', attachmentIds: [used] })).status).toBe(201)
  const annaElsewhere = await world.contact('anna')
  const ben = await world.contact('ben')
  const foreign = (await uploaded(ben)).id

  for (const stranger of [annaElsewhere, ben, await world.staff('agent'), await world.contact('anna', world.bolt)]) {
    expect((await stranger.get(`/attachments/${draft.id}/content`)).status).toBe(404)
    expect((await stranger.fetch(`/attachments/${draft.id}`, { method: 'DELETE' })).status).toBe(404)
  }
  const reply = async (client: ContactClient, attachmentIds: string[]) =>
    outcome(await client.post(`/tickets/${ticket.id}/messages`, { text: 'with a file', attachmentIds }))
  expect(await reply(annaElsewhere, [draft.id])).toBe('404 attachment_not_found')
  for (const ids of [[foreign], [used], [`${draft.id.slice(0, -4)}0000`], [draft.id, foreign]]) {
    expect(await reply(anna, ids)).toBe('404 attachment_not_found')
  }
  expect(
    await reply(
      anna,
      Array.from({ length: 11 }, () => draft.id),
    ),
  ).toBe('400 invalid_request')
  // Nothing of the refused replies stayed: the draft is free, and no message was written.
  const detail = (await (await anna.get(`/tickets/${ticket.id}`)).json()) as { messages: unknown[] }
  expect(detail.messages).toHaveLength(2)
  expect((await anna.post(`/tickets/${ticket.id}/messages`, { text: 'now', attachmentIds: [draft.id, draft.id] })).status).toBe(201)
  expect(await filesOf(anna, ticket.id)).toHaveLength(2)
})

test('a used draft cannot be thrown away', async () => {
  const { attachmentId } = await ticketWithFile()
  expect((await anna.fetch(`/attachments/${attachmentId}`, { method: 'DELETE' })).status).toBe(404)
  expect((await anna.get(`/attachments/${attachmentId}/content`)).status).toBe(200)
})

test('of two replies at once with one draft one gets it', async () => {
  const ticket = await openedTicket(world, anna)
  const { id } = await uploaded(anna)
  const statuses = await Promise.all(
    ['one', 'two'].map(async (text) => (await anna.post(`/tickets/${ticket.id}/messages`, { text, attachmentIds: [id] })).status),
  )
  expect(statuses.sort()).toEqual([201, 404])
})
