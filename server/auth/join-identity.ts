import { findCompanyOfAddress } from '../contacts/company-domain.repo.ts'
import { addMissingAddress, findOrAddVouchedContact } from '../contacts/vouched-contact.ts'
import type { Tx } from '../db/index.ts'
import { isUniqueViolation } from '../db/unique-violation.ts'
import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { findIdentityLink, insertIdentityLink } from '../portal/identity-provider.repo.ts'
import { joinCompany } from './contact-sign-in.repo.ts'
import type { VouchedIdentity } from './identity.ts'

const attemptsMax = 5

/**
 * The contact that a provider's subject is. Who was here before is known by provider and subject alone, never by an address
 * (ASVS 6.8.1). Who was not becomes the contact that owns the address, if the provider vouches for it, and a new one if not.
 */
export async function joinIdentity(deps: Deps, accountId: string, identity: VouchedIdentity): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(deps, accountId, (tx) => joinOnce(tx, deps, accountId, identity))
    } catch (error) {
      // The same person came through another request at this moment: the second time there is a contact to find.
      if (attempt === attemptsMax || !isUniqueViolation(error)) throw error
    }
  }
}

async function joinOnce(tx: Tx, deps: Deps, accountId: string, identity: VouchedIdentity): Promise<string> {
  const { providerId, subject } = identity
  const at = deps.now()
  const email = identity.emailVerified ? identity.email : null
  const linked = await findIdentityLink(tx, accountId, providerId, subject)
  if (linked) {
    const isNew = email !== null && (await addMissingAddress(tx, deps, accountId, linked.contact_id, email, at))
    if (isNew) await joinByDomain(tx, accountId, linked.contact_id, email)
    return linked.contact_id
  }
  const actor = { kind: 'system', accountId } as const
  const name = identity.name ?? email ?? subject
  const contactId = await findOrAddVouchedContact(tx, deps, actor, { name, email }, at)
  if (email !== null) await joinByDomain(tx, accountId, contactId, email)
  await insertIdentityLink(tx, { account_id: accountId, provider_id: providerId, subject, contact_id: contactId, created_at: at })
  await recordEvent(tx, actor, at, { kind: 'contact.identity_linked', isPublic: false, data: { contactId, providerId } })
  return contactId
}

/** A proved address in one of a company's domains makes its owner one of the company, unless there is one already. */
async function joinByDomain(tx: Tx, accountId: string, contactId: string, email: string): Promise<void> {
  const companyId = await findCompanyOfAddress(tx, accountId, email)
  if (companyId !== null) await joinCompany(tx, accountId, contactId, companyId)
}
