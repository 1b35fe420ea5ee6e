import { fold } from '../db/fold.ts'
import type { Timestamp } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { write } from '../events/write.ts'
import { enqueue, type JobPayloads } from '../jobs/enqueue.ts'
import type { Job } from '../jobs/worker.ts'
import { later } from '../later.ts'
import { linkPlaces } from '../mail/mail.table.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { homeOf, passwordHomeOf, portalLink } from '../mail/templates/portal-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { composeMail } from '../portal/compose-mail.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findMailableContact } from './contact-sign-in.repo.ts'
import { linkSeconds } from './one-time-link.ts'
import { offers } from './sign-in.ts'
import { mailRegistration } from './register.ts'
import { takeMailRequest } from './throttle.ts'

type LinkRequest = JobPayloads['mail_link']
type LoginPurpose = Exclude<LinkRequest['purpose'], 'registration'>

/** Where the link of each mail leads. */
const mailsByPurpose = {
  password_reset: { route: 'reset', method: 'password' },
  magic_link: { route: 'login', method: 'magic_link' },
} as const

/**
 * Takes a request for a link by mail. Whether the address is known is not looked at here: a job does it, so that answer,
 * work and time are the same for every address (T-18).
 *
 * @throws AppError `too_many_requests`.
 */
export async function requestLink(
  deps: Deps,
  portal: PortalRow,
  request: { purpose: LoginPurpose; email: string; ip: string },
): Promise<void> {
  await takeMailRequest(deps, portal, fold(request.email), request.ip)
  const payload = { portalId: portal.id, purpose: request.purpose, email: request.email }
  await write(deps, portal.account_id, (tx) =>
    enqueue(tx, { id: deps.newId(), accountId: portal.account_id, name: 'mail_link', payload, at: deps.now() }),
  )
}

/** Mails the link, if there is a login on this portal that belongs to the address; else nothing happens. */
export async function mailLink(deps: Deps, { accountId, payload }: Job<LinkRequest>): Promise<void> {
  const portal = await findPortal(deps.db, accountId, payload.portalId)
  if (portal?.is_on !== 1) return
  if (payload.purpose === 'registration') return mailRegistration(deps, portal, payload)
  const { route, method } = mailsByPurpose[payload.purpose]
  // It may have been switched off since somebody asked.
  if (!offers(portal, method)) return
  const contact = await findMailableContact(deps.db, accountId, fold(payload.email))
  if (!contact || !hasLogin(portal, contact, payload.purpose)) return
  if (!(await isLetIn(deps.db, portal, contact.id, deps.now()))) return
  const home = payload.purpose === 'password_reset' ? passwordHomeOf(portal) : homeOf(portal)
  const link = portalLink(home, deps.config.publicUrl, `${route}?token=${linkPlaces.token}`)
  const mail = await composeMail(deps.db, portal, payload.purpose, mailLanguage(contact.language ?? portal.language), { link })
  await write(deps, accountId, (tx) =>
    queueMail(tx, deps, accountId, {
      // To the address as it was proved, not as it was typed.
      to: contact.email,
      ...mail,
      link: { purpose: payload.purpose, portalId: portal.id, contactId: contact.id, email: contact.email },
      expiresAt: later(deps.now(), linkSeconds[payload.purpose]),
    }),
  )
}

/**
 * Who has no login gets none by asking for a new password; for a link the address must have been proved before. Whom a
 * list lets in was chosen by somebody, and may set up the login this way as well as by the invitation.
 */
function hasLogin(
  portal: PortalRow,
  contact: { password_hash: string | null; verified_at: Timestamp | null },
  purpose: LoginPurpose,
): boolean {
  if (contact.password_hash !== null || portal.access_mode === 'lists') return true
  return purpose === 'magic_link' && contact.verified_at !== null
}
