import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { isImageUsed, listImagesBefore, removeImage } from './brand-image.repo.ts'

/** Somebody may have uploaded it a while ago and not saved yet. */
const unusedMaxAgeMs = 24 * 60 * 60 * 1000

/** Removes uploaded images that neither a brand nor a portal shows any more. */
export async function sweepImages(deps: Pick<Deps, 'db' | 'files' | 'now'>): Promise<void> {
  const before = new Date(Date.parse(deps.now()) - unusedMaxAgeMs).toISOString()
  for (const { account_id, hash } of await listImagesBefore(deps.db, before)) {
    const storeKey = await transact(deps.db, async (tx) =>
      (await isImageUsed(tx, account_id, hash)) ? undefined : removeImage(tx, account_id, hash, before),
    )
    if (storeKey !== undefined) await deps.files.remove(storeKey)
  }
}
