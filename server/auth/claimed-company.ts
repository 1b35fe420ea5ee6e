import { findCompany, findCompanyByName } from '../contacts/company.repo.ts'
import { findCompanyOfAddress } from '../contacts/company-domain.repo.ts'
import type { Db } from '../db/index.ts'
import { companyClaimOf } from '../portal/identity-provider.presenter.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import type { ClaimedCompany, VouchedIdentity } from './identity.ts'

const valueMaxChars = 300

/** What a provider's statement says of the company, where its admin said which claim that is. `read` gives the claim's first value. */
export function readClaimedCompany(
  provider: Pick<IdentityProviderRow, 'settings'>,
  read: (name: string) => unknown,
): { company?: ClaimedCompany } {
  const claim = companyClaimOf(provider)
  if (claim === null) return {}
  const said = read(claim.name)
  const value = typeof said === 'string' || typeof said === 'number' ? String(said).trim() : ''
  if (value === '' || value.length > valueMaxChars || !value.isWellFormed()) return {}
  return { company: { by: claim.by, value } }
}

/** The company that a person is of: what the provider's claim names, or whose domain the proved address has. None is made. */
export async function findCompanyOf(db: Db, accountId: string, identity: VouchedIdentity): Promise<string | null> {
  const claimed = identity.company ? await findClaimed(db, accountId, identity.company) : null
  if (claimed !== null) return claimed
  return identity.emailVerified && identity.email !== null ? findCompanyOfAddress(db, accountId, identity.email) : null
}

async function findClaimed(db: Db, accountId: string, { by, value }: ClaimedCompany): Promise<string | null> {
  if (by === 'domain') return findCompanyOfAddress(db, accountId, value)
  if (by === 'name') return findCompanyByName(db, accountId, value)
  return (await findCompany(db, accountId, value))?.id ?? null
}
