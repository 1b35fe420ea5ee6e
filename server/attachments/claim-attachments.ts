import type { Attachment } from '../../shared/attachments.ts'
import { limits } from '../../shared/limits.ts'
import type { Tx } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import { presentAttachment } from './attachment.presenter.ts'
import { claimDrafts } from './attachment.repo.ts'

/**
 * Makes drafts the files of a message, in the transaction that wrote the message (its row must be there already).
 * Only drafts that the viewer's own session uploaded, each once.
 *
 * @returns the files as the answer shows them, in the order of their upload.
 * @throws AppError `too_many_attachments`, or `attachment_not_found` for a foreign, used, thrown away or guessed id: the
 *   transaction must then not commit.
 */
export async function claimAttachments(tx: Tx, viewer: Viewer, attachmentIds: readonly string[], messageId: string): Promise<Attachment[]> {
  const ids = [...new Set(attachmentIds)]
  if (ids.length === 0) return []
  if (ids.length > limits.attachmentsPerMessageMax) throw new AppError('too_many_attachments')
  if (viewer.kind === 'visitor') throw new AppError('attachment_not_found', 'a visitor has no drafts')
  const claimed = await claimDrafts(tx, viewer, ids, messageId)
  if (claimed.length !== ids.length) throw new AppError('attachment_not_found', `drafts ${ids.join(' ')}`)
  return claimed.sort((a, b) => (a.id < b.id ? -1 : 1)).map(presentAttachment)
}
