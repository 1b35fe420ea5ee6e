import { sql } from 'kysely'
import type { ContactSummary } from '../../shared/contacts.ts'
import { fold } from '../db/fold.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'

/** The contact with this address, whatever its case. */
export function findContactByEmail(db: Db, accountId: string, email: string) {
  return db
    .selectFrom('contact_address')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'contact_address.account_id').onRef('contact.id', '=', 'contact_address.contact_id'),
    )
    .select(['contact.id', 'contact.name', 'contact.company_id', 'contact.language'])
    .where('contact_address.account_id', '=', accountId)
    .where('contact_address.email_folded', '=', fold(email))
    .executeTakeFirst()
}

/** One contact of the account. */
export function findContact(db: Db, accountId: string, contactId: string) {
  return db
    .selectFrom('contact')
    .select(['id', 'name', 'company_id', 'language'])
    .where('account_id', '=', accountId)
    .where('id', '=', contactId)
    .executeTakeFirst()
}

/** The contact with this address; a new one, unverified and without password, when there is none. */
export async function findOrAddContact(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  actor: Actor,
  contact: { email: string; name?: string | undefined },
  at: string,
): Promise<{ id: string; company_id: string | null }> {
  const accountId = actor.accountId
  const known = await findContactByEmail(tx, accountId, contact.email)
  if (known) return known
  const id = deps.newId()
  // The event comes first: with it the account's turn is taken, and nobody waits for somebody who waits for them.
  await recordEvent(tx, actor, at, { kind: 'contact.created', isPublic: false, data: { contactId: id } })
  await tx
    .insertInto('contact')
    .values({
      account_id: accountId,
      id,
      name: contact.name || contact.email,
      name_folded: fold(contact.name || contact.email),
      company_id: null,
      password_hash: null,
      list_view: 'mine',
      language: null,
      created_at: at,
    })
    .execute()
  await tx
    .insertInto('contact_address')
    .values({
      account_id: accountId,
      id: deps.newId(),
      contact_id: id,
      email: contact.email,
      email_folded: fold(contact.email),
      is_primary: 1,
      verified_at: null,
    })
    .execute()
  return { id, company_id: null }
}

/** Contacts whose name or address holds the words, for agents. */
export async function searchContacts(db: Db, accountId: string, text: string, limit: number): Promise<ContactSummary[]> {
  const pattern = `%${fold(text).trim().replaceAll(/[!%_]/g, '!$&')}%`
  const rows = await db
    .selectFrom('contact')
    .innerJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .select(['contact.id', 'contact.name', 'contact_address.email', 'company.name as company_name'])
    .where('contact.account_id', '=', accountId)
    .where(sql<boolean>`(contact.name_folded like ${pattern} escape '!' or contact_address.email_folded like ${pattern} escape '!')`)
    .orderBy('contact.name_folded')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, email: row.email, companyName: row.company_name }))
}
