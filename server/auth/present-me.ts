import type { Me } from '../../shared/auth.ts'
import type { Deps } from '../deps.ts'
import { findGivenVersion } from '../portal/consent.repo.ts'
import { contactViewer } from '../portal/contact-viewer.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findSeesCompany } from '../tickets/company-access.repo.ts'
import { lacksConsent } from './consent.ts'
import { findContactProfile } from './contact-sign-in.repo.ts'

/** The signed-in contact as it is told about itself. */
export async function presentMe(deps: Pick<Deps, 'db' | 'now'>, portal: PortalRow, contactId: string): Promise<Me> {
  const profile = await findContactProfile(deps.db, portal.account_id, contactId)
  if (!profile) throw new Error(`A session belongs to a contact that does not exist: ${contactId}`)
  const seesCompany = await findSeesCompany(deps.db, contactViewer(portal, profile, '', deps.now()))
  return {
    id: profile.id,
    name: profile.name,
    email: profile.email ?? '',
    companyName: profile.company_name,
    seesCompany,
    needsConsent: lacksConsent(portal, await findGivenVersion(deps.db, portal.account_id, portal.id, contactId)),
    view: seesCompany ? profile.list_view : 'mine',
    columns: profile.list_columns === null ? null : (JSON.parse(profile.list_columns) as string[]),
  }
}
