import type { Me } from '../../shared/auth.ts'
import type { Db } from '../db/index.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findContactProfile } from './contact-sign-in.repo.ts'

/** The signed-in contact as it is told about itself. */
export async function presentMe(db: Db, portal: PortalRow, contactId: string): Promise<Me> {
  const profile = await findContactProfile(db, portal.account_id, contactId)
  if (!profile) throw new Error(`A session belongs to a contact that does not exist: ${contactId}`)
  return {
    id: profile.id,
    name: profile.name,
    email: profile.email ?? '',
    companyName: profile.company_name,
    seesCompany: portal.permission_mode === 'company' && profile.company_id !== null,
    view: profile.list_view,
  }
}
