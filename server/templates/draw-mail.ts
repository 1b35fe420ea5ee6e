import type { MailKind } from '../../shared/page-kinds.ts'
import type { MailContents } from '../../shared/pages.ts'
import { findContact } from '../contacts/contact.repo.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { linkPlaces } from '../mail/mail.table.ts'
import type { MailContent, MailLanguage } from '../mail/templates/mail-content.ts'
import { homeOf, passwordHomeOf, portalLink } from '../mail/templates/portal-link.ts'
import { writeMail } from '../mail/templates/write-mail.ts'
import { factsOf } from '../portal/compose-mail.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findStaffTicket } from '../tickets/ticket.repo.ts'
import type { StaffViewer } from '../viewer.ts'

/** What a mail that is only looked at says of somebody. */
export interface MailValues {
  name: string
  number: string
  subject: string
}

const examples: Record<MailLanguage, MailValues> = {
  en: { name: 'Kim Hansen', number: '1042', subject: 'The till does not print' },
  nb: { name: 'Kim Hansen', number: '1042', subject: 'Kassen skriver ikke ut' },
}

const routes: Record<MailKind, string> = {
  invitation: 'invitation?token=',
  welcome: 'login',
  registration: 'register?token=',
  already_registered: 'login',
  password_reset: 'reset?token=',
  password_changed: 'login?view=forgot',
  magic_link: 'login?token=',
  new_reply: 'tickets/',
  ticket_received: 'tickets/',
}

/**
 * The values of a contact and a ticket, examples where none is named. Only of those that the viewer sees elsewhere.
 *
 * @throws AppError `contact_not_found`, `ticket_not_found`.
 */
export async function readValues(
  deps: Deps,
  viewer: StaffViewer,
  named: { language: MailLanguage; contactId: string | null; ticketId: string | null },
): Promise<MailValues> {
  const values = { ...examples[named.language] }
  const answers = viewer.permissions.includes('inbox.answer')
  if (named.ticketId !== null) {
    const ticket = answers ? await findStaffTicket(deps.db, viewer, named.ticketId) : undefined
    if (!ticket) throw new AppError('ticket_not_found')
    Object.assign(values, { number: String(ticket.number), subject: ticket.subject })
  }
  if (named.contactId !== null) {
    const contact = answers ? await findContact(deps.db, viewer.accountId, named.contactId) : undefined
    if (!contact) throw new AppError('contact_not_found')
    values.name = contact.name
  }
  return values
}

/** A mail as it would be. What stands for its secrets is of use to nobody. */
export function drawMail(
  deps: Deps,
  portal: PortalRow,
  mail: MailKind,
  drawn: { language: MailLanguage; contents: MailContents | null; values?: MailValues },
): MailContent & { html: string } {
  const { language, contents, values = examples[language] } = drawn
  const route = routes[mail]
  const home = /^(invitation|register|reset)/.test(route) ? passwordHomeOf(portal) : homeOf(portal)
  const link = portalLink(home, deps.config.publicUrl, route.endsWith('=') ? `${route}${linkPlaces.token}` : route)
  const written = writeMail(mail, language, contents, factsOf(portal, { link, values: { ...values } }))
  const fill = (body = '') => body.replaceAll(linkPlaces.token, 'example').replaceAll(linkPlaces.code, '12345678')
  return { subject: written.subject, text: fill(written.text), html: fill(written.html) }
}
