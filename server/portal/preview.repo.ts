import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { PreviewSessionRow } from './preview.table.ts'

/** Keeps a code that nobody has redeemed yet. */
export async function insertPreview(tx: Tx, row: PreviewSessionRow): Promise<void> {
  await tx.insertInto('preview_session').values(row).execute()
}

/** Gives the code's preview to a key. The statement itself says that only one asker gets it. */
export async function takePreview(
  tx: Tx,
  of: { accountId: string; portalId: string; codeHash: string },
  now: Timestamp,
  session: { origin: string; jkt: string; access_hash: string; expires_at: Timestamp },
): Promise<PreviewSessionRow | undefined> {
  return tx
    .updateTable('preview_session')
    .set({ ...session, redeemed_at: now })
    .where('account_id', '=', of.accountId)
    .where('portal_id', '=', of.portalId)
    .where('code_hash', '=', of.codeHash)
    .where('redeemed_at', 'is', null)
    .where('code_expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** Ends a preview. */
export async function endPreview(tx: Tx, accountId: string, previewId: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('preview_session')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', previewId)
    .where('ended_at', 'is', null)
    .execute()
}

/** A preview with everything that decides whether it is still good, and what its viewer sees. */
export type PreviewState = NonNullable<Awaited<ReturnType<typeof findPreview>>>

/** The preview that an access token of a portal names. */
export function findPreview(db: Db, accountId: string, portalId: string, accessHash: string) {
  return states(db)
    .where('preview_session.account_id', '=', accountId)
    .where('preview_session.portal_id', '=', portalId)
    .where('preview_session.access_hash', '=', accessHash)
    .executeTakeFirst()
}

/** These previews, of whatever account: one query for all open streams of a process. */
export function listPreviews(db: Db, previewIds: readonly string[]) {
  return states(db).where('preview_session.id', 'in', previewIds).execute()
}

/** Forgets previews that ended before a time, of every account. */
export async function forgetPreviews(tx: Tx, before: Timestamp): Promise<void> {
  await tx.deleteFrom('preview_session').where('expires_at', '<', before).returning('account_id').execute()
}

function states(db: Db) {
  return db
    .selectFrom('preview_session')
    .innerJoin('portal', (join) =>
      join.onRef('portal.account_id', '=', 'preview_session.account_id').onRef('portal.id', '=', 'preview_session.portal_id'),
    )
    .innerJoin('account', 'account.id', 'preview_session.account_id')
    .innerJoin('staff_session', (join) =>
      join
        .onRef('staff_session.account_id', '=', 'preview_session.account_id')
        .onRef('staff_session.id', '=', 'preview_session.staff_session_id'),
    )
    .innerJoin('staff', (join) =>
      join.onRef('staff.account_id', '=', 'preview_session.account_id').onRef('staff.id', '=', 'preview_session.staff_id'),
    )
    .leftJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'preview_session.account_id').onRef('contact.id', '=', 'preview_session.contact_id'),
    )
    .selectAll('portal')
    .select(['account.time_zone', 'account.last_event_seq'])
    .select([
      'preview_session.id as preview_id',
      'preview_session.staff_id',
      'preview_session.contact_id',
      'preview_session.origin',
      'preview_session.jkt',
      'preview_session.expires_at as preview_expires_at',
      'preview_session.ended_at',
    ])
    .select(['contact.name as contact_name', 'contact.company_id'])
    .select([
      'staff.permissions',
      'staff.is_active',
      'staff_session.last_seen_at',
      'staff_session.expires_at as staff_expires_at',
      'staff_session.revoked_at',
    ])
}
