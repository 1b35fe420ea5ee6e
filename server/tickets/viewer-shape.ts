import { operandsOf, ruleOfShape, type BoundRule } from '../db/bind-filter.ts'
import { param } from '../db/hot-query.ts'
import type { ContactViewer } from '../viewer.ts'

/** What a hot query that starts from a visible query is compiled for, and what it is run with. */
export interface ViewerShape {
  /** The same for every contact whose visible queries have the same text. Without blanks. */
  key: string
  values: Record<string, unknown>
}

/** Splits a contact into what changes the text of a visible query and what is only a value in it. */
export function shapeOf(viewer: ContactViewer): ViewerShape {
  const seesCompany = viewer.seesCompany && viewer.companyId !== null
  const values: Record<string, unknown> = {
    accountId: viewer.accountId,
    contactId: viewer.contactId,
    companyId: viewer.companyId,
    sessionId: viewer.sessionId,
  }
  for (const [index, pipelineId] of viewer.pipelineIds.entries()) values[`pipeline${index}`] = pipelineId
  const companyRule = seesCompany ? viewer.companyRule : null
  addOperands(values, viewer.ticketFilter, 'filter')
  addOperands(values, companyRule, 'company')
  const parts = [
    viewer.seesEverything ? 'everything' : seesCompany ? 'company' : 'own',
    viewer.seesEarlierThreads ? 'all' : 'newest',
    viewer.pipelineIds.length,
    viewer.ticketFilter?.shape ?? '',
    companyRule?.shape ?? '',
  ]
  return { key: parts.join('|'), values }
}

function addOperands(values: Record<string, unknown>, rule: BoundRule | null, prefix: string): void {
  if (rule) for (const [index, operand] of operandsOf(rule).entries()) values[`${prefix}${index}`] = operand
}

/** The viewer of a shape: its ids are parameters, named as in `values`. A hot query is built from this. */
export function viewerOfShape(key: string): ContactViewer {
  const [scope, threads, pipelineCount, filterShape, ruleShape] = key.split('|')
  const seesCompany = scope === 'company'
  return {
    kind: 'contact',
    accountId: param('accountId'),
    portalId: '',
    contactId: param('contactId'),
    sessionId: param('sessionId'),
    name: '',
    companyId: seesCompany ? param('companyId') : null,
    seesCompany,
    companyRule: ruleShape ? ruleOfShape(ruleShape, 'company') : null,
    isCompanyReadOnly: false,
    allows: { closedPolicy: 'refuse', reopenDays: 0, canClose: false, canInvolveColleagues: false },
    seesEarlierThreads: threads === 'all',
    ticketFilter: filterShape ? ruleOfShape(filterShape, 'filter') : null,
    pipelineIds: Array.from({ length: Number(pipelineCount) }, (_, index) => param<string>(`pipeline${index}`)),
    ...(scope === 'everything' && { seesEverything: true }),
  }
}
