import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Viewer } from '../viewer.ts'
import { removeDraft } from './attachment.repo.ts'

/**
 * Throws away a draft of the viewer's session, row first: a file without row is swept, a row without file would be a lie.
 *
 * @throws AppError `attachment_not_found` when it is foreign, used or not there.
 */
export async function deleteDraft(deps: Deps, viewer: Viewer, attachmentId: string): Promise<void> {
  if (viewer.kind === 'visitor') throw new AppError('attachment_not_found')
  const removed = await transact(deps.db, (tx) => removeDraft(tx, viewer, attachmentId))
  if (!removed) throw new AppError('attachment_not_found', `draft ${attachmentId}`)
  await deps.files.remove(removed.store_key)
}
