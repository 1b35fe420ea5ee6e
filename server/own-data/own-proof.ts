import type { OwnAccount, ProveContactBody } from '../../shared/own-data.ts'
import { findContactProfile } from '../auth/contact-sign-in.repo.ts'
import { checkPassword } from '../auth/methods/password.ts'
import { linkSeconds } from '../auth/one-time-link.ts'
import { countCodeTry, useLink } from '../auth/one-time-link.repo.ts'
import { findSessionProof, setSessionProved } from '../auth/session.repo.ts'
import { offers, requireMethod } from '../auth/sign-in.ts'
import { forgive, giveBack, limitsOf, takeAttempt, takeMailRequest } from '../auth/throttle.ts'
import { fold } from '../db/fold.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import { later, secondsBetween } from '../later.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { ownDataMail } from '../mail/templates/own-data-mails.ts'
import { homeOf, portalLink } from '../mail/templates/portal-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { ContactViewer } from '../viewer.ts'

/** How long a sign-in or a proof is fresh enough for what an open page alone must not do, in seconds. */
const freshSeconds = 300
const codeTriesMax = 5

type Profile = NonNullable<Awaited<ReturnType<typeof findContactProfile>>>

/** The viewer's own row. */
export async function readProfile(deps: Pick<Deps, 'db'>, { accountId, contactId }: ContactViewer): Promise<Profile> {
  const profile = await findContactProfile(deps.db, accountId, contactId)
  if (!profile) throw new Error(`A session belongs to a contact that does not exist: ${contactId}`)
  return profile
}

/** How the viewer may prove anew who is there. None where the portal takes the word of providers alone: there one signs in again. */
export function proofsOf(portal: PortalRow, profile: Profile): OwnAccount['proofs'] {
  const hasPassword = profile.password_hash !== null && offers(portal, 'password')
  const hasCode = profile.email !== null && (offers(portal, 'password') || offers(portal, 'magic_link'))
  return [...(hasPassword ? (['password'] as const) : []), ...(hasCode ? (['code'] as const) : [])]
}

/** For how many more seconds the viewer's sign-in or proof is fresh; 0 when it is not. */
export async function freshFor(deps: Pick<Deps, 'db' | 'now'>, { accountId, sessionId }: ContactViewer): Promise<number> {
  const session = await findSessionProof(deps.db, accountId, sessionId)
  if (!session) return 0
  const provedAt = session.proved_at ?? session.created_at
  const left = freshSeconds - secondsBetween(provedAt, deps.now())
  return Math.min(freshSeconds, Math.max(0, Math.ceil(left)))
}

/** @throws AppError `proof_required` when the viewer proved too long ago who it is. */
export async function requireFresh(deps: Pick<Deps, 'db' | 'now'>, viewer: ContactViewer): Promise<void> {
  if ((await freshFor(deps, viewer)) === 0) throw new AppError('proof_required')
}

/**
 * Mails the viewer a code to prove anew who is there.
 *
 * @throws AppError `sign_in_method_off` where no code is taken, `too_many_requests`.
 */
export async function mailProofCode(deps: Deps, portal: PortalRow, viewer: ContactViewer, ip: string): Promise<void> {
  const profile = await readProfile(deps, viewer)
  const { email } = profile
  if (email === null || !proofsOf(portal, profile).includes('code')) throw new AppError('sign_in_method_off', 'code')
  await takeMailRequest(deps, portal, fold(email), ip)
  const mail = ownDataMail('proofCode', factsOf(deps, portal), mailLanguage(profile.language ?? portal.language))
  const { accountId, contactId } = viewer
  await write(deps, accountId, (tx) =>
    queueMail(tx, deps, accountId, {
      to: email,
      ...mail,
      link: { purpose: 'proof', portalId: portal.id, contactId, email },
      expiresAt: later(deps.now(), linkSeconds.proof),
    }),
  )
}

/** Title and address of the account view, for a mail. */
export function factsOf(deps: Pick<Deps, 'config'>, portal: PortalRow): { portalTitle: string; link: string } {
  return { portalTitle: portal.title, link: portalLink(homeOf(portal), deps.config.publicUrl, 'account') }
}

/**
 * Proves anew that the viewer is there; good for five minutes.
 *
 * @throws AppError `sign_in_failed`, `sign_in_locked`, `sign_in_method_off`, `too_many_requests`, `busy`.
 */
export async function proveContact(
  deps: Deps,
  portal: PortalRow,
  viewer: ContactViewer,
  body: ProveContactBody,
  from: { ip: string; jkt: string },
): Promise<void> {
  const profile = await readProfile(deps, viewer)
  const addressFolded = fold(profile.email ?? '')
  if ('password' in body) {
    requireMethod(portal, 'password')
    const limits = limitsOf(viewer.accountId, addressFolded, from.ip, from.jkt)
    await checkPassword(deps, { password: body.password, stored: profile.password_hash, ip: from.ip, limits })
  } else {
    if (!proofsOf(portal, profile).includes('code')) throw new AppError('sign_in_method_off', 'code')
    await checkCode(deps, portal, viewer, body.code, { addressFolded, ip: from.ip })
  }
  await transact(deps.db, (tx) => setSessionProved(tx, viewer.accountId, viewer.sessionId, deps.now()))
}

async function checkCode(
  deps: Deps,
  portal: PortalRow,
  { accountId, contactId }: ContactViewer,
  code: string,
  { addressFolded, ip }: { addressFolded: string; ip: string },
): Promise<void> {
  const limits = limitsOf(`${accountId} proof`, addressFolded, ip)
  await takeAttempt(deps, ip, limits)
  // Counted before it is compared: of a hundred tries at once five are looked at.
  const mailed = await countCodeTry(deps.db, accountId, portal.id, addressFolded, deps.now(), codeTriesMax, 'proof')
  let isRight: boolean
  try {
    isRight = await deps.hasher.verify(code, mailed?.code_hash ?? null)
  } catch (error) {
    await giveBack(deps, limits)
    throw error
  }
  if (!mailed || mailed.contact_id !== contactId || !isRight) throw new AppError('sign_in_failed')
  if (!(await transact(deps.db, (tx) => useLink(tx, accountId, mailed.id, deps.now())))) throw new AppError('sign_in_failed', 'used')
  await forgive(deps, limits)
}
