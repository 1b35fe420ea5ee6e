import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Attachment } from '../../../shared/attachments.ts'
import { limits } from '../../../shared/limits.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { filesOf, openedTicket, outcome, upload, uploaded } from './clients.ts'
import { allowed, png, refused } from './samples.ts'

let world: World
let anna: ContactClient

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
})
afterAll(() => world.close())

test.each(allowed)('%s is taken, with the type that its bytes have', async (name, content, mediaType) => {
  const draft = await uploaded(anna, name, content)
  expect(draft).toEqual({ id: draft.id, fileName: name, mediaType, sizeBytes: content.length, contentId: null })
  const response = await anna.get(`/attachments/${draft.id}/content`)
  expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true)
  expect((await anna.fetch(`/attachments/${draft.id}`, { method: 'DELETE' })).status).toBe(204)
})

test.each(refused)('%s is refused for what it is, and nothing stays on disk', async (name, content) => {
  expect(await outcome(await upload(anna, name, content, { 'Content-Type': 'image/png' }))).toBe('415 attachment_type_refused')
  expect(await storedFiles()).toEqual([])
})

// T-20
test.each([
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\Users\\anna\\photo.png', 'photo.png'],
  ['..', 'file.png'],
  ['', 'file.png'],
  ['.htaccess', 'htaccess.png'],
  ['x.html\u200b', 'x.html.png'],
  ['a.svg', 'a.svg.png'],
  ['inv\u202efdp.exe', 'invfdp.exe.png'],
  ['a\u0000b\r\nSet-Cookie: x.png', 'abSet-Cookie_ x.png'],
  ['CON', '_CON.png'],
  ['con.png', '_con.png'],
  ['photo.png. . .', 'photo.png'],
  ['"quoted"<b>.png', '_quoted__b_.png'],
  ['\ud800lone.png', 'lone.png'],
  ['Skjermbilde æøå 😀.png', 'Skjermbilde æøå 😀.png'],
  [`${'a'.repeat(300)}.png`, `${'a'.repeat(limits.fileNameMaxChars - 4)}.png`],
])('the name %j becomes %j', async (name, expected) => {
  const response = await anna.fetch(`/attachments?fileName=${encodeURIComponent(name.toWellFormed())}`, {
    method: 'POST',
    body: new Uint8Array(png),
  })
  const draft = (await response.json()) as Attachment
  expect(draft.fileName).toBe(expected)
  const content = await anna.get(`/attachments/${draft.id}/content`)
  expect(content.headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w!#$&+\-.^`|~%]+$/)
  await anna.fetch(`/attachments/${draft.id}`, { method: 'DELETE' })
})

test.each(['page.html', 'run.bat', 'macro.js', 'x.pht', 'htaccess'])('text called %s cannot be run by a double click', async (name) => {
  const draft = await uploaded(anna, name, Buffer.from('harmless text'))
  expect(draft.fileName).toBe(`${name}.txt`)
  await anna.fetch(`/attachments/${draft.id}`, { method: 'DELETE' })
})

test('an upload without bytes, a larger one, one longer or shorter than announced: each has its own answer and leaves nothing', async () => {
  expect(await outcome(await upload(anna, 'a.txt', new Uint8Array()))).toBe('400 attachment_empty')
  const tooMuch = String(limits.attachmentMaxBytes + 1)
  expect(await outcome(await upload(anna, 'a.txt', Buffer.from('x'), { 'Content-Length': tooMuch }))).toBe('413 attachment_too_large')
  expect(await outcome(await upload(anna, 'a.txt', Buffer.from('short'), { 'Content-Length': '9' }))).toBe('400 attachment_incomplete')
  expect(await storedFiles()).toEqual([])
})

test('a body of unknown length is cut at the limit, not behind it', async () => {
  const chunk = new Uint8Array(64 * 1024).fill(0x61)
  let given = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += chunk.length
      controller.enqueue(chunk)
    },
  })
  const response = await anna.fetch('/attachments?fileName=endless.txt', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(await outcome(response)).toBe('413 attachment_too_large')
  // What is read ahead by the streams between sender and store comes on top of the 64 KiB.
  expect(given).toBeLessThanOrEqual(limits.attachmentMaxBytes + 4 * 64 * 1024)
  expect(await storedFiles()).toEqual([])
})

test('a body that breaks off leaves nothing', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(100_000).fill(0x61))
      controller.error(new Error('cable pulled'))
    },
  })
  const response = await anna.fetch('/attachments?fileName=a.txt', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(await outcome(response)).toBe('400 attachment_incomplete')
  expect(await storedFiles()).toEqual([])
})

test('an upload needs a session', async () => {
  const stranger = world.stranger()
  expect((await upload(stranger, 'a.txt', Buffer.from('x'))).status).toBe(401)
})

test('staff upload as well, and the file goes to the customer with the answer', async () => {
  const ticket = await openedTicket(world, anna)
  const agent = await world.staff('agent')
  const draft = await uploaded(agent, 'manual.pdf', Buffer.from('%PDF-1.7\n'))
  const response = await agent.post(`/tickets/${ticket.id}/messages`, { text: 'See the manual.', attachmentIds: [draft.id] })
  expect(response.status).toBe(201)
  expect(await filesOf(anna, ticket.id)).toEqual([draft])
})

// T-21
test('a session keeps at most 30 drafts, and uploads at most 120 files in ten minutes', async () => {
  const cleo = await world.contact('cleo')
  const ids: string[] = []
  for (let count = 0; count < 30; count += 1) ids.push((await uploaded(cleo)).id)
  expect(await outcome(await upload(cleo, 'one.txt', Buffer.from('more')))).toBe('409 too_many_attachments')
  for (const id of ids) expect((await cleo.fetch(`/attachments/${id}`, { method: 'DELETE' })).status).toBe(204)
  const uploadAndDelete = async () => {
    const { id } = await uploaded(cleo)
    await cleo.fetch(`/attachments/${id}`, { method: 'DELETE' })
  }
  // 31 so far: the refused one counts.
  for (let count = 31; count < 120; count += 10) await Promise.all(Array.from({ length: Math.min(10, 120 - count) }, uploadAndDelete))
  const slowedDown = await upload(cleo, 'one.txt', Buffer.from('more'))
  expect(Number(slowedDown.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(await outcome(slowedDown)).toBe('429 too_many_requests')
}, 30_000)

async function storedFiles(): Promise<string[]> {
  const keys: string[] = []
  for await (const key of world.deps.files.listOlderThan(Number.POSITIVE_INFINITY)) keys.push(key)
  return keys
}

test('the same file again under the same key is the first draft, and leaves one file; another file under it is refused', async () => {
  const client = await world.contact('anna')
  const key = { 'Idempotency-Key': 'one-upload' }
  const before = (await storedFiles()).length
  const twins = await Promise.all([
    upload(client, 'log.txt', Buffer.from('line'), key),
    upload(client, 'log.txt', Buffer.from('line'), key),
  ])
  expect(twins.map((twin) => twin.status)).toEqual([201, 201])
  const [first, second] = await Promise.all(twins.map((twin) => twin.json()))
  expect(second).toEqual(first)
  expect(await storedFiles()).toHaveLength(before + 1)
  const other = await upload(client, 'log.txt', Buffer.from('another line'), key)
  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' })
  expect(await storedFiles()).toHaveLength(before + 1)
})
