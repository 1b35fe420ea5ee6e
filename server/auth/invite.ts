import { findLists } from '../contacts/list.repo.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { JobPayloads } from '../jobs/enqueue.ts'
import type { Job } from '../jobs/worker.ts'
import { later } from '../later.ts'
import { linkPlaces } from '../mail/mail.table.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { homeOf, passwordHomeOf, portalLink } from '../mail/templates/portal-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { composeMail } from '../portal/compose-mail.ts'
import { insertInvitation, listPortalsWithLists, listUninvited, setInvitationMail } from '../portal/invitation.repo.ts'
import { isLetIn, onLists, type ContactCondition } from '../portal/portal-access.repo.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { inviteAfterSeconds } from '../portal/queue-invitations.ts'
import type { StaffViewer } from '../viewer.ts'
import { findInvitable } from './contact-sign-in.repo.ts'
import { offers } from './sign-in.ts'

/** Mails that are queued in one transaction. */
const atOnce = 100

interface Invitable {
  id: string
  name: string
  email: string
  language: string | null
}

/** Invites those whom a portal has let in for two minutes and who have no login yet; each once, whoever else does the same. */
export async function inviteWaiting(
  deps: Deps,
  { accountId, payload }: Pick<Job<JobPayloads['invite']>, 'accountId' | 'payload'>,
): Promise<void> {
  const portal = await findPortal(deps.db, accountId, payload.portalId)
  const now = deps.now()
  const settledAt = later(now, -inviteAfterSeconds)
  // What was changed since has a job of its own.
  if (portal?.is_on !== 1 || portal.access_mode !== 'lists' || portal.access_changed_at > settledAt) return
  const condition = await letInSince(deps, portal, settledAt)
  for (;;) {
    const people = await listUninvited(deps.db, portal, condition, atOnce)
    if (people.length === 0) return
    await write(deps, accountId, async (tx) => {
      for (const person of people) {
        const invitation = { account_id: accountId, portal_id: portal.id, contact_id: person.id, invited_at: now }
        if (await insertInvitation(tx, invitation)) await mailInvitation(tx, deps, portal, person)
      }
    })
  }
}

/** Looks for people who came to match a rule by what was learnt about them. */
export async function inviteEverywhere(deps: Deps): Promise<void> {
  for (const portal of await listPortalsWithLists(deps.db)) {
    await inviteWaiting(deps, { accountId: portal.account_id, payload: { portalId: portal.id } })
  }
}

/**
 * Invites a contact now, once more if need be; the link sent before ends.
 *
 * @throws AppError `portal_not_found`; `contact_not_found` for whom the portal does not let in; `already_registered`.
 */
export async function inviteAgain(deps: Deps, viewer: StaffViewer, portalId: string, contactId: string): Promise<void> {
  const { accountId } = viewer
  const portal = await findPortal(deps.db, accountId, portalId)
  if (!portal) throw new AppError('portal_not_found')
  const person = await findInvitable(deps.db, accountId, contactId)
  if (!person || portal.access_mode !== 'lists' || !(await isLetIn(deps.db, portal, contactId, deps.now()))) {
    throw new AppError('contact_not_found')
  }
  if (person.password_hash !== null) throw new AppError('already_registered')
  await write(deps, accountId, async (tx) => {
    const at = deps.now()
    await insertInvitation(tx, { account_id: accountId, portal_id: portalId, contact_id: contactId, invited_at: at })
    await mailInvitation(tx, deps, portal, person)
    await recordEvent(tx, viewer, at, { kind: 'contact.invited', isPublic: false, data: { contactId, portalId } })
  })
}

/** Of static lists who was on them by then, of lists by rule those whose rule has been the same since. */
async function letInSince(deps: Deps, portal: PortalRow, settledAt: string): Promise<ContactCondition> {
  const lists = await findLists(deps.db, portal.account_id, JSON.parse(portal.access_list_ids) as string[])
  const settled = lists.filter(({ kind, changed_at }) => kind === 'static' || changed_at <= settledAt)
  return onLists(settled, portal.time_zone, deps.now(), settledAt)
}

async function mailInvitation(tx: Tx, deps: Deps, portal: PortalRow, person: Invitable): Promise<void> {
  const language = mailLanguage(person.language ?? portal.language)
  // Without passwords there is nothing to set up.
  const hasPassword = offers(portal, 'password')
  const home = hasPassword ? passwordHomeOf(portal) : homeOf(portal)
  const link = portalLink(home, deps.config.publicUrl, hasPassword ? `invitation?token=${linkPlaces.token}` : 'login')
  const facts = { link, values: { name: person.name } }
  const mail = await composeMail(tx, portal, hasPassword ? 'invitation' : 'welcome', language, facts)
  const order = { purpose: 'invitation', portalId: portal.id, contactId: person.id, email: person.email } as const
  const mailId = await queueMail(tx, deps, portal.account_id, { to: person.email, ...mail, ...(hasPassword && { link: order }) })
  await setInvitationMail(tx, { account_id: portal.account_id, portal_id: portal.id, contact_id: person.id }, mailId, deps.now())
}
