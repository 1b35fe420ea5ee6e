import { sql } from 'kysely'
import { guarded, type Db } from '../db/index.ts'
import type { AttachmentRow } from '../attachments/attachment.table.ts'

/** Whose rows are read. */
export interface Subject {
  accountId: string
  contactId: string
}

/** What the account knows of the person itself, table by table. */
export async function readPerson(db: Db, { accountId, contactId }: Subject) {
  const tables = guarded(db)
  const contact = await tables
    .selectFrom('contact')
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .where('contact.account_id', '=', accountId)
    .where('contact.id', '=', contactId)
    .select([
      'contact.id',
      'contact.name',
      'contact.language',
      'contact.list_view',
      'contact.list_columns',
      'contact.password_hash',
      'contact.created_at',
      'company.name as company_name',
    ])
    .executeTakeFirst()
  const addresses = await tables
    .selectFrom('contact_address')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .select(['id', 'email', 'email_folded', 'is_primary', 'verified_at'])
    .orderBy('is_primary', 'desc')
    .orderBy('id')
    .execute()
  const properties = await tables
    .selectFrom('property_value as held')
    .innerJoin('property', (join) =>
      join.onRef('property.account_id', '=', 'held.account_id').onRef('property.id', '=', 'held.property_id'),
    )
    .where('held.account_id', '=', accountId)
    .where('held.object_id', '=', contactId)
    .select(['property.labels', 'held.choice', 'held.text', 'held.number', 'held.day'])
    .orderBy('property.position')
    .execute()
  return { contact, addresses, properties }
}

/** Consents on every portal, with the words of the time, newest first. */
export function readConsents(db: Db, { accountId, contactId }: Subject) {
  return db
    .selectFrom('consent_record as record')
    .innerJoin('consent_text as words', (join) =>
      join
        .onRef('words.account_id', '=', 'record.account_id')
        .onRef('words.portal_id', '=', 'record.portal_id')
        .onRef('words.version', '=', 'record.version'),
    )
    .innerJoin('portal', (join) => join.onRef('portal.account_id', '=', 'record.account_id').onRef('portal.id', '=', 'record.portal_id'))
    .where('record.account_id', '=', accountId)
    .where('record.contact_id', '=', contactId)
    .select(['record.id', 'record.kind', 'record.method', 'record.version', 'record.language', 'record.ip', 'record.created_at'])
    .select(['words.texts', 'portal.title as portal_title'])
    .orderBy('record.created_at', 'desc')
    .orderBy('record.id', 'desc')
    .execute()
}

/** Logins, lists, invitations, providers, mails and deeds of the person. */
export async function readTraces(db: Db, subject: Subject, addresses: readonly string[]) {
  const { accountId, contactId } = subject
  const sessions = await db
    .selectFrom('session')
    .innerJoin('portal', (join) => join.onRef('portal.account_id', '=', 'session.account_id').onRef('portal.id', '=', 'session.portal_id'))
    .where('session.account_id', '=', accountId)
    .where('session.contact_id', '=', contactId)
    .select(['session.id', 'portal.title as portal', 'session.origin', 'session.user_agent', 'session.created_at', 'session.last_seen_at'])
    .select(['session.expires_at', 'session.revoked_at'])
    .orderBy('session.created_at', 'desc')
    .execute()
  const lists = await db
    .selectFrom('contact_list_member as member')
    .innerJoin('contact_list as list', (join) =>
      join.onRef('list.account_id', '=', 'member.account_id').onRef('list.id', '=', 'member.list_id'),
    )
    .where('member.account_id', '=', accountId)
    .where('member.contact_id', '=', contactId)
    .select(['list.name', 'member.added_at'])
    .execute()
  const invitations = await db
    .selectFrom('invitation')
    .innerJoin('portal', (join) =>
      join.onRef('portal.account_id', '=', 'invitation.account_id').onRef('portal.id', '=', 'invitation.portal_id'),
    )
    .where('invitation.account_id', '=', accountId)
    .where('invitation.contact_id', '=', contactId)
    .select(['portal.title as portal', 'invitation.invited_at'])
    .execute()
  const providers = await db
    .selectFrom('identity_link as link')
    .innerJoin('identity_provider as provider', (join) =>
      join.onRef('provider.account_id', '=', 'link.account_id').onRef('provider.id', '=', 'link.provider_id'),
    )
    .where('link.account_id', '=', accountId)
    .where('link.contact_id', '=', contactId)
    .select(['provider.name', 'link.subject', 'link.created_at'])
    .execute()
  const deletions = await db
    .selectFrom('deletion_request')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .select(['requested_at', 'withdrawn_at'])
    .orderBy('requested_at', 'desc')
    .execute()
  const mails =
    addresses.length === 0
      ? []
      : await db
          .selectFrom('mail')
          .where('account_id', '=', accountId)
          .where(sql<string>`lower(to_address)`, 'in', addresses)
          .select(['id', 'to_address', 'subject', 'text', 'link_order', 'state', 'created_at', 'sent_at'])
          .orderBy('created_at', 'desc')
          .execute()
  const events = await db
    .selectFrom('event')
    .where('account_id', '=', accountId)
    .where('actor_id', '=', contactId)
    .select(['seq', 'kind', 'ticket_id', 'created_at'])
    .orderBy('seq', 'desc')
    .execute()
  return { sessions, lists, invitations, providers, deletions, mails, events }
}

/** Tickets that the person takes part in, or wrote in, with how. */
export async function listTicketsOf(db: Db, { accountId, contactId }: Subject) {
  const tables = guarded(db)
  const linked = tables
    .selectFrom('ticket_contact')
    .select('ticket_id')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
  const written = tables
    .selectFrom('message')
    .innerJoin('thread', (join) => join.onRef('thread.account_id', '=', 'message.account_id').onRef('thread.id', '=', 'message.thread_id'))
    .select('thread.ticket_id')
    .where('message.account_id', '=', accountId)
    .where('message.contact_id', '=', contactId)
  return tables
    .selectFrom('ticket')
    .leftJoin('ticket_contact as link', (join) =>
      join
        .onRef('link.account_id', '=', 'ticket.account_id')
        .onRef('link.ticket_id', '=', 'ticket.id')
        .on('link.contact_id', '=', contactId),
    )
    .leftJoin('ticket_read as reading', (join) =>
      join
        .onRef('reading.account_id', '=', 'ticket.account_id')
        .onRef('reading.ticket_id', '=', 'ticket.id')
        .on('reading.contact_id', '=', contactId),
    )
    .where('ticket.account_id', '=', accountId)
    .where((eb) => eb.or([eb('ticket.id', 'in', linked), eb('ticket.id', 'in', written)]))
    .select(['ticket.id', 'ticket.number', 'ticket.subject', 'ticket.is_closed', 'ticket.is_hidden', 'ticket.created_at'])
    .select(['ticket.closed_at', 'ticket.last_activity_at', 'link.role', 'reading.read_up_to', 'reading.read_at'])
    .orderBy('ticket.number')
    .execute()
}

/** Threads that belong to no ticket and are the person's. */
export function listLooseThreads(db: Db, { accountId, contactId }: Subject) {
  return guarded(db)
    .selectFrom('thread')
    .select(['id', 'subject', 'created_at'])
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('ticket_id', 'is', null)
    .orderBy('created_at')
    .execute()
}

/** Public messages of one ticket or thread, oldest first; of one that the portal hides only the person's own. */
export function listMessagesOf(db: Db, subject: Subject, where: { ticketId: string } | { threadId: string }, isHidden: boolean) {
  return guarded(db)
    .selectFrom('message')
    .innerJoin('thread', (join) => join.onRef('thread.account_id', '=', 'message.account_id').onRef('thread.id', '=', 'message.thread_id'))
    .where('message.account_id', '=', subject.accountId)
    .where('message.direction', '!=', 'internal')
    .$if('ticketId' in where, (qb) => qb.where('thread.ticket_id', '=', 'ticketId' in where ? where.ticketId : ''))
    .$if('threadId' in where, (qb) => qb.where('thread.id', '=', 'threadId' in where ? where.threadId : ''))
    .$if(isHidden, (qb) => qb.where('message.contact_id', '=', subject.contactId))
    .select(['message.id', 'message.thread_id', 'message.contact_id', 'message.author_name', 'message.text', 'message.created_at'])
    .orderBy('message.created_at')
    .orderBy('message.id')
    .execute()
}

export type OwnFile = Pick<AttachmentRow, 'id' | 'message_id' | 'file_name' | 'media_type' | 'size_bytes' | 'store_key' | 'created_at'>

/** Files of these messages. */
export async function listFilesOf(db: Db, accountId: string, messageIds: readonly string[]): Promise<OwnFile[]> {
  if (messageIds.length === 0) return []
  return guarded(db)
    .selectFrom('attachment')
    .select(['id', 'message_id', 'file_name', 'media_type', 'size_bytes', 'store_key', 'created_at'])
    .where('account_id', '=', accountId)
    .where('message_id', 'in', messageIds)
    .orderBy('id')
    .execute()
}

/** Files that the person has uploaded and not sent. */
export async function listDraftFiles(db: Db, { accountId, contactId }: Subject): Promise<OwnFile[]> {
  return guarded(db)
    .selectFrom('attachment')
    .innerJoin('session', (join) =>
      join.onRef('session.account_id', '=', 'attachment.account_id').onRef('session.id', '=', 'attachment.session_id'),
    )
    .select(['attachment.id', 'attachment.message_id', 'attachment.file_name', 'attachment.media_type', 'attachment.size_bytes'])
    .select(['attachment.store_key', 'attachment.created_at'])
    .where('attachment.account_id', '=', accountId)
    .where('attachment.message_id', 'is', null)
    .where('session.contact_id', '=', contactId)
    .orderBy('attachment.id')
    .execute()
}

/** Other people of a ticket, by name, as the portal shows them. */
export async function listOtherPeople(db: Db, { accountId, contactId }: Subject, ticketId: string): Promise<string[]> {
  const rows = await guarded(db)
    .selectFrom('ticket_contact')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'ticket_contact.account_id').onRef('contact.id', '=', 'ticket_contact.contact_id'),
    )
    .select('contact.name')
    .where('ticket_contact.account_id', '=', accountId)
    .where('ticket_contact.ticket_id', '=', ticketId)
    .where('ticket_contact.contact_id', '!=', contactId)
    .orderBy('contact.name')
    .execute()
  return rows.map(({ name }) => name)
}

/** What a ticket has for those of its properties that one of the account's portals shows. */
export async function listShownProperties(db: Db, accountId: string, ticketId: string, shown: ReadonlySet<string>) {
  const rows = await guarded(db)
    .selectFrom('property_value as held')
    .innerJoin('property', (join) =>
      join.onRef('property.account_id', '=', 'held.account_id').onRef('property.id', '=', 'held.property_id'),
    )
    .where('held.account_id', '=', accountId)
    .where('held.object_id', '=', ticketId)
    .select(['property.key', 'property.labels', 'held.choice', 'held.text', 'held.number', 'held.day'])
    .orderBy('property.position')
    .execute()
  return rows.filter(({ key }) => shown.has(`ticket.custom.${key}`))
}

/** Names of the ticket properties that at least one portal of the account shows. */
export async function listShownNames(db: Db, accountId: string): Promise<ReadonlySet<string>> {
  const portals = await db.selectFrom('portal').select('shown_properties').where('account_id', '=', accountId).execute()
  return new Set(portals.flatMap(({ shown_properties }) => JSON.parse(shown_properties) as string[]))
}

/** Of how many tickets somebody is one of the people. */
export async function countTicketsOf(db: Db, { accountId, contactId }: Subject): Promise<number> {
  const row = await guarded(db)
    .selectFrom('ticket_contact')
    .select((eb) => eb.fn.countAll<number>().as('tickets'))
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow()
  return row.tickets
}
