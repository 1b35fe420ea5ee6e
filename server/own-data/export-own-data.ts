import type { LocalizedText } from '../../shared/common.ts'
import type { ConsentTexts } from '../../shared/consent.ts'
import { findAccount } from '../accounts/account.repo.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { mailLanguage, type MailLanguage } from '../mail/templates/mail-content.ts'
import { ownDataTexts } from './export-texts.ts'
import {
  listDraftFiles,
  listFilesOf,
  listLooseThreads,
  listMessagesOf,
  listOtherPeople,
  listShownNames,
  listShownProperties,
  listTicketsOf,
  readConsents,
  readPerson,
  readTraces,
  type OwnFile,
  type Subject,
} from './own-rows.repo.ts'
import { zipChunks, type ZipEntry } from './zip-stream.ts'

type Files = Pick<Deps, 'db' | 'files'>

/**
 * Everything that an account keeps about one person, as a ZIP archive that is made while it is read: README, JSON, files.
 * No internal notes, and of other people what the portal shows. That it was made is written down.
 *
 * @throws AppError `contact_not_found`.
 */
export async function exportOwnData(
  deps: Deps,
  actor: Actor,
  subject: Subject,
  language: string | null,
): Promise<{ body: ReadableStream<Uint8Array>; fileName: string }> {
  const { accountId, contactId } = subject
  const { contact } = await readPerson(deps.db, subject)
  if (!contact) throw new AppError('contact_not_found')
  const at = deps.now()
  await write(deps, accountId, (tx) => recordEvent(tx, actor, at, { kind: 'contact.data_exported', isPublic: false, data: { contactId } }))
  const spoken = mailLanguage(contact.language ?? language)
  const chunks = zipChunks(entriesOf(deps, subject, spoken, at), new Date(at))
  return { body: streamOf(chunks), fileName: `${ownDataTexts[spoken].fileName}-${at.slice(0, 10)}.zip` }
}

async function* entriesOf(deps: Files, subject: Subject, language: MailLanguage, at: string): AsyncGenerator<ZipEntry> {
  const { db } = deps
  const person = await readPerson(db, subject)
  const account = await findAccount(db, subject.accountId)
  const readme = ownDataTexts[language].readme(person.contact?.name ?? '', account?.name ?? '', at)
  yield { name: 'README.txt', bytes: new TextEncoder().encode(readme) }
  yield json('data.json', await describePerson(db, subject, person))
  const shown = await listShownNames(db, subject.accountId)
  for (const ticket of await listTicketsOf(db, subject)) {
    const isHidden = ticket.is_hidden === 1
    const { messages, files } = await readConversation(db, subject, { ticketId: ticket.id }, isHidden, `tickets/${ticket.number}`)
    yield json(`tickets/${ticket.number}.json`, {
      number: ticket.number,
      subject: ticket.subject,
      status: ticket.is_closed === 1 ? 'closed' : 'open',
      createdAt: ticket.created_at,
      closedAt: ticket.closed_at,
      lastActivityAt: ticket.last_activity_at,
      yourPart: ticket.role,
      readUpTo: ticket.read_up_to,
      readAt: ticket.read_at,
      properties: isHidden ? [] : (await listShownProperties(db, subject.accountId, ticket.id, shown)).map(presentValue),
      otherPeople: isHidden ? [] : await listOtherPeople(db, subject, ticket.id),
      messages,
    })
    yield* bytesOf(deps, files)
  }
  for (const thread of await listLooseThreads(db, subject)) {
    const { messages, files } = await readConversation(db, subject, { threadId: thread.id }, false, `conversations/${thread.id}`)
    yield json(`conversations/${thread.id}.json`, { subject: thread.subject, createdAt: thread.created_at, messages })
    yield* bytesOf(deps, files)
  }
  yield* bytesOf(
    deps,
    (await listDraftFiles(db, subject)).map((file) => placed(file, 'drafts')),
  )
}

async function describePerson(db: Db, subject: Subject, { contact, addresses, properties }: Awaited<ReturnType<typeof readPerson>>) {
  const folded = addresses.flatMap(({ email, email_folded }) => [email.toLowerCase(), email_folded])
  const { sessions, lists, invitations, providers, deletions, mails, events } = await readTraces(db, subject, folded)
  return {
    name: contact?.name,
    organization: contact?.company_name ?? null,
    language: contact?.language ?? null,
    hasPassword: contact ? contact.password_hash !== null : false,
    createdAt: contact?.created_at,
    addresses: addresses.map(({ email, is_primary, verified_at }) => ({ email, isPrimary: is_primary === 1, provedAt: verified_at })),
    properties: properties.map(presentValue),
    listChoices: { view: contact?.list_view, columns: contact?.list_columns ? (JSON.parse(contact.list_columns) as unknown) : null },
    consents: (await readConsents(db, subject)).map((row) => ({
      portal: row.portal_title,
      kind: row.kind,
      at: row.created_at,
      how: row.method,
      network: row.ip,
      version: row.version,
      language: row.language,
      ...(JSON.parse(row.texts) as ConsentTexts)[row.language],
    })),
    logins: sessions.map((row) => ({
      portal: row.portal,
      page: row.origin,
      browser: row.user_agent,
      begunAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      endsAt: row.expires_at,
      endedAt: row.revoked_at,
    })),
    lists: lists.map(({ name, added_at }) => ({ name, since: added_at })),
    invitations: invitations.map(({ portal, invited_at }) => ({ portal, at: invited_at })),
    providers: providers.map(({ name, subject: known, created_at }) => ({ name, knownAs: known, since: created_at })),
    deletionRequests: deletions.map(({ requested_at, withdrawn_at }) => ({ at: requested_at, takenBackAt: withdrawn_at })),
    mails: mails.map(({ to_address, subject: about, text, link_order, state, created_at, sent_at }) => ({
      to: to_address,
      subject: about,
      // A mail with a link of its own opens a login to whoever has it.
      text: link_order === null ? text : null,
      state,
      writtenAt: created_at,
      sentAt: sent_at,
    })),
    deeds: events.map(({ kind, ticket_id, created_at }) => ({ kind, ticketId: ticket_id, at: created_at })),
  }
}

interface PlacedFile {
  path: string
  file: OwnFile
}

async function readConversation(
  db: Db,
  subject: Subject,
  where: { ticketId: string } | { threadId: string },
  isHidden: boolean,
  folder: string,
) {
  const rows = await listMessagesOf(db, subject, where, isHidden)
  const ids = rows.map(({ id }) => id)
  const files: PlacedFile[] = []
  // Some at a time: a statement takes only so many values.
  for (let at = 0; at < ids.length; at += 500) {
    const found = await listFilesOf(db, subject.accountId, ids.slice(at, at + 500))
    files.push(...found.map((file) => placed(file, folder)))
  }
  const messages = rows.map((row) => ({
    at: row.created_at,
    from: row.contact_id === subject.contactId ? 'you' : row.contact_id === null ? 'team' : 'contact',
    name: row.author_name,
    text: row.text,
    files: files
      .filter(({ file }) => file.message_id === row.id)
      .map(({ path, file }) => ({ path, name: file.file_name, type: file.media_type, bytes: file.size_bytes })),
  }))
  return { messages, files }
}

function placed(file: OwnFile, folder: string): PlacedFile {
  return { path: `${folder}/${file.id}-${file.file_name}`, file }
}

async function* bytesOf({ files }: Files, placedFiles: readonly PlacedFile[]): AsyncGenerator<ZipEntry> {
  for (const { path, file } of placedFiles) yield { name: path, bytes: await files.read(file.store_key) }
}

function presentValue(row: { labels: string; choice: string; text: string | null; number: number | null; day: string | null }) {
  const { en } = JSON.parse(row.labels) as LocalizedText
  return { name: en, value: row.text ?? row.number ?? row.day ?? row.choice }
}

function json(name: string, value: unknown): ZipEntry {
  return { name, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) }
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => void (await chunks.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}
