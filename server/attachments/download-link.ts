import type { Db, Timestamp } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { attachmentsVisibleTo } from '../tickets/ticket.visibility.ts'
import type { Viewer } from '../viewer.ts'
import { findAttachment, type StoredAttachment } from './attachment.repo.ts'
import type { DownloadLinkRow } from './attachment.table.ts'

const lifetimeSeconds = 60
const prefix = 'cpf_'

/** The session that asked for a link. */
export type LinkSession = Pick<DownloadLinkRow, 'account_id' | 'session_id' | 'session_kind'>

/** Who is behind a session right now, or undefined when the session is over. */
export type FindViewer = (deps: Deps, session: LinkSession) => Promise<Viewer | undefined>

/**
 * Makes an address that gives this one file once, within 60 seconds, while the session lives and still sees the file.
 *
 * @returns the token; only its hash is kept.
 * @throws AppError `attachment_not_found`.
 */
export async function createDownloadLink(deps: Deps, viewer: Viewer, attachmentId: string): Promise<string> {
  const file = viewer.kind === 'visitor' ? undefined : await findAttachment(attachmentsVisibleTo(deps.db, viewer), attachmentId)
  if (viewer.kind === 'preview') throw new AppError('preview_read_only')
  if (!file || viewer.kind === 'visitor') throw new AppError('attachment_not_found', `attachment ${attachmentId}`)
  const token = makeSecretToken(prefix)
  await transact(deps.db, (tx) =>
    tx
      .insertInto('download_link')
      .values({
        account_id: viewer.accountId,
        token_hash: hashSecretToken(token),
        attachment_id: file.id,
        session_id: viewer.sessionId,
        session_kind: viewer.kind,
        expires_at: new Date(Date.parse(deps.now()) + lifetimeSeconds * 1000).toISOString(),
      })
      .execute(),
  )
  return token
}

/**
 * Uses up a download address. Visibility is asked anew: a ticket hidden a second ago gives nothing.
 *
 * @throws AppError `not_found` when the address is unknown, used or too old, its session over, or the file not visible any more.
 */
export async function redeemDownloadLink(deps: Deps, token: string, findViewer: FindViewer): Promise<StoredAttachment> {
  if (!isSecretToken(prefix, token)) throw new AppError('not_found', 'download link')
  // Deleting is what makes it one use: of two requests at once only one gets the row.
  const link = await transact(deps.db, (tx) =>
    tx
      .deleteFrom('download_link')
      .where('token_hash', '=', hashSecretToken(token))
      .returning(['account_id', 'attachment_id', 'session_id', 'session_kind', 'expires_at'])
      .executeTakeFirst(),
  )
  const viewer = link && link.expires_at > deps.now() ? await findViewer(deps, link) : undefined
  const file = link && viewer ? await findAttachment(attachmentsVisibleTo(deps.db, viewer), link.attachment_id) : undefined
  if (!file) throw new AppError('not_found', 'download link')
  return file
}

/** Removes the addresses that nobody used in time, of every account. */
export async function sweepDownloadLinks(db: Db, now: Timestamp): Promise<void> {
  await db.deleteFrom('download_link').where('expires_at', '<=', now).returning('account_id').execute()
}
