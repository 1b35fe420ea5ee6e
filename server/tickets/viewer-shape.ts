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
  return { key: `${seesCompany ? 'company' : 'own'}.${viewer.pipelineIds.length}`, values }
}

/** The viewer of a shape: its ids are parameters, named as in `values`. A hot query is built from this. */
export function viewerOfShape(key: string): ContactViewer {
  const [scope, pipelineCount] = key.split('.')
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
    pipelineIds: Array.from({ length: Number(pipelineCount) }, (_, index) => param<string>(`pipeline${index}`)),
  }
}
