import type { SessionTokens } from '../../shared/auth.ts'
import type { GiveConsentBody } from '../../shared/consent.ts'
import { findCompanyOfAddress } from '../contacts/company-domain.repo.ts'
import { findOrAddContact } from '../contacts/contact.repo.ts'
import { fold } from '../db/fold.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { enqueue, type TickedConsent } from '../jobs/enqueue.ts'
import { later } from '../later.ts'
import { linkPlaces } from '../mail/mail.table.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { homeOf, passwordHomeOf, portalLink } from '../mail/templates/portal-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { composeMail } from '../portal/compose-mail.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { recordConsent, requireCurrent } from './consent.ts'
import { findMailableContact, joinCompany, markAddressProved, updatePassword } from './contact-sign-in.repo.ts'
import { linkSeconds, requireLink } from './one-time-link.ts'
import { useLink } from './one-time-link.repo.ts'
import { requireGoodPassword } from './set-password.ts'
import { offers, requireMethod, signIn, type SessionPlace } from './sign-in.ts'
import { takeAttempt, takeRegistration } from './throttle.ts'

/** What somebody typed who wants a login. */
export interface Registration {
  email: string
  name: string
  /** A field that people do not see and programs fill in. */
  website: string
  consent?: GiveConsentBody | undefined
}

/**
 * Takes a registration. Nothing exists by it but a job that mails the address: no contact, no company, no history before
 * the link was opened (D9). The answer and the work are the same for every address (T-18).
 *
 * @throws AppError `registration_off`; `invalid_request` for an address of the portal's own, or without the consent that it asks
 *   for; `changed_meanwhile` when that is to other words by now; `too_many_requests`.
 */
export async function requestRegistration(deps: Deps, portal: PortalRow, registration: Registration, ip: string): Promise<void> {
  const { email, name, website, consent } = registration
  requireOpen(portal)
  if (consent) requireCurrent(portal, consent)
  else if (portal.consent_version !== null) throw new AppError('invalid_request', 'no consent', { fields: { consent: 'required' } })
  if (isOwnAddress(deps, email)) throw new AppError('invalid_request', 'own mailbox', { fields: { email: 'not_a_choice' } })
  await takeRegistration(deps, portal, fold(email), ip)
  // A program is not told that it was found out.
  if (website !== '') return
  const payload = {
    portalId: portal.id,
    purpose: 'registration',
    email,
    name,
    consent: consent ? { ...consent, ip, at: deps.now() } : null,
  } as const
  await write(deps, portal.account_id, (tx) =>
    enqueue(tx, { id: deps.newId(), accountId: portal.account_id, name: 'mail_link', payload, at: deps.now() }),
  )
}

/** Mails the link that ends a registration. Who has a login is told so instead; nothing in it was typed by a stranger (T-55). */
export async function mailRegistration(
  deps: Deps,
  portal: PortalRow,
  request: { email: string; name: string; consent: TickedConsent | null },
): Promise<void> {
  // It may have been switched off since somebody asked.
  if (!offers(portal, 'password') || portal.can_register !== 1 || portal.access_mode !== 'everyone') return
  const contact = await findMailableContact(deps.db, portal.account_id, fold(request.email))
  const hasLogin = contact !== undefined && contact.password_hash !== null
  const route = hasLogin ? 'login' : `register?token=${linkPlaces.token}`
  const link = portalLink(hasLogin ? homeOf(portal) : passwordHomeOf(portal), deps.config.publicUrl, route)
  const language = mailLanguage(contact?.language ?? portal.language)
  const mail = await composeMail(deps.db, portal, hasLogin ? 'already_registered' : 'registration', language, { link })
  const email = contact?.email ?? request.email
  const order = {
    purpose: 'registration',
    portalId: portal.id,
    contactId: null,
    email,
    details: { name: request.name, consent: request.consent },
  } as const
  const expiresAt = later(deps.now(), linkSeconds.registration)
  await write(deps, portal.account_id, (tx) =>
    queueMail(tx, deps, portal.account_id, { to: email, ...mail, expiresAt, ...(!hasLogin && { link: order }) }),
  )
}

/**
 * Makes the login of somebody who opened the link: the contact, or the one that has the address; its company by the
 * address's domain, if a company has that one; and a session.
 *
 * @throws AppError `registration_off`, `link_not_valid`; `invalid_request` naming what is wrong with the password.
 */
export async function register(
  deps: Deps,
  portal: PortalRow,
  body: { token: string; password: string },
  place: SessionPlace & { ip: string },
): Promise<SessionTokens> {
  const { account_id } = portal
  requireOpen(portal)
  await takeAttempt(deps, place.ip, [])
  const link = await requireLink(deps, deps.db, portal, 'registration', body.token)
  const { name, consent } = JSON.parse(link.details) as { name: string; consent: TickedConsent | null }
  requireGoodPassword(portal, body.password, [name, link.email])
  const hash = await deps.hasher.hash(body.password)
  const now = deps.now()
  const contactId = await write(deps, account_id, async (tx) => {
    if (!(await useLink(tx, account_id, link.id, now))) throw new AppError('link_not_valid', 'used in this instant')
    const known = await findMailableContact(tx, account_id, link.email_folded)
    // Got a login some other way since: this link must not replace its password.
    if (known && known.password_hash !== null) throw new AppError('link_not_valid', 'has a login by now')
    const actor = { kind: 'system', accountId: account_id } as const
    const { id } = await findOrAddContact(tx, deps, actor, { email: link.email, name }, now)
    await updatePassword(tx, account_id, id, hash)
    await markAddressProved(tx, account_id, id, link.email_folded, now)
    const companyId = await findCompanyOfAddress(tx, account_id, link.email_folded)
    if (companyId !== null) await joinCompany(tx, account_id, id, companyId)
    if (consent) await recordConsent(tx, deps, actor, portal, { kind: 'given', method: 'registration', contactId: id, ...consent })
    await recordEvent(tx, actor, now, { kind: 'contact.registered', isPublic: false, data: { contactId: id, portalId: portal.id } })
    return id
  })
  return signIn(deps, portal, { method: 'registration', subject: contactId, email: link.email, emailVerified: true }, place)
}

function requireOpen(portal: PortalRow): void {
  requireMethod(portal, 'password')
  if (portal.can_register !== 1 || portal.access_mode !== 'everyone') throw new AppError('registration_off')
}

/** The mailbox that the portal writes from, and its domain: whoever could read a mail to it would speak for the portal. */
function isOwnAddress({ config }: Pick<Deps, 'config'>, email: string): boolean {
  const own = fold(/<([^<>]+)>\s*$/.exec(config.mailFrom)?.[1] ?? config.mailFrom)
  return fold(email).split('@').at(-1) === own.split('@').at(-1)
}
