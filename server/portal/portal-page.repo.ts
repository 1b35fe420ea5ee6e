import type { MailKind, PageKind } from '../../shared/page-kinds.ts'
import type { Db, Tx } from '../db/index.ts'
import type { PortalMailRow, PortalPageRow } from './portal-page.table.ts'

/** The system pages of a portal that were ever changed. */
export function listPages(db: Db, accountId: string, portalId: string): Promise<PortalPageRow[]> {
  return db
    .selectFrom('portal_page')
    .select(['account_id', 'portal_id', 'page', 'template', 'contents', 'version', 'changed_at'])
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .execute()
}

/** The mails of a portal that were ever changed. */
export function listMailTexts(db: Db, accountId: string, portalId: string): Promise<PortalMailRow[]> {
  return mailTexts(db, accountId, portalId).execute()
}

/** One mail's own words. */
export function findMailTexts(db: Db | Tx, accountId: string, portalId: string, mail: MailKind): Promise<PortalMailRow | undefined> {
  return mailTexts(db, accountId, portalId).where('mail', '=', mail).executeTakeFirst()
}

function mailTexts(db: Db | Tx, accountId: string, portalId: string) {
  return db
    .selectFrom('portal_mail')
    .select(['account_id', 'portal_id', 'mail', 'contents', 'version', 'changed_at'])
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
}

/** Keeps a page in place of the version before. False when somebody was quicker. */
export async function keepPage(tx: Tx, row: PortalPageRow): Promise<boolean> {
  const { account_id, portal_id, page, version, ...changed } = row
  if (version === 1) {
    const added = await tx
      .insertInto('portal_page')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('portal_page')
    .set({ ...changed, version })
    .where('account_id', '=', account_id)
    .where('portal_id', '=', portal_id)
    .where('page', '=', page)
    .where('version', '=', version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps a mail in place of the version before. False when somebody was quicker. */
export async function keepMailTexts(tx: Tx, row: PortalMailRow): Promise<boolean> {
  const { account_id, portal_id, mail, version, ...changed } = row
  if (version === 1) {
    const added = await tx
      .insertInto('portal_mail')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('portal_mail')
    .set({ ...changed, version })
    .where('account_id', '=', account_id)
    .where('portal_id', '=', portal_id)
    .where('mail', '=', mail)
    .where('version', '=', version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Pages are fetched anew under another version. */
export async function raisePagesVersion(tx: Tx, accountId: string, portalId: string): Promise<void> {
  await tx
    .updateTable('portal')
    .set((eb) => ({ pages_version: eb('pages_version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', portalId)
    .execute()
}

/** A page by its name, if it was ever changed. */
export function findPage(db: Db | Tx, accountId: string, portalId: string, page: PageKind): Promise<PortalPageRow | undefined> {
  return db
    .selectFrom('portal_page')
    .select(['account_id', 'portal_id', 'page', 'template', 'contents', 'version', 'changed_at'])
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('page', '=', page)
    .executeTakeFirst()
}
