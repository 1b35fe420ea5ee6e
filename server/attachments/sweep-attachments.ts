import { listImageKeys } from '../brand/brand-image.repo.ts'
import { sweepImages } from '../brand/sweep-images.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { listDraftsBefore, listKnownKeys, removeDraft } from './attachment.repo.ts'
import { sweepDownloadLinks } from './download-link.ts'

const draftMaxAgeMs = 24 * 60 * 60 * 1000
/** A file still arriving was written to a moment ago; this much silence means that nobody is there any more. */
const orphanMinAgeMs = 30 * 60 * 1000
const keysAtOnce = 200

/**
 * Removes what nobody will come back for: drafts older than a day, unused download addresses, images that no
 * portal shows any more, and files that no row
 * knows, as a crash between file and row leaves them.
 */
export async function sweepAttachments(deps: Pick<Deps, 'db' | 'files' | 'now'>): Promise<void> {
  const now = deps.now()
  await sweepDownloadLinks(deps.db, now)
  await sweepDrafts(deps, new Date(Date.parse(now) - draftMaxAgeMs).toISOString())
  await sweepImages(deps)
  let keys: string[] = []
  for await (const key of deps.files.listOlderThan(Date.parse(now) - orphanMinAgeMs)) {
    keys.push(key)
    if (keys.length < keysAtOnce) continue
    await removeUnknown(deps, keys)
    keys = []
  }
  await removeUnknown(deps, keys)
}

async function sweepDrafts(deps: Pick<Deps, 'db' | 'files'>, before: string): Promise<void> {
  for (;;) {
    const drafts = await listDraftsBefore(deps.db, before)
    for (const draft of drafts) {
      const of = { accountId: draft.account_id, sessionId: draft.session_id }
      const removed = await transact(deps.db, (tx) => removeDraft(tx, of, draft.id))
      if (removed) await deps.files.remove(removed.store_key)
    }
    if (drafts.length === 0) return
  }
}

async function removeUnknown(deps: Pick<Deps, 'db' | 'files'>, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const known = await listKnownKeys(deps.db, keys)
  const images = await listImageKeys(deps.db, keys)
  for (const key of keys) if (!known.has(key) && !images.has(key)) await deps.files.remove(key)
}
