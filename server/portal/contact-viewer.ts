import type { ContactViewer } from '../viewer.ts'
import type { PortalRow } from './portal.table.ts'
import { bindStoredRule } from './stored-rule.ts'

/** What of a portal decides who a contact is in it. */
export type ViewedPortal = Pick<
  PortalRow,
  | 'account_id'
  | 'id'
  | 'permission_mode'
  | 'company_rule'
  | 'is_company_read_only'
  | 'pipeline_ids'
  | 'ticket_filter'
  | 'time_zone'
  | 'closed_policy'
  | 'reopen_days'
  | 'can_contacts_close'
  | 'can_involve_colleagues'
  | 'has_earlier_threads'
>

/** The viewer that a contact is on a portal at a moment: what the portal's settings let this person see. */
export function contactViewer(
  portal: ViewedPortal,
  contact: { id: string; name: string; company_id: string | null },
  sessionId: string,
  now: string,
): ContactViewer {
  const { permission_mode: mode } = portal
  const moment = { now, timeZone: portal.time_zone }
  // Without a rule nobody matches it.
  const seesCompany = contact.company_id !== null && (mode === 'company' || (mode === 'rule' && portal.company_rule !== null))
  return {
    kind: 'contact',
    accountId: portal.account_id,
    portalId: portal.id,
    contactId: contact.id,
    sessionId,
    name: contact.name,
    companyId: contact.company_id,
    seesCompany,
    companyRule: seesCompany && mode === 'rule' ? bindStoredRule(portal.company_rule, moment) : null,
    isCompanyReadOnly: portal.is_company_read_only === 1,
    allows: {
      closedPolicy: portal.closed_policy,
      reopenDays: portal.reopen_days,
      canClose: portal.can_contacts_close === 1,
      canInvolveColleagues: portal.can_involve_colleagues === 1,
    },
    seesEarlierThreads: portal.has_earlier_threads === 1,
    pipelineIds: readPipelineIds(portal.pipeline_ids),
    ticketFilter: bindStoredRule(portal.ticket_filter, moment),
  }
}

/** The pipelines a portal shows; empty: every one. */
export function readPipelineIds(json: string): readonly string[] {
  return json === '[]' ? [] : (JSON.parse(json) as string[])
}
