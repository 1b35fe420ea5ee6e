import type { Db, Timestamp, Tx } from '../db/index.ts'

/** The contact that has this address, and whether this key has signed it in before. One query, known address or not. */
export function findSignInContact(db: Db, accountId: string, addressFolded: string, jkt: string) {
  return db
    .selectFrom('contact_address')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'contact_address.account_id').onRef('contact.id', '=', 'contact_address.contact_id'),
    )
    .leftJoin('known_key', (join) =>
      join
        .onRef('known_key.account_id', '=', 'contact.account_id')
        .onRef('known_key.contact_id', '=', 'contact.id')
        .on('known_key.jkt', '=', jkt),
    )
    .where('contact_address.account_id', '=', accountId)
    .where('contact_address.email_folded', '=', addressFolded)
    .select(['contact.id', 'contact.password_hash', 'contact_address.email', 'contact_address.verified_at', 'known_key.jkt as known_jkt'])
    .executeTakeFirst()
}

/** The contact that has this address, with what decides whether it is mailed. */
export function findMailableContact(db: Db, accountId: string, addressFolded: string) {
  return db
    .selectFrom('contact_address')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'contact_address.account_id').onRef('contact.id', '=', 'contact_address.contact_id'),
    )
    .where('contact_address.account_id', '=', accountId)
    .where('contact_address.email_folded', '=', addressFolded)
    .select(['contact.id', 'contact.password_hash', 'contact.language', 'contact_address.email', 'contact_address.verified_at'])
    .executeTakeFirst()
}

/** A contact with the address to invite it at. */
export function findInvitable(db: Db, accountId: string, contactId: string) {
  return db
    .selectFrom('contact')
    .innerJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .where('contact.account_id', '=', accountId)
    .where('contact.id', '=', contactId)
    .select(['contact.id', 'contact.name', 'contact.password_hash', 'contact.language', 'contact_address.email'])
    .executeTakeFirst()
}

/** Gives a contact a password. */
export async function updatePassword(tx: Tx, accountId: string, contactId: string, hash: string): Promise<void> {
  await tx.updateTable('contact').set({ password_hash: hash }).where('account_id', '=', accountId).where('id', '=', contactId).execute()
}

/** Makes a company the primary one of a contact that has none. */
export async function joinCompany(tx: Tx, accountId: string, contactId: string, companyId: string): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ company_id: companyId })
    .where('account_id', '=', accountId)
    .where('id', '=', contactId)
    .where('company_id', 'is', null)
    .execute()
}

/** Notes that a contact reads the mail of an address. */
export async function markAddressProved(tx: Tx, accountId: string, contactId: string, addressFolded: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('contact_address')
    .set({ verified_at: at })
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('email_folded', '=', addressFolded)
    .where('verified_at', 'is', null)
    .execute()
}

/** What a contact sees of itself. */
export function findContactProfile(db: Db, accountId: string, contactId: string) {
  return db
    .selectFrom('contact')
    .leftJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .where('contact.account_id', '=', accountId)
    .where('contact.id', '=', contactId)
    .select([
      'contact.id',
      'contact.name',
      'contact.company_id',
      'contact.language',
      'contact.password_hash',
      'contact.list_view',
      'contact.list_columns',
      'contact_address.email',
      'company.name as company_name',
    ])
    .executeTakeFirst()
}

/** Keeps how a contact last set the list: the view, the columns. */
export async function updateListChoice(
  db: Db,
  accountId: string,
  contactId: string,
  choice: { list_view?: 'mine' | 'company'; list_columns?: string | null },
): Promise<void> {
  if (Object.keys(choice).length === 0) return
  await db.updateTable('contact').set(choice).where('account_id', '=', accountId).where('id', '=', contactId).execute()
}
