import { sql } from 'kysely'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import { fold } from '../db/fold.ts'
import { likeOf } from './erase-conversations.repo.ts'
import type { Subject } from './own-rows.repo.ts'
import type { Scrub } from './scrub.ts'

/** Deletes everything that lets the person in: sessions, keys, links, identities. @returns ids of the sessions. */
export async function deleteLogins(tx: Tx, { accountId, contactId }: Subject, addressesFolded: readonly string[]): Promise<string[]> {
  const own = tx.selectFrom('session').select('id').where('account_id', '=', accountId).where('contact_id', '=', contactId)
  await tx.deleteFrom('refresh_token').where('account_id', '=', accountId).where('session_id', 'in', own).execute()
  const sessions = await tx
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .returning('id')
    .execute()
  for (const table of ['preview_session', 'known_key', 'identity_link', 'invitation', 'contact_list_member', 'one_time_link'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
  }
  if (addressesFolded.length > 0) {
    await tx.deleteFrom('one_time_link').where('account_id', '=', accountId).where('email_folded', 'in', addressesFolded).execute()
  }
  await tx.deleteFrom('contact_address').where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
  return sessions.map(({ id }) => id)
}

/** What stays of a contact: that there was one. The proof of consents stays without the network it came from. */
export async function leaveTombstone(tx: Tx, { accountId, contactId }: Subject, name: string, at: Timestamp): Promise<void> {
  await tx.updateTable('consent_record').set({ ip: '' }).where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
  await tx
    .updateTable('contact')
    .set({
      name,
      name_folded: fold(name),
      company_id: null,
      password_hash: null,
      list_view: 'mine',
      list_columns: null,
      language: null,
      erased_at: at,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', contactId)
    .execute()
}

/** Deletes mails to the person and those about tickets that are gone; takes the person out of the others. Their jobs go too. */
export async function cleanMails(
  tx: Tx,
  accountId: string,
  person: { addresses: readonly string[]; ticketIds: readonly string[]; words: readonly string[]; scrub: Scrub },
): Promise<void> {
  const isToPerson = person.addresses.map((address) => sql`lower(to_address) = ${address.toLowerCase()}`)
  const isAbout = person.ticketIds.map((ticketId) => sql`text like ${likeOf(ticketId)} escape '!'`)
  const names = person.words.map(
    (word) => sql`(lower(text) like ${likeOf(word)} escape '!' or lower(subject) like ${likeOf(word)} escape '!')`,
  )
  for (const condition of [...isToPerson, ...isAbout]) {
    const mails = await tx
      .selectFrom('mail')
      .select('id')
      .where('account_id', '=', accountId)
      .where(condition as never)
      .execute()
    const ids = mails.map(({ id }) => id)
    if (ids.length === 0) continue
    await tx.deleteFrom('one_time_link').where('account_id', '=', accountId).where('mail_id', 'in', ids).execute()
    for (const table of ['invitation', 'staff_invitation', 'staff_one_time_link'] as const) {
      await tx.updateTable(table).set({ mail_id: null }).where('account_id', '=', accountId).where('mail_id', 'in', ids).execute()
    }
    await tx.deleteFrom('mail').where('account_id', '=', accountId).where('id', 'in', ids).execute()
  }
  for (const condition of names) {
    const mails = await tx
      .selectFrom('mail')
      .select(['id', 'subject', 'text', 'error'])
      .where('account_id', '=', accountId)
      .where(condition as never)
      .execute()
    for (const { id, subject, text, error } of mails) {
      const clean = { subject: person.scrub(subject), text: person.scrub(text), error: error && person.scrub(error) }
      await tx.updateTable('mail').set(clean).where('account_id', '=', accountId).where('id', '=', id).execute()
    }
  }
}

/** Empties what the account remembers of its own work where one of these words stands in it: jobs, history, kept answers. */
export async function cleanRecords(tx: Tx, subject: Subject, words: readonly string[], ticketIds: readonly string[]): Promise<void> {
  const { accountId, contactId } = subject
  await tx.deleteFrom('idempotency').where('account_id', '=', accountId).where('viewer_id', '=', contactId).execute()
  for (const word of [contactId, ...words, ...ticketIds]) {
    const inJson = likeOf(JSON.stringify(word).slice(1, -1))
    await tx
      .deleteFrom('idempotency')
      .where('account_id', '=', accountId)
      .where(sql<boolean>`lower(body) like ${inJson} escape '!'`)
      .execute()
  }
  for (const word of words) {
    const inJson = likeOf(JSON.stringify(word).slice(1, -1))
    await tx
      .updateTable('event')
      .set({ data: '{}' })
      .where('account_id', '=', accountId)
      .where(sql<boolean>`lower(data) like ${inJson} escape '!'`)
      .execute()
    await tx
      .deleteFrom('job')
      .where('account_id', '=', accountId)
      .where(sql<boolean>`lower(payload) like ${inJson} escape '!'`)
      .execute()
    await tx
      .updateTable('job')
      .set({ last_error: null })
      .where('account_id', '=', accountId)
      .where(sql<boolean>`lower(last_error) like ${likeOf(word)} escape '!'`)
      .execute()
  }
}

/** Takes addresses out of rules that name them: such a condition is true of nobody from now on. */
export async function cleanRules(tx: Tx, accountId: string, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const quoted = JSON.stringify(address)
    for (const [table, column] of rulesOf) {
      await tx
        .updateTable(table as 'portal')
        .set({ [column]: sql`replace(${sql.ref(column)}, ${quoted}, '"[deleted]"')` })
        .where('account_id', '=', accountId)
        .where(sql<boolean>`${sql.ref(column)} like ${likeOf(quoted)} escape '!'`)
        .execute()
    }
  }
}

/** Where a rule may name somebody. */
const rulesOf = [
  ['contact_list', 'rule'],
  ['portal', 'company_rule'],
  ['portal', 'ticket_filter'],
] as const

/** Whether this contact is one that was deleted. */
export async function findErasedAt(db: Db, { accountId, contactId }: Subject): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('contact')
    .select('erased_at')
    .where('account_id', '=', accountId)
    .where('id', '=', contactId)
    .executeTakeFirst()
  return row?.erased_at ?? null
}
