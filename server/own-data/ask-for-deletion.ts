import { listStaffWith } from '../accounts/team.repo.ts'
import { tellPerson } from '../auth/team/tell-team.ts'
import { findOpenDeletionRequest, hasAskedSince, insertDeletionRequest, settleDeletionRequest } from '../contacts/deletion-request.repo.ts'
import type { Timestamp, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { later } from '../later.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { ownDataMail } from '../mail/templates/own-data-mails.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { ContactViewer } from '../viewer.ts'
import { factsOf, readProfile } from './own-proof.ts'

/** Who asks, takes it back and asks again is told of to the staff once in this time. */
const tellEverySeconds = 24 * 3600

/** Keeps the viewer's wish to be deleted, confirms it by mail, and tells those of the staff who can carry it out. @returns since when it waits. */
export async function askForDeletion(deps: Deps, portal: PortalRow, viewer: ContactViewer): Promise<Timestamp> {
  const { accountId, contactId } = viewer
  const { email, language } = await readProfile(deps, viewer)
  const at = deps.now()
  return write(deps, accountId, async (tx) => {
    const isToldOf = await hasAskedSince(tx, accountId, contactId, later(at, -tellEverySeconds))
    const request = { account_id: accountId, id: deps.newId(), portal_id: portal.id, contact_id: contactId, requested_at: at }
    if (!(await insertDeletionRequest(tx, request))) return (await findOpenDeletionRequest(tx, accountId, contactId))?.requested_at ?? at
    await recordEvent(tx, viewer, at, { kind: 'contact.deletion_requested', isPublic: false, data: { contactId, portalId: portal.id } })
    if (email !== null) {
      const mail = ownDataMail('deletionAsked', factsOf(deps, portal), mailLanguage(language ?? portal.language))
      await queueMail(tx, deps, accountId, { to: email, ...mail })
    }
    if (!isToldOf) await tellStaff(tx, deps, portal, contactId)
    return at
  })
}

/** Without the name: it would outlive the person in the mails of the staff. */
async function tellStaff(tx: Tx, deps: Deps, portal: PortalRow, contactId: string): Promise<void> {
  const able = await listStaffWith(tx, portal.account_id, ['contacts.edit', 'account.admin'])
  const told = able.length > 0 ? able : await listStaffWith(tx, portal.account_id, ['account.admin'])
  for (const person of told) {
    const facts = { accountName: portal.title, path: `/staff/contacts/${contactId}` }
    await tellPerson(tx, deps, portal.account_id, person, 'deletionAsked', facts)
  }
}

/** Ends the viewer's wish, if one waits. */
export async function takeDeletionBack(deps: Deps, viewer: ContactViewer): Promise<void> {
  const { accountId, contactId } = viewer
  const at = deps.now()
  await write(deps, accountId, async (tx) => {
    if (!(await settleDeletionRequest(tx, accountId, contactId, { withdrawn_at: at }))) return
    await recordEvent(tx, viewer, at, { kind: 'contact.deletion_withdrawn', isPublic: false, data: { contactId } })
  })
}
