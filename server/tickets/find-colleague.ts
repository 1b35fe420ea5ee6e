import { findContactByEmail } from '../contacts/contact.repo.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { limitRate } from '../http/limit-rate.ts'
import type { ContactViewer } from '../viewer.ts'

/** Enough for a person who types; not for a list of guesses. */
const limit = { most: 30, windowSeconds: 3600 }

/** Counts that a contact names somebody by address. Before the write: what is refused counts too. @throws AppError `too_many_requests`. */
export function countColleagueLookup(deps: Pick<Deps, 'db' | 'now'>, viewer: ContactViewer): Promise<void> {
  return limitRate(deps, ['colleague', viewer.accountId, viewer.contactId], limit)
}

/**
 * The contact of the viewer's own company with this address. An address that nobody has, of another company or of nobody's
 * company are the same, and the same work.
 */
export async function findColleague(
  tx: Tx,
  viewer: ContactViewer,
  email: string,
): Promise<{ id: string; name: string; company_id: string } | undefined> {
  const contact = await findContactByEmail(tx, viewer.accountId, email)
  const companyId = contact?.company_id ?? null
  if (!contact || companyId === null || companyId !== viewer.companyId) return undefined
  return { id: contact.id, name: contact.name, company_id: companyId }
}
