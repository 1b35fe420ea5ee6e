import { connect } from 'node:net'
import { randomInt } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import { limits } from '../../../shared/limits.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { openedTicket, uploaded } from './clients.ts'
import { waitFor } from '../../support/wait-for.ts'

let world: World

beforeEach(async () => {
  world = await openWorld({ isListening: true })
})
afterEach(() => world.close())

async function storeKeys(): Promise<string[]> {
  const keys: string[] = []
  for await (const key of world.deps.files.listOlderThan(Number.POSITIVE_INFINITY)) keys.push(key)
  return keys.sort()
}

async function rowKeys(): Promise<string[]> {
  const rows = await guarded(world.deps.db).selectFrom('attachment').select(['account_id', 'store_key']).execute()
  return rows.map((row) => row.store_key).sort()
}

/** Names of files that are still arriving. */
function arriving(): Promise<string[]> {
  return readdir(join(world.deps.config.dataDir, 'attachments', 'incoming')).catch(() => [])
}

/** Sends the first `sentBytes` of an upload over a socket of its own, then pulls the cable. */
async function cutUpload(client: ContactClient, sizeBytes: number, sentBytes: number): Promise<void> {
  const path = `${client.base}/attachments?fileName=big.txt`
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: portal',
    `Authorization: DPoP ${client.tokens?.accessToken}`,
    `DPoP: ${await client.proof('POST', path)}`,
    `Origin: ${client.origin}`,
    `Content-Length: ${sizeBytes}`,
    '',
    '',
  ].join('\r\n')
  const socket = connect(Number(new URL(client.publicUrl).port), '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('connect', () => {
      socket.write(head)
      socket.write(Buffer.alloc(sentBytes, 0x61), () => (randomInt(2) ? socket.destroy() : socket.resetAndDestroy()))
    })
  }).catch(() => undefined)
}

/** Says whether every request that came has been answered, and none came since it was asked last. */
function watchRequests(): () => boolean {
  let started = 0
  let ended = 0
  let startedBefore = -1
  const { deps } = world
  const { newId } = deps
  deps.newId = () => {
    started += 1
    return newId()
  }
  vi.spyOn(deps.log, 'debug').mockImplementation((entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'path' in entry) ended += 1
  })
  return () => {
    const isQuiet = started === ended && started === startedBefore
    startedBefore = started
    return isQuiet
  }
}

// R24
test('200 uploads cut at random bytes leave no file and no row', async () => {
  const clients = [await world.contact('anna'), await world.contact('cleo')]
  const sizeBytes = 300_000
  const isQuiet = watchRequests()
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => cutUpload(clients[index % 2] as ContactClient, sizeBytes, randomInt(sizeBytes))),
    )
  }
  await waitFor(() => expect(isQuiet()).toBe(true))
  expect(await arriving()).toEqual([])
  expect(await rowKeys()).toEqual([])
  expect(await storeKeys()).toEqual([])
}, 30_000)

test('uploads go on after all that, over the network as well', async () => {
  const anna = await world.contact('anna')
  await cutUpload(anna, 100_000, 50_000)
  const path = `${anna.base}/attachments?fileName=whole.txt`
  const response = await fetch(`${anna.publicUrl}${path}`, {
    method: 'POST',
    body: 'x'.repeat(200_000),
    headers: { Authorization: `DPoP ${anna.tokens?.accessToken}`, DPoP: await anna.proof('POST', path), Origin: anna.origin },
  })
  expect(response.status).toBe(201)
  await waitFor(async () => expect(await arriving()).toEqual([]))
  expect(await storeKeys()).toEqual(await rowKeys())
})

test('a file over the limit gets its answer over the network, whether its length was announced or not', async () => {
  const anna = await world.contact('anna')
  const send = async (init: RequestInit) => {
    const path = `${anna.base}/attachments?fileName=big.txt`
    const headers = { Authorization: `DPoP ${anna.tokens?.accessToken}`, DPoP: await anna.proof('POST', path), Origin: anna.origin }
    const response = await fetch(`${anna.publicUrl}${path}`, { method: 'POST', headers, ...init })
    return `${response.status} ${((await response.json()) as { code: string }).code}`
  }
  const big = new Uint8Array(limits.attachmentMaxBytes + 1).fill(0x61)
  expect(await send({ body: big })).toBe('413 attachment_too_large')
  expect(await send({ body: new Response(big).body, duplex: 'half' } as RequestInit)).toBe('413 attachment_too_large')
  expect(await storeKeys()).toEqual([])
})

test('downloads broken off by their readers leave no file open', async () => {
  const anna = await world.contact('anna')
  const draft = await uploaded(anna, 'big.txt', Buffer.alloc(5_000_000, 0x61))
  const openFiles = async () => (await readdir('/proc/self/fd').catch(() => [])).length
  const before = await openFiles()
  for (let count = 0; count < 20; count += 1) {
    const head = await anna.fetch(`/attachments/${draft.id}/content`, { method: 'HEAD' })
    expect(head.headers.get('Content-Length')).toBe('5000000')
    const response = await anna.get(`/attachments/${draft.id}/content`)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
  }
  await waitFor(async () => expect(await openFiles()).toBeLessThanOrEqual(before + 2))
})

test('a crash between file and row, or in the middle of a file, is swept within the hour', async () => {
  const anna = await world.contact('anna')
  const kept = await uploaded(anna)
  await openedTicket(world, anna, [kept.id])
  const draft = await uploaded(anna)
  await world.deps.files.write('a'.repeat(40), new Response('orphan').body as ReadableStream<Uint8Array>, 100)
  const sender = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>()
  const half = new ReadableStream<Uint8Array>({ start: sender.resolve })
  const killed = world.deps.files.write('b'.repeat(40), half, 100)
  ;(await sender.promise).enqueue(new Uint8Array([1, 2, 3]))
  await waitFor(async () => expect(await arriving()).toEqual(['b'.repeat(40)]))

  await world.runJobs()
  expect(await storeKeys()).toHaveLength(4)
  world.advance(3600)
  await world.runJobs()
  expect(await storeKeys()).toEqual(await rowKeys())
  expect(await storeKeys()).toHaveLength(2)

  expect((await (await world.contact('anna')).get(`/attachments/${draft.id}/content`)).status).toBe(404)
  ;(await sender.promise).error(new Error('the end of the process'))
  await expect(killed).rejects.toThrow()
})

test('a draft that nobody used is gone after a day, and its download address with it', async () => {
  const anna = await world.contact('anna')
  const kept = await uploaded(anna)
  await openedTicket(world, anna, [kept.id])
  const draft = await uploaded(anna)
  expect((await anna.post(`/attachments/${draft.id}/download-links`, {})).status).toBe(201)
  world.advance(23 * 3600)
  await world.runJobs()
  expect(await rowKeys()).toHaveLength(2)
  world.advance(2 * 3600)
  await world.runJobs()
  expect(await rowKeys()).toHaveLength(1)
  expect(await storeKeys()).toEqual(await rowKeys())
  expect(await world.deps.db.selectFrom('download_link').selectAll().where('account_id', '=', world.acme.accountId).execute()).toEqual([])
})

// R31
test('20 large uploads side by side are not held in memory', async () => {
  const clients = [await world.contact('anna'), await world.contact('cleo')]
  const sizeBytes = limits.attachmentMaxBytes
  const chunk = new Uint8Array(64 * 1024).fill(0x61)
  const before = process.memoryUsage().rss
  let peak = before
  const send = async (client: ContactClient) => {
    const path = `${client.base}/attachments?fileName=big.txt`
    let left = sizeBytes
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        peak = Math.max(peak, process.memoryUsage.rss())
        const next = chunk.subarray(0, Math.min(left, chunk.length))
        left -= next.length
        controller.enqueue(next)
        if (left === 0) controller.close()
      },
    })
    const response = await fetch(`${client.publicUrl}${path}`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { Authorization: `DPoP ${client.tokens?.accessToken}`, DPoP: await client.proof('POST', path), Origin: client.origin },
    } as RequestInit)
    return response.status
  }
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => send(clients[index % 2] as ContactClient)))
  expect(statuses).toEqual(Array.from({ length: 20 }, () => 201))
  expect((peak - before) / 1024 / 1024).toBeLessThan(150)
}, 60_000)
