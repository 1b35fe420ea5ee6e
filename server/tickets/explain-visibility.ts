import type { Explanation, VisibilityClause } from '../../shared/explanations.ts'
import { explainRule, type Facts } from '../../shared/filter-match.ts'
import type { Moment } from '../../shared/filter-days.ts'
import type { ResolvedRule } from '../../shared/filter-rule.ts'
import type { Db } from '../db/index.ts'
import { contactViewer, readPipelineIds } from '../portal/contact-viewer.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { readStoredRule } from '../portal/stored-rule.ts'
import type { StaffViewer } from '../viewer.ts'
import { findContactFacts, findTicketFacts } from './rule-facts.repo.ts'
import { listTicketCompanyIds, listTicketContacts } from './ticket-contact.repo.ts'
import { abilities } from './ticket.policy.ts'
import { findStaffTicket, findTicket } from './ticket.repo.ts'
import { isConfidentialPipeline } from './pipeline.repo.ts'

type ExplainedPortal = Parameters<typeof contactViewer>[0] & Pick<PortalRow, 'is_on'>

/**
 * Tells clause by clause why a contact sees a ticket in a portal or does not. The verdict is the one of
 * ticket.visibility.ts; the clauses are worked out apart from it, record by record.
 *
 * @param contact Null: nobody in particular; only what every contact shares is told.
 * @returns undefined when the staff member does not see the ticket either.
 * @throws Error when the clauses say something else than the verdict: then one of the two is wrong.
 */
export async function explainVisibility(
  db: Db,
  staff: StaffViewer,
  portal: ExplainedPortal,
  contact: { id: string; name: string; company_id: string | null } | null,
  ticketId: string,
  now: string,
): Promise<Explanation | undefined> {
  const known = await findStaffTicket(db, staff, ticketId)
  if (!known) return undefined
  const { accountId } = staff
  const moment = { now, timeZone: portal.time_zone }
  const pipelineIds = readPipelineIds(portal.pipeline_ids)
  const filter = explain(readStoredRule(portal.ticket_filter), await findTicketFacts(db, accountId, ticketId), moment, true)
  const companyRule =
    contact && portal.permission_mode === 'rule'
      ? explain(readStoredRule(portal.company_rule), await findContactFacts(db, accountId, contact.id), moment, false)
      : { isMet: true }
  const people = await listTicketContacts(db, accountId, ticketId)
  const companyIds = await listTicketCompanyIds(db, accountId, ticketId)
  const shared: Partial<Record<VisibilityClause, Met>> = {
    portal_on: { isMet: portal.is_on === 1 },
    not_hidden: { isMet: known.is_hidden === 0 },
    pipeline: { isMet: pipelineIds.length === 0 || pipelineIds.includes(known.pipeline_id) },
    ticket_filter: filter,
  }
  const met: Partial<Record<VisibilityClause, Met>> = !contact
    ? shared
    : {
        ...shared,
        own: { isMet: people.some(({ id }) => id === contact.id) },
        of_company: { isMet: contact.company_id !== null && companyIds.includes(contact.company_id) },
        company_mode: { isMet: portal.permission_mode !== 'own' },
        company_rule: companyRule,
        not_confidential: { isMet: !(await isConfidentialPipeline(db, accountId, known.pipeline_id)) },
      }
  const holds = (...clauses: VisibilityClause[]) => clauses.every((clause) => met[clause]?.isMet)
  const isShown = holds('not_hidden', 'pipeline', 'ticket_filter')
  const isReached = !contact || holds('own') || holds('of_company', 'company_mode', 'company_rule', 'not_confidential')

  const viewer = contact
    ? contactViewer(portal, contact, '', now)
    : { ...contactViewer(portal, nobody, '', now), seesEverything: true as const }
  const ticket = await findTicket(db, viewer, ticketId)
  if ((ticket !== undefined) !== (isShown && isReached)) {
    throw new Error(`ticket ${ticketId} and contact ${contact?.id ?? 'nobody'}: the clauses do not say what the query says`)
  }
  const isVisible = ticket !== undefined && holds('portal_on')
  return {
    isVisible,
    canReply: isVisible && contact !== null && abilities(viewer, ticket, now).reply,
    clauses: Object.entries(met).map(([clause, told]) => ({ clause: clause as VisibilityClause, ...told })),
  }
}

interface Met {
  isMet: boolean
  groups?: boolean[][]
}

const nobody = { id: '', name: '', company_id: null }

function explain(rule: ResolvedRule | null, facts: Facts, moment: Moment, withoutRule: boolean): Met {
  if (!rule) return { isMet: withoutRule }
  const groups = explainRule(rule, facts, moment)
  return { isMet: groups.some((conditions) => conditions.every(Boolean)), groups }
}
