import { createHash } from 'node:crypto'
import type { ConsentTexts } from '../../shared/consent.ts'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { ConsentRecordRow, ConsentTextRow } from './consent.table.ts'

/** The words in their one form, with the name of this form: another word is another version. */
export function versionOf(texts: ConsentTexts): { version: string; json: string } {
  const { en, nb } = texts
  const inOrder = [en, nb].map((text) => text && { text: text.text, checkbox: text.checkbox })
  const json = JSON.stringify({ ...(inOrder[0] && { en: inOrder[0] }), ...(inOrder[1] && { nb: inOrder[1] }) })
  return { version: createHash('sha256').update(json).digest('hex'), json }
}

/** Keeps words for good. */
export async function keepConsentText(tx: Tx, text: ConsentTextRow): Promise<void> {
  await tx
    .insertInto('consent_text')
    .values(text)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds a record. */
export async function addConsentRecord(tx: Tx, record: ConsentRecordRow): Promise<void> {
  await tx.insertInto('consent_record').values(record).execute()
}

/** The version that a contact agrees to on a portal at this moment; null: to none. */
export async function findGivenVersion(db: Db, accountId: string, portalId: string, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom('consent_record')
    .select(['kind', 'version'])
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.kind === 'given' ? row.version : null
}

/** All that a contact agreed to and took back on a portal, with the words of the time, newest first. */
export function listConsentRecords(db: Db, accountId: string, portalId: string, contactId: string) {
  return db
    .selectFrom('consent_record')
    .innerJoin('consent_text', (join) =>
      join
        .onRef('consent_text.account_id', '=', 'consent_record.account_id')
        .onRef('consent_text.portal_id', '=', 'consent_record.portal_id')
        .onRef('consent_text.version', '=', 'consent_record.version'),
    )
    .where('consent_record.account_id', '=', accountId)
    .where('consent_record.portal_id', '=', portalId)
    .where('consent_record.contact_id', '=', contactId)
    .select([
      'consent_record.id',
      'consent_record.kind',
      'consent_record.method',
      'consent_record.version',
      'consent_record.language',
      'consent_record.created_at',
      'consent_text.texts',
    ])
    .orderBy('consent_record.created_at', 'desc')
    .orderBy('consent_record.id', 'desc')
    .execute()
}

/** Notes on the contact's sessions what was agreed to, so that a request need not look it up. @returns their ids. */
export async function setConsentOfSessions(
  tx: Tx,
  of: { accountId: string; portalId: string; contactId: string },
  version: string | null,
  now: Timestamp,
): Promise<string[]> {
  const rows = await tx
    .updateTable('session')
    .set({ consent_version: version })
    .where('account_id', '=', of.accountId)
    .where('portal_id', '=', of.portalId)
    .where('contact_id', '=', of.contactId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
