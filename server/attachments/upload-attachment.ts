import { hash, randomBytes } from 'node:crypto'
import type { Attachment } from '../../shared/attachments.ts'
import { limits } from '../../shared/limits.ts'
import type { Db } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { once } from '../http/idempotency.ts'
import type { Viewer } from '../viewer.ts'
import { presentAttachment } from './attachment.presenter.ts'
import { addDraft, countDrafts } from './attachment.repo.ts'
import type { AttachmentRow } from './attachment.table.ts'
import { safeFileName } from './safe-file-name.ts'
import { sniffedBytes, sniffType } from './sniff-type.ts'
import { makeUploadGate, type UploadGate } from './upload-gate.ts'

/** Drafts that one session may keep, and their bytes together. */
const draftsMax = 30
const draftBytesMax = 500 * 1024 * 1024

export interface Upload {
  /** As the sender calls it. */
  fileName: string
  /** What the sender announced; null when it did not (chunked). */
  contentLength: number | null
  body: ReadableStream<Uint8Array> | null
  /** The request's Idempotency-Key; null: every upload is a draft of its own. */
  onceKey: string | null
}

/** One gate per process; a test world has a store, and so a gate, of its own. */
const gates = new WeakMap<object, UploadGate>()

/**
 * Takes in a file as a draft of the viewer's session. The bytes go to disk as they come; the row is written when all
 * of them are there, so an upload cut short leaves neither. The same file again under the same key gives the first draft.
 *
 * @throws AppError `attachment_too_large`, `attachment_empty`, `attachment_incomplete`, `attachment_type_refused`,
 *   `too_many_attachments`, `too_many_requests`, `storage_full`, `idempotency_key_reused`.
 */
export async function uploadAttachment(deps: Deps, viewer: Viewer, upload: Upload): Promise<Attachment> {
  if (viewer.kind === 'visitor') throw new AppError('sign_in_required')
  if (upload.contentLength !== null && upload.contentLength > limits.attachmentMaxBytes) throw new AppError('attachment_too_large')
  let gate = gates.get(deps.files)
  if (!gate) gates.set(deps.files, (gate = makeUploadGate()))
  const leave = gate.enter(viewer.sessionId, deps.now())
  try {
    await requireRoom(deps.db, viewer, { drafts: 1, bytes: upload.contentLength ?? 0 })
    return await store(deps, viewer, upload)
  } finally {
    leave()
  }
}

async function store(deps: Deps, viewer: Exclude<Viewer, { kind: 'visitor' }>, upload: Upload): Promise<Attachment> {
  if (!upload.body) throw new AppError('attachment_empty')
  const { start, whole } = await peek(upload.body)
  if (start.length === 0) {
    await whole.cancel()
    throw new AppError(upload.contentLength ? 'attachment_incomplete' : 'attachment_empty')
  }
  const mediaType = await sniffType(start, upload.fileName)
  if (!mediaType) {
    await whole.cancel()
    throw new AppError('attachment_type_refused')
  }
  const storeKey = randomBytes(20).toString('hex')
  const { sizeBytes, sha256 } = await deps.files.write(storeKey, whole, limits.attachmentMaxBytes)
  const row: AttachmentRow = {
    account_id: viewer.accountId,
    id: deps.newId(),
    message_id: null,
    session_id: viewer.sessionId,
    file_name: safeFileName(upload.fileName, mediaType),
    media_type: mediaType,
    content_id: null,
    size_bytes: sizeBytes,
    sha256,
    store_key: storeKey,
    created_at: deps.now(),
  }
  try {
    if (upload.contentLength !== null && sizeBytes !== upload.contentLength) throw new AppError('attachment_incomplete')
    const { onceKey } = upload
    const kept = await transact(deps.db, (tx) => {
      const keep = async () => {
        await addDraft(tx, row)
        // Again, now that the row counts: uploads side by side all passed the first look.
        await requireRoom(tx, viewer, { drafts: 0, bytes: 0 })
        return presentAttachment(row)
      }
      if (onceKey === null) return keep()
      const requestHash = hash('sha256', JSON.stringify(['upload', viewer.sessionId, row.file_name, sha256]))
      return once(tx, viewer, { key: onceKey, requestHash }, row.created_at, keep)
    })
    if (kept.id !== row.id) await deps.files.remove(storeKey)
    return kept
  } catch (error) {
    await deps.files.remove(storeKey)
    throw error
  }
}

async function requireRoom(
  db: Db,
  viewer: { accountId: string; sessionId: string },
  more: { drafts: number; bytes: number },
): Promise<void> {
  const { drafts, sizeBytes } = await countDrafts(db, viewer.accountId, viewer.sessionId)
  if (drafts + more.drafts > draftsMax || sizeBytes + more.bytes > draftBytesMax) {
    throw new AppError('too_many_attachments', `${drafts} drafts of ${sizeBytes} bytes`)
  }
}

/** Reads the start of a stream, and gives the stream back as if nothing had been read. */
async function peek(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    while (length < sniffedBytes) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      length += value.byteLength
    }
  } catch (error) {
    throw new AppError('attachment_incomplete', 'the sender went away', { cause: error })
  }
  const start = Buffer.concat(chunks).subarray(0, sniffedBytes)
  const whole = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const first = chunks.shift()
        if (first) return controller.enqueue(first)
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead: what waits, waits in the socket.
    { highWaterMark: 0 },
  )
  return { start, whole }
}
