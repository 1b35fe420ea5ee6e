import { fold } from '../db/fold.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'

/**
 * Whether a provider may say that an address belongs to somebody: its list names the domain, exactly, or every domain is its
 * own. Never an address that only becomes somebody's when its letters are folded: `ａnna@…` is another mailbox than `anna@…`.
 */
export function mayVouchFor({ email_domains }: Pick<IdentityProviderRow, 'email_domains'>, email: string | null): boolean {
  if (email === null || fold(email) !== email.toLowerCase()) return false
  if (email_domains === null) return true
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return (JSON.parse(email_domains) as string[]).includes(domain)
}

/**
 * Whether a provider does say so of an address. One that never says `email_verified` is believed for domains that its list
 * names, never for all.
 */
export function vouchesFor(provider: Pick<IdentityProviderRow, 'email_domains'>, email: string | null, verified: unknown): boolean {
  const isSaid = verified === true || (verified === undefined && provider.email_domains !== null)
  return isSaid && mayVouchFor(provider, email)
}
