import { addMissingAddress, findOrAddVouchedContact } from '../contacts/vouched-contact.ts'
import type { Tx } from '../db/index.ts'
import { isUniqueViolation } from '../db/unique-violation.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { findIdentityLink, insertIdentityLink } from '../portal/identity-provider.repo.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findCompanyOf } from './claimed-company.ts'
import { joinCompany } from './contact-sign-in.repo.ts'
import type { VouchedIdentity } from './identity.ts'

const attemptsMax = 5

/**
 * The contact that a provider's subject is. Who was here before is known by provider and subject alone, never by an address
 * (ASVS 6.8.1). Who was not becomes the contact that owns the address, if the provider vouches for it, and a new one if not.
 *
 * @throws AppError `access_denied` when the portal does not let that contact in; then nothing of it is left behind.
 */
export async function joinIdentity(deps: Deps, portal: PortalRow, identity: VouchedIdentity): Promise<string> {
  const { account_id: accountId } = portal
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(deps, accountId, async (tx) => {
        const contactId = await joinOnce(tx, deps, accountId, identity)
        if (!(await isLetIn(tx, portal, contactId, deps.now()))) throw new AppError('access_denied', `contact ${contactId}`)
        return contactId
      })
    } catch (error) {
      // The same person came through another request at this moment: the second time there is a contact to find.
      if (attempt === attemptsMax || !isUniqueViolation(error)) throw error
    }
  }
}

/** The same, once and in a transaction of the caller's. Fails on a unique index when somebody else does it at this moment. */
export async function joinOnce(tx: Tx, deps: Pick<Deps, 'now' | 'newId'>, accountId: string, identity: VouchedIdentity): Promise<string> {
  const { providerId, subject } = identity
  const at = deps.now()
  const email = identity.emailVerified ? identity.email : null
  const linked = await findIdentityLink(tx, accountId, providerId, subject)
  if (linked) {
    const isNew = email !== null && (await addMissingAddress(tx, deps, accountId, linked.contact_id, email, at))
    if (isNew || identity.company) await joinItsCompany(tx, accountId, linked.contact_id, identity)
    return linked.contact_id
  }
  const actor = { kind: 'system', accountId } as const
  const name = identity.name ?? email ?? subject
  const contactId = await findOrAddVouchedContact(tx, deps, actor, { name, email }, at)
  await joinItsCompany(tx, accountId, contactId, identity)
  await insertIdentityLink(tx, { account_id: accountId, provider_id: providerId, subject, contact_id: contactId, created_at: at })
  await recordEvent(tx, actor, at, { kind: 'contact.identity_linked', isPublic: false, data: { contactId, providerId } })
  return contactId
}

/** Whoever has no company yet gets the one that the provider names, or that has the domain of the proved address. */
async function joinItsCompany(tx: Tx, accountId: string, contactId: string, identity: VouchedIdentity): Promise<void> {
  const companyId = await findCompanyOf(tx, accountId, identity)
  if (companyId !== null) await joinCompany(tx, accountId, contactId, companyId)
}
