import type { Db } from '../db/index.ts'
import type { ContactViewer } from '../viewer.ts'
import { matchingContact } from './ticket.visibility.ts'

/** Whether a contact sees the primary company's tickets at all: the portal's mode allows it and the contact matches its rule. */
export async function findSeesCompany(db: Db, viewer: ContactViewer): Promise<boolean> {
  if (!viewer.seesCompany || viewer.companyId === null) return false
  const matches = matchingContact(db, viewer)
  return !matches || (await matches.executeTakeFirst()) !== undefined
}
