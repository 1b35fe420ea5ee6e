import type { SignInCheckPerson, SignInCheckResult, SignInCheckStep } from '../../shared/sign-in-check.ts'
import { findContactByEmail } from '../contacts/contact.repo.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { findIdentityLink } from '../portal/identity-provider.repo.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findContactProfile } from './contact-sign-in.repo.ts'
import type { VouchedIdentity } from './identity.ts'
import { joinOnce } from './join-identity.ts'

/** Takes everything back that was done to find out. */
class Rehearsed extends Error {
  readonly person: SignInCheckPerson
  constructor(person: SignInCheckPerson) {
    super('rehearsed')
    this.person = person
  }
}

/** Whom a sign-in would be for: by doing it, and taking it back. */
export async function rehearseSignIn(deps: Deps, portal: PortalRow, identity: VouchedIdentity): Promise<SignInCheckPerson> {
  const { account_id } = portal
  try {
    return await transact<never>(deps.db, async (tx) => {
      const { subject, email, emailVerified, name, providerId } = identity
      const isKnown = (await findIdentityLink(tx, account_id, providerId, subject)) !== undefined
      const owner = emailVerified && email !== null ? await findContactByEmail(tx, account_id, email) : undefined
      const contactId = await joinOnce(tx, deps, account_id, identity)
      const profile = await findContactProfile(tx, account_id, contactId)
      throw new Rehearsed({
        subject,
        email,
        isEmailBelieved: emailVerified,
        name,
        contact: isKnown ? 'known' : owner ? 'by_address' : 'new',
        contactName: profile?.name ?? '',
        companyName: profile?.company_name ?? null,
        isLetIn: await isLetIn(tx, portal, contactId, deps.now()),
        sessionEndsAt: identity.sessionEndsAt ?? null,
      })
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.person
    throw error
  }
}

/** The end of a log: what the sign-in itself decides, by the very code that customers' answers go through. */
export async function decide(
  deps: Deps,
  portal: PortalRow,
  identify: () => Promise<VouchedIdentity>,
): Promise<Pick<SignInCheckResult, 'hasPassed' | 'reason' | 'person'> & { decision: SignInCheckStep }> {
  try {
    const person = await rehearseSignIn(deps, portal, await identify())
    const outcome = person.isLetIn ? 'passed' : 'failed'
    return { hasPassed: person.isLetIn, reason: null, person, decision: { name: 'decision', outcome, expected: null, found: null } }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'identity_refused') throw error
    const decision: SignInCheckStep = { name: 'decision', outcome: 'failed', expected: null, found: null }
    return { hasPassed: false, reason: error.message, person: null, decision }
  }
}
