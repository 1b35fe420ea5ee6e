import type { EraseContactBody } from '../../shared/own-data.ts'
import { settleDeletionRequest } from '../contacts/deletion-request.repo.ts'
import { fold } from '../db/fold.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { listPortals } from '../portal/portal.repo.ts'
import type { StaffViewer } from '../viewer.ts'
import {
  cleanThread,
  cleanTicket,
  deleteDrafts,
  deleteReadings,
  deleteThread,
  deleteTicket,
  deleteValues,
  hasOtherPeople,
  listThreadsNaming,
  type Cleaning,
} from './erase-conversations.repo.ts'
import { cleanMails, cleanRecords, cleanRules, deleteLogins, findErasedAt, leaveTombstone } from './erase-person.repo.ts'
import { listDraftFiles, listLooseThreads, listTicketsOf, readPerson } from './own-rows.repo.ts'
import { makeScrub } from './scrub.ts'

/** What stands where a person was. */
const tombstones = {
  en: { name: 'Deleted contact', text: 'This message was deleted.', mark: '[deleted]' },
  nb: { name: 'Slettet kontakt', text: 'Denne meldingen er slettet.', mark: '[slettet]' },
} as const

/**
 * Deletes a person: everything at once, or nothing. What stays is a contact without name, so that the conversations that
 * others take part in still have somebody. Files, and what the database itself still holds of deleted rows, go by a job.
 *
 * @throws AppError `contact_not_found`; `changed_meanwhile` when it was done before; `invalid_request` naming `confirmation`.
 */
export async function eraseContact(deps: Deps, viewer: StaffViewer, contactId: string, body: EraseContactBody): Promise<void> {
  const { accountId } = viewer
  const subject = { accountId, contactId }
  const [portal] = await listPortals(deps.db, accountId)
  const words = tombstones[mailLanguage(portal?.language ?? null)]
  const at = deps.now()
  const ended = await write(deps, accountId, async (tx) => {
    const { contact, addresses } = await readPerson(tx, subject)
    if (!contact) throw new AppError('contact_not_found')
    if ((await findErasedAt(tx, subject)) !== null) throw new AppError('changed_meanwhile', 'deleted before')
    const [primary] = addresses
    if (fold(body.confirmation) !== fold(primary?.email ?? contact.name)) {
      throw new AppError('invalid_request', 'another address', { fields: { confirmation: 'invalid' } })
    }
    const known = addresses.flatMap(({ email, email_folded }) => [email, email_folded])
    const person = { name: contact.name, addresses: known }
    const deletedText = body.method === 'delete' ? words.text : null
    const cleaning = { subject, scrub: makeScrub(person, words.mark), authorName: words.name, deletedText }
    const drafts = await listDraftFiles(tx, subject)
    const { storeKeys, ticketIds } = await eraseConversations(tx, cleaning)
    storeKeys.push(
      ...(await deleteDrafts(
        tx,
        accountId,
        drafts.map(({ id }) => id),
      )),
    )
    // Where others only mention the person: the addresses alone, a name may be somebody else's.
    const mention = { ...cleaning, scrub: makeScrub({ ...person, name: '' }, words.mark) }
    for (const { id, ticket_id } of await listThreadsNaming(tx, accountId, [...new Set(known.map((address) => address.toLowerCase()))])) {
      await (ticket_id === null ? cleanThread(tx, mention, id) : cleanTicket(tx, mention, ticket_id, false))
    }
    const mentions = [...new Set([...known, ...(contact.name.length > 2 ? [contact.name] : [])])]
    const sessionIds = await deleteLogins(
      tx,
      subject,
      addresses.map(({ email_folded }) => email_folded),
    )
    await cleanMails(tx, accountId, { addresses: known, ticketIds, words: mentions, scrub: cleaning.scrub })
    await cleanRecords(tx, subject, mentions, ticketIds)
    await cleanRules(tx, accountId, known)
    await deleteValues(tx, subject)
    await deleteReadings(tx, subject)
    await leaveTombstone(tx, subject, words.name, at)
    await settleDeletionRequest(tx, accountId, contactId, { done_at: at, method: body.method })
    await recordEvent(tx, viewer, at, { kind: 'contact.erased', isPublic: false, data: { contactId, method: body.method } })
    await enqueue(tx, { id: deps.newId(), accountId, name: 'forget_traces', payload: { storeKeys }, at })
    return sessionIds
  })
  deps.hub.endSessions(ended)
}

/** @returns keys of files that went, and the tickets whose words are not what they were. */
async function eraseConversations(tx: Tx, cleaning: Cleaning): Promise<{ storeKeys: string[]; ticketIds: string[] }> {
  const { subject, deletedText } = cleaning
  const storeKeys: string[] = []
  const ticketIds: string[] = []
  for (const { id, role } of await listTicketsOf(tx, subject)) {
    const isDeleted = deletedText !== null && !(await hasOtherPeople(tx, subject, id))
    storeKeys.push(
      ...(isDeleted ? await deleteTicket(tx, subject.accountId, id) : await cleanTicket(tx, cleaning, id, role === 'requester')),
    )
    if (deletedText !== null) ticketIds.push(id)
  }
  for (const { id } of await listLooseThreads(tx, subject)) {
    storeKeys.push(...(deletedText === null ? await cleanThread(tx, cleaning, id) : await deleteThread(tx, subject.accountId, id)))
  }
  return { storeKeys, ticketIds }
}
