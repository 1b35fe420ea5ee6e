import type { Db } from '../db/index.ts'
import type { PortalRow } from './portal.table.ts'

export const portalColumns = [
  'portal.account_id',
  'portal.id',
  'portal.key',
  'portal.slug',
  'portal.title',
  'portal.is_on',
  'portal.allowed_origins',
  'portal.home_url',
  'portal.default_inbox_id',
  'portal.form_id',
  'portal.permission_mode',
  'portal.pipeline_ids',
  'portal.language',
  'portal.theme',
  'portal.session_idle_seconds',
  'portal.session_absolute_seconds',
  'portal.version',
  'portal.created_at',
] as const

/** The portal with this public key, of whatever account: this is how a request finds its account. */
export function findPortalByKey(db: Db, key: string): Promise<PortalRow | undefined> {
  return db.selectFrom('portal').select(portalColumns).where('key', '=', key).executeTakeFirst()
}

/** The portal at `/p/{slug}`. */
export function findPortalBySlug(db: Db, slug: string): Promise<PortalRow | undefined> {
  return db.selectFrom('portal').select(portalColumns).where('slug', '=', slug).executeTakeFirst()
}

/** The account's portals, oldest first. */
export function listPortals(db: Db, accountId: string): Promise<PortalRow[]> {
  return db.selectFrom('portal').select(portalColumns).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute()
}

/** One portal of the account. */
export function findPortal(db: Db, accountId: string, portalId: string): Promise<PortalRow | undefined> {
  return db.selectFrom('portal').select(portalColumns).where('account_id', '=', accountId).where('id', '=', portalId).executeTakeFirst()
}
