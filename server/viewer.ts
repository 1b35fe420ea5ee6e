import type { StaffPermission } from '../shared/auth.ts'

/** Somebody who asks for help, signed in on one portal. Loaded anew with each request, so a withdrawn right ends at once. */
export interface ContactViewer {
  kind: 'contact'
  accountId: string
  portalId: string
  contactId: string
  sessionId: string
  name: string
  companyId: string | null
  /** The portal's permission mode lets this contact see the tickets of the primary company. */
  seesCompany: boolean
  /** The portal's pipelines; empty: every pipeline. */
  pipelineIds: readonly string[]
}

/** A person of the account, on the backend's own pages. */
export interface StaffViewer {
  kind: 'staff'
  accountId: string
  staffId: string
  sessionId: string
  name: string
  permissions: readonly StaffPermission[]
}

/** Nobody in particular: sees no ticket. */
export interface VisitorViewer {
  kind: 'visitor'
  accountId: string
}

/** Whoever makes this request. */
export type Viewer = ContactViewer | StaffViewer | VisitorViewer
