import type { Db, Tx } from '../db/index.ts'
import { portals } from './portal.repo.ts'
import type { PortalRow } from './portal.table.ts'

const formerMax = 10

/** Whether another portal is at `/p/{slug}`, or another account's portal was there before. */
export async function isSlugTaken(db: Db, accountId: string, portalId: string, slug: string): Promise<boolean> {
  const now = await db
    .selectFrom('portal')
    .select(['account_id', 'id'])
    .where('slug', '=', slug)
    .where('id', '<>', portalId)
    .executeTakeFirst()
  if (now) return true
  const former = await db.selectFrom('former_slug').select('account_id').where('slug', '=', slug).executeTakeFirst()
  // Links in mails of one account never lead to another's portal.
  return former !== undefined && former.account_id !== accountId
}

/** The portal is at another address from now on; links to the old one lead on. The oldest of many are forgotten. */
export async function giveUpSlug(tx: Tx, before: PortalRow, slug: string, now: string): Promise<void> {
  const place = { account_id: before.account_id, portal_id: before.id }
  await tx.deleteFrom('former_slug').where('account_id', '=', before.account_id).where('slug', 'in', [slug, before.slug]).execute()
  await tx
    .insertInto('former_slug')
    .values({ ...place, slug: before.slug, given_up_at: now })
    .execute()
  const kept = await tx
    .selectFrom('former_slug')
    .select('slug')
    .where('account_id', '=', before.account_id)
    .where('portal_id', '=', before.id)
    .orderBy('given_up_at', 'desc')
    .orderBy('slug')
    .execute()
  const old = kept.slice(formerMax).map((row) => row.slug)
  if (old.length > 0) await tx.deleteFrom('former_slug').where('account_id', '=', before.account_id).where('slug', 'in', old).execute()
}

/** The portal that was at this address before. */
export function findPortalByFormerSlug(db: Db, slug: string): Promise<PortalRow | undefined> {
  return portals(db)
    .innerJoin('former_slug', (join) =>
      join.onRef('former_slug.account_id', '=', 'portal.account_id').onRef('former_slug.portal_id', '=', 'portal.id'),
    )
    .where('former_slug.slug', '=', slug)
    .executeTakeFirst()
}
