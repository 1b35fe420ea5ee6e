import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'
import { outcome, upload, uploaded } from './clients.ts'

const disk = { freeBytes: Number.POSITIVE_INFINITY, code: 'ENOSPC' }

// The disk of this file is as large as a test says; all else is the real one.
beforeAll(() => {
  const { open } = files
  vi.spyOn(files, 'open').mockImplementation(async (...parameters) => {
    const file = await open(...parameters)
    const writeFile = file.writeFile.bind(file)
    file.writeFile = async (data, options) => {
      disk.freeBytes -= (data as Uint8Array).byteLength
      if (disk.freeBytes < 0) throw Object.assign(new Error(`${disk.code}: write`), { code: disk.code })
      await writeFile(data, options)
    }
    return file
  })
  syncBuiltinESMExports()
})
afterAll(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

test.each(['ENOSPC', 'EDQUOT'])(
  'on a full disk (%s) an upload is refused with a time to come back, leaves nothing, and works again when there is room',
  async (code) => {
    disk.code = code
    const anna = await world.contact('anna')
    disk.freeBytes = 100_000
    const refused = await upload(anna, 'big.txt', Buffer.alloc(200_000, 0x61))
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await outcome(refused)).toBe('507 storage_full')
    const keys: string[] = []
    for await (const key of world.deps.files.listOlderThan(Number.POSITIVE_INFINITY)) keys.push(key)
    expect(keys).toEqual([])
    disk.freeBytes = Number.POSITIVE_INFINITY
    expect((await uploaded(anna)).sizeBytes).toBe(10)
  },
)
