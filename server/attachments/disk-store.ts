import { createHash } from 'node:crypto'
import { mkdir, open, opendir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import type { FileStore } from './file-store.ts'

/** Keys are made by us; one that looks otherwise must not become a path. */
const keyPattern = /^[0-9a-f]{40}$/
const temporaryFolder = 'incoming'
const chunkBytes = 64 * 1024
/** No space, quota used up. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT'])

/** Keeps files below one folder: `ab/cd/abcd…`, and `incoming/…` while they arrive. */
export function makeDiskStore(folder: string): FileStore {
  const temporaryPath = (key: string) => join(folder, temporaryFolder, requireKey(key))
  const finalFolder = (key: string) => join(folder, key.slice(0, 2), key.slice(2, 4))
  const finalPath = (key: string) => join(finalFolder(key), requireKey(key))

  return {
    async write(storeKey, bytes, maxBytes) {
      const temporary = temporaryPath(storeKey)
      try {
        await mkdir(join(folder, temporaryFolder), { recursive: true })
        const written = await writeSynced(temporary, bytes, maxBytes)
        await mkdir(finalFolder(storeKey), { recursive: true })
        await rename(temporary, finalPath(storeKey))
        // A rename is on disk only when the folders that name the file are.
        for (const path of [finalFolder(storeKey), join(folder, storeKey.slice(0, 2)), folder]) await syncFolder(path)
        return written
      } catch (error) {
        await rm(temporary, { force: true })
        throw isFull(error) ? new AppError('storage_full', undefined, { cause: error, retryAfterSeconds: 60 }) : error
      }
    },

    async read(storeKey) {
      const path = finalPath(storeKey)
      // Fails here and not in the middle of an answer when there is no such file.
      await stat(path)
      return readChunks(path)
    },

    async readStart(storeKey, maxBytes) {
      const file = await open(finalPath(storeKey))
      try {
        const { buffer, bytesRead } = await file.read(new Uint8Array(maxBytes), 0, maxBytes, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },

    async remove(storeKey) {
      await rm(finalPath(storeKey), { force: true })
      await rm(temporaryPath(storeKey), { force: true })
    },

    async *listOlderThan(before) {
      for await (const path of filesBelow(folder)) {
        const key = path.slice(-40)
        if (!keyPattern.test(key)) continue
        const found = await stat(path).catch(() => undefined)
        if (found && found.mtimeMs < before) yield key
      }
    },
  }
}

/** Writes, counts and hashes chunk by chunk: never more than one chunk of the file is in memory. */
async function writeSynced(path: string, bytes: ReadableStream<Uint8Array>, maxBytes: number) {
  const file = await open(path, 'wx', 0o600)
  const reader = bytes.getReader()
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for (;;) {
      const { done, value } = await nextChunk(reader)
      if (done) break
      sizeBytes += value.byteLength
      if (sizeBytes > maxBytes) throw new AppError('attachment_too_large', `cut at ${sizeBytes} bytes`)
      hash.update(value)
      await file.writeFile(value)
    }
    await file.sync()
    return { sizeBytes, sha256: hash.digest('hex') }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('attachment_incomplete', 'the sender went away', { cause: error })
  }
}

/** The file is opened by the first read: an answer that nobody reads (to HEAD, to a reader who left) holds nothing open. */
function readChunks(path: string): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path)
          const { buffer, bytesRead } = await file.read(new Uint8Array(chunkBytes))
          if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
          await file.close()
          return controller.close()
        } catch (error) {
          await file?.close().catch(() => undefined)
          throw error
        }
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 0 },
  )
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => undefined)
  if (!entries) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

function requireKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error('not a key of the file store')
  return key
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.has(String(error.code))
}
