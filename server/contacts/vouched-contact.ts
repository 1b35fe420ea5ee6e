import { fold } from '../db/fold.ts'
import type { Timestamp, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { findContactByEmail } from './contact.repo.ts'

/** What somebody whom the portal trusts says of a person. */
export interface VouchedPerson {
  name: string
  /** Only an address that was vouched for; null: none is kept. An unproved one would catch mails and tickets of its real owner. */
  email: string | null
}

/**
 * The contact who owns the address, or a new one; the address counts as proved from now on. A password that was set while it
 * was not is taken away: whoever set it has proved nothing.
 */
export async function findOrAddVouchedContact(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  actor: Actor,
  person: VouchedPerson,
  at: Timestamp,
): Promise<string> {
  const { accountId } = actor
  const known = person.email === null ? undefined : await findContactByEmail(tx, accountId, person.email)
  if (known && person.email !== null) {
    await proveAddress(tx, accountId, known.id, person.email, at)
    return known.id
  }
  const id = deps.newId()
  // The event comes first: with it the account's turn is taken, and nobody waits for somebody who waits for them.
  await recordEvent(tx, actor, at, { kind: 'contact.created', isPublic: false, data: { contactId: id } })
  await tx
    .insertInto('contact')
    .values({
      account_id: accountId,
      id,
      name: person.name,
      name_folded: fold(person.name),
      company_id: null,
      password_hash: null,
      list_view: 'mine',
      language: null,
      created_at: at,
    })
    .execute()
  if (person.email !== null) await addProvedAddress(tx, deps, accountId, id, person.email, at)
  return id
}

/** Gives a contact that has no address yet the one that is vouched for by now, unless somebody else has it. @returns whether it did. */
export async function addMissingAddress(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  accountId: string,
  contactId: string,
  email: string,
  at: Timestamp,
): Promise<boolean> {
  const own = await tx
    .selectFrom('contact_address')
    .select('id')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  if (own || (await findContactByEmail(tx, accountId, email))) return false
  await addProvedAddress(tx, deps, accountId, contactId, email, at)
  return true
}

async function addProvedAddress(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  accountId: string,
  contactId: string,
  email: string,
  at: Timestamp,
): Promise<void> {
  await tx
    .insertInto('contact_address')
    .values({
      account_id: accountId,
      id: deps.newId(),
      contact_id: contactId,
      email,
      email_folded: fold(email),
      is_primary: 1,
      verified_at: at,
    })
    .execute()
}

async function proveAddress(tx: Tx, accountId: string, contactId: string, email: string, at: Timestamp): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('contact_address')
    .set({ verified_at: at })
    .where('account_id', '=', accountId)
    .where('email_folded', '=', fold(email))
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await tx.updateTable('contact').set({ password_hash: null }).where('account_id', '=', accountId).where('id', '=', contactId).execute()
}
