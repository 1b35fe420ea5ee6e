import type { StaffPermission } from '../shared/auth.ts'
import type { BoundRule } from './db/bind-filter.ts'
import { AppError } from './errors.ts'

/** What a settings file does, it may do: who runs the server reads it in. */
export function settingsFileViewer(accountId: string): StaffViewer {
  const permissions = ['inbox.answer', 'contacts.edit', 'portal.settings', 'account.admin'] as const
  return { kind: 'staff', accountId, staffId: 'settings_file', sessionId: '', name: '', permissions, through: 'settings_file' }
}

/** Somebody who asks for help, signed in on one portal. Loaded anew with each request, so a withdrawn right ends at once. */
export interface ContactViewer {
  kind: 'contact'
  accountId: string
  portalId: string
  contactId: string
  sessionId: string
  name: string
  companyId: string | null
  /** The portal's permission mode lets this contact see the tickets of the primary company, if `companyRule` does. */
  seesCompany: boolean
  /** What a contact must match to see the company's tickets; null: nothing. */
  companyRule: BoundRule | null
  /** Tickets that are not the contact's own are read and not answered. */
  isCompanyReadOnly: boolean
  /** What the portal lets contacts do besides. */
  allows: ContactAllowances
  /** Of a ticket every thread with a public message exists, not the newest alone. */
  seesEarlierThreads: boolean
  /** The portal's pipelines; empty: every pipeline. */
  pipelineIds: readonly string[]
  /** Only tickets that match exist in the portal; null: all. */
  ticketFilter: BoundRule | null
  /** Set in previews alone: every ticket that the portal could show is in the list, whoever's it is. */
  seesEverything?: true
}

/** What a portal lets its contacts do to tickets that they may answer. */
export interface ContactAllowances {
  /** What an answer to a closed ticket does (D6). */
  closedPolicy: 'refuse' | 'reopen' | 'reopen_within'
  reopenDays: number
  /** Close tickets, and open them again. */
  canClose: boolean
  /** Copy colleagues in, and file for them. */
  canInvolveColleagues: boolean
}

/** Staff who look at a portal: through the eyes of a contact, or of nobody with every ticket (D4). Reads, and never writes. */
export interface PreviewViewer {
  kind: 'preview'
  accountId: string
  portalId: string
  staffId: string
  sessionId: string
  /** Whose queries are asked. */
  as: ContactViewer
}

/** A person of the account, on the backend's own pages. */
export interface StaffViewer {
  kind: 'staff'
  accountId: string
  staffId: string
  sessionId: string
  name: string
  permissions: readonly StaffPermission[]
  /** Nobody at a page: a settings file that the operator reads in. */
  through?: 'settings_file'
}

/** Nobody in particular: sees no ticket. */
export interface VisitorViewer {
  kind: 'visitor'
  accountId: string
}

/** Whoever makes this request. */
export type Viewer = ContactViewer | PreviewViewer | StaffViewer | VisitorViewer

/** The contact behind a request on a route that only contacts reach. @throws AppError `preview_read_only`. */
export function requireContact(viewer: Viewer): ContactViewer {
  if (viewer.kind === 'preview') throw new AppError('preview_read_only')
  if (viewer.kind !== 'contact') throw new Error(`a ${viewer.kind} on a route for contacts`)
  return viewer
}

/** The contact behind a request that only reads, or whom a preview looks through. */
export function requireReader(viewer: Viewer): ContactViewer {
  return viewer.kind === 'preview' ? viewer.as : requireContact(viewer)
}

/** The staff member behind a request on a route that only staff reach. */
export function requireStaff(viewer: Viewer): StaffViewer {
  if (viewer.kind !== 'staff') throw new Error(`a ${viewer.kind} on a route for staff`)
  return viewer
}
