import { param } from '../db/hot-query.ts'
import type { ContactViewer } from '../viewer.ts'

/** A viewer whose ids are parameters: what a hot query is compiled for. */
export interface ViewerShape {
  key: string
  viewer: ContactViewer
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
  return {
    key: `${seesCompany ? 'company' : 'own'}.${viewer.pipelineIds.length}`,
    viewer: {
      kind: 'contact',
      accountId: param('accountId'),
      portalId: '',
      contactId: param('contactId'),
      sessionId: param('sessionId'),
      name: '',
      companyId: seesCompany ? param('companyId') : null,
      seesCompany,
      pipelineIds: viewer.pipelineIds.map((_, index) => param<string>(`pipeline${index}`)),
    },
    values,
  }
}

/** The viewer of a shape by its key alone: a hot query is built from this. */
export function viewerOfShape(key: string): ContactViewer {
  const [scope, pipelineCount] = key.split('.')
  const seesCompany = scope === 'company'
  return shapeOf({
    kind: 'contact',
    accountId: '',
    portalId: '',
    contactId: '',
    sessionId: '',
    name: '',
    companyId: seesCompany ? '-' : null,
    seesCompany,
    pipelineIds: Array.from({ length: Number(pipelineCount) }, () => ''),
  }).viewer
}
