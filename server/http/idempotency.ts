import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { limits } from '../../shared/limits.ts'
import { hotWrite, param } from '../db/hot-query.ts'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'

/** The header in a route's contract; `readOnceKey` says what is wrong with a missing one. */
export const onceHeaders = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: 'One key for one intended write, 1 to 255 characters. Required but for uploads.' }),
})

/** What identifies one intended write: the client's key, and what it was used for. */
export interface OnceKey {
  key: string
  /** SHA-256 of method, path and body, hex. */
  requestHash: string
}

/**
 * The key of a request that may do without one, because a repetition does no harm.
 *
 * @throws AppError `idempotency_key_required` when it is empty or too long.
 */
export function readOptionalKey(c: Context<AppEnv>): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (key === '' || key.length > limits.idempotencyKeyMaxChars) throw new AppError('idempotency_key_required')
  return key
}

/**
 * The request's `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).
 *
 * @throws AppError `idempotency_key_required` when it is missing or too long.
 */
export async function readOnceKey(c: Context<AppEnv>): Promise<OnceKey> {
  const key = c.req.header('idempotency-key')
  if (!key || key.length > limits.idempotencyKeyMaxChars) throw new AppError('idempotency_key_required')
  const body = await c.req.text()
  const requestHash = createHash('sha256').update(`${c.req.method}\n${c.req.path}\n${body}`).digest('hex')
  return { key, requestHash }
}

const claimKey = hotWrite('once_claim', (db) =>
  db
    .insertInto('idempotency')
    .values({
      account_id: param('accountId'),
      viewer_id: param('viewerId'),
      key: param('key'),
      request_hash: param('requestHash'),
      status: 0,
      body: '',
      created_at: param('at'),
    })
    .onConflict((conflict) => conflict.doNothing()),
)

const keepAnswer = hotWrite('once_keep', (db) =>
  db
    .updateTable('idempotency')
    .set({ status: 201, body: param('body') })
    .where('account_id', '=', param<string>('accountId'))
    .where('viewer_id', '=', param<string>('viewerId'))
    .where('key', '=', param<string>('key')),
)

/**
 * Does `work` once for a key of a viewer and gives every repetition the same answer, for 7 days.
 * Key and effect are in one transaction: a twin that comes while the first is under way waits for its commit.
 *
 * @throws AppError `idempotency_key_reused` when the key was used for another request.
 */
export async function once<Answer>(tx: Tx, viewer: Viewer, request: OnceKey, at: string, work: () => Promise<Answer>): Promise<Answer> {
  const row = { accountId: viewer.accountId, viewerId: idOf(viewer), key: request.key }
  const claimed = await claimKey(tx, 'key', { ...row, requestHash: request.requestHash, at })
  if (claimed === 0) {
    const earlier = await tx
      .selectFrom('idempotency')
      .select(['request_hash', 'body'])
      .where('account_id', '=', row.accountId)
      .where('viewer_id', '=', row.viewerId)
      .where('key', '=', row.key)
      .executeTakeFirstOrThrow()
    if (earlier.request_hash !== request.requestHash) throw new AppError('idempotency_key_reused')
    return JSON.parse(earlier.body) as Answer
  }
  const answer = await work()
  await keepAnswer(tx, 'key', { ...row, body: JSON.stringify(answer) })
  return answer
}

function idOf(viewer: Viewer): string {
  if (viewer.kind === 'contact') return viewer.contactId
  if (viewer.kind === 'staff') return viewer.staffId
  throw new Error('a visitor writes nothing')
}

/** Forgets answers given before a time, of every account. */
export async function forgetAnswers(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('idempotency').where('created_at', '<', before).returning('account_id').execute()
}
