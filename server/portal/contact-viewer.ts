import type { ContactViewer } from '../viewer.ts'
import type { PortalRow } from './portal.table.ts'

/** The viewer that a contact is on a portal: what the portal's settings let this person see. */
export function contactViewer(
  portal: Pick<PortalRow, 'account_id' | 'id' | 'permission_mode' | 'pipeline_ids'>,
  contact: { id: string; name: string; company_id: string | null },
  sessionId: string,
): ContactViewer {
  return {
    kind: 'contact',
    accountId: portal.account_id,
    portalId: portal.id,
    contactId: contact.id,
    sessionId,
    name: contact.name,
    companyId: contact.company_id,
    seesCompany: portal.permission_mode === 'company' && contact.company_id !== null,
    pipelineIds: readPipelineIds(portal.pipeline_ids),
  }
}

/** The pipelines a portal shows; empty: every one. */
export function readPipelineIds(json: string): readonly string[] {
  return json === '[]' ? [] : (JSON.parse(json) as string[])
}
