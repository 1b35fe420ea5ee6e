import type { Db, Timestamp } from '../db/index.ts'
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
  'portal.home_route',
  'portal.default_inbox_id',
  'portal.form_id',
  'portal.permission_mode',
  'portal.company_rule',
  'portal.is_company_read_only',
  'portal.pipeline_ids',
  'portal.ticket_filter',
  'portal.status_display',
  'portal.shown_properties',
  'portal.shown_labels',
  'portal.closed_policy',
  'portal.reopen_days',
  'portal.can_contacts_close',
  'portal.can_involve_colleagues',
  'portal.has_earlier_threads',
  'portal.language',
  'portal.languages',
  'portal.theme',
  'portal.session_idle_seconds',
  'portal.session_absolute_seconds',
  'portal.consent_texts',
  'portal.consent_version',
  'portal.can_register',
  'portal.access_mode',
  'portal.access_list_ids',
  'portal.access_changed_at',
  'portal.password_min_chars',
  'portal.sign_in_methods',
  'portal.password_entry',
  'portal.pages_version',
  'portal.is_sso_required',
  'portal.menu_id',
  'portal.has_portal_link',
  'portal.version',
  'portal.created_at',
  'account.time_zone',
  'account.brand',
] as const

/** Portals with what their account says of all of them. */
export function portals(db: Db) {
  return db
    .selectFrom('portal')
    .innerJoin('account', 'account.id', 'portal.account_id')
    .select(portalColumns)
    .select((eb) =>
      eb
        .selectFrom('domain')
        .select('domain.host')
        .whereRef('domain.account_id', '=', 'portal.account_id')
        .where('domain.verified_at', 'is not', null)
        .orderBy('domain.verified_at')
        .limit(1)
        .as('domain_host'),
    )
}

/** The portal with this public key, of whatever account: this is how a request finds its account. */
export function findPortalByKey(db: Db, key: string): Promise<PortalRow | undefined> {
  return portals(db).where('portal.key', '=', key).executeTakeFirst()
}

/** The portal at `/p/{slug}`. */
export function findPortalBySlug(db: Db, slug: string): Promise<PortalRow | undefined> {
  return portals(db).where('portal.slug', '=', slug).executeTakeFirst()
}

/** The account's portals, oldest first. */
export function listPortals(db: Db, accountId: string): Promise<PortalRow[]> {
  return portals(db).where('portal.account_id', '=', accountId).orderBy('portal.created_at').orderBy('portal.id').execute()
}

/** One portal of the account. */
export function findPortal(db: Db, accountId: string, portalId: string): Promise<PortalRow | undefined> {
  return portals(db).where('portal.account_id', '=', accountId).where('portal.id', '=', portalId).executeTakeFirst()
}

/** Where the days of an account begin. */
export async function findTimeZone(db: Db, accountId: string): Promise<string> {
  const row = await db.selectFrom('account').select('time_zone').where('id', '=', accountId).executeTakeFirstOrThrow()
  return row.time_zone
}

/** Contacts who are signed in on a portal. */
export async function listSignedInContacts(db: Db, accountId: string, portalId: string, now: Timestamp): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('contact_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .limit(10_000)
    .execute()
  return rows.map(({ contact_id }) => contact_id)
}
