import type { PropertyObject, PropertyType, Rule } from '../../../shared/filter-rule.ts'

/** A world as plain facts: what is inserted into the database, and what the reference judges by. */
export interface Model {
  accountId: string
  timeZone: string
  now: string
  inboxId: string
  channelId: string
  pipelines: { id: string; isConfidential: boolean; stages: { id: string; isClosed: boolean }[] }[]
  properties: ModelProperty[]
  companies: { id: string; name: string; values: ModelValues }[]
  contacts: ModelContact[]
  tickets: ModelTicket[]
  portals: ModelPortal[]
}

export interface ModelProperty {
  id: string
  object: PropertyObject
  key: string
  type: PropertyType
  options: string[]
}

/** Value by the key of an own property; absent: unknown. */
export type ModelValues = Record<string, string | number | boolean | string[]>

export interface ModelContact {
  id: string
  name: string
  email: string
  language: string | null
  createdAt: string
  companyId: string | null
  values: ModelValues
}

export interface ModelTicket {
  id: string
  number: number
  subject: string
  pipelineId: string
  stageId: string
  isClosed: boolean
  /** Null while it is open. */
  closedAt: string | null
  isHidden: boolean
  createdAt: string
  lastActivityAt: string
  contacts: { id: string; role: 'requester' | 'copied' | 'added' }[]
  companyIds: string[]
  values: ModelValues
  threads: {
    id: string
    createdAt: string
    messages: { id: string; isInternal: boolean; createdAt: string; attachmentId: string | null }[]
  }[]
}

export interface ModelPortal {
  mode: 'own' | 'company' | 'rule'
  companyRule: Rule | null
  isCompanyReadOnly: boolean
  pipelineIds: string[]
  ticketFilter: Rule | null
  /** Default false. */
  hasEarlierThreads?: boolean
  /** Default refuse. */
  closedPolicy?: 'refuse' | 'reopen' | 'reopen_within'
  reopenDays?: number
}
