import { fold } from '../../server/db/fold.ts'
import { type Member, type Person } from './people.ts'
import { historyMinutes } from './plan.ts'
import type { RowSet } from './rows.ts'

/** What tickets of an account refer to. */
export interface AccountPlan {
  id: string
  /** The account's own row: its counters are set when the tickets are known. */
  row: { last_ticket_number: number; last_event_seq: number }
  agentId: string
  agentName: string
  idOf: (minutesAgo: number) => string
  timeOf: (minutesAgo: number) => string
  contactOf: (person: Person) => { id: string; name: string; companyId: string | null }
  companyOf: (name: string) => string
  inboxOf: (name: string) => { id: string; formChannelId: string; portalChannelId: string }
  pipelineOf: (name: string) => { pipelineId: string; stages: readonly { id: string; isClosed: 0 | 1 }[] }
}

/** Pipelines of the demo; the last stage of each is closed. `Procurement` is not shown in the portal. */
const pipelines = {
  Support: [
    { en: 'New', nb: 'Ny' },
    { en: 'With us', nb: 'Hos oss' },
    { en: 'Waiting for you', nb: 'Venter på deg' },
    { en: 'Solved', nb: 'Løst' },
  ],
  Onboarding: [
    { en: 'Planned', nb: 'Planlagt' },
    { en: 'Under way', nb: 'I gang' },
    { en: 'Done', nb: 'Ferdig' },
  ],
  Procurement: [
    { en: 'Ordered', nb: 'Bestilt' },
    { en: 'Delivered', nb: 'Levert' },
  ],
} as const

/** Adds an account with its staff, companies, contacts, inboxes and pipelines. */
export function addAccount(
  rows: RowSet,
  seed: {
    name: string
    nowMs: number
    newId: (at: number) => string
    passwordHash: string
    staff: readonly Member[]
    contacts: readonly Person[]
  },
): AccountPlan {
  const idOf = (minutesAgo: number) => seed.newId(historyMinutes - minutesAgo)
  const timeOf = (minutesAgo: number) => new Date(seed.nowMs - minutesAgo * 60_000).toISOString()
  const accountId = idOf(historyMinutes)
  const createdAt = timeOf(historyMinutes)
  const row = {
    id: accountId,
    name: seed.name,
    last_ticket_number: 0,
    last_event_seq: 0,
    time_zone: 'Europe/Oslo',
    staff_needs_second_factor: 0,
    brand: '{}',
    brand_version: 0,
    created_at: createdAt,
  } as const
  const own = () => ({ account_id: accountId, id: idOf(historyMinutes) })
  rows.add('account', row)

  const staffIds = seed.staff.map(({ name, email, permissions }) => {
    const key = own()
    rows.add('staff', {
      ...key,
      email,
      email_folded: fold(email),
      name,
      password_hash: seed.passwordHash,
      permissions: JSON.stringify(permissions),
      is_active: 1,
      language: null,
      version: 1,
      last_signed_in_at: null,
      removed_at: null,
      created_at: createdAt,
    })
    return key.id
  })

  const companyIds = new Map<string, string>()
  for (const name of new Set(seed.contacts.map(({ company }) => company).filter((company) => company !== null))) {
    const key = own()
    rows.add('company', { ...key, name, name_folded: fold(name), created_at: createdAt })
    companyIds.set(name, key.id)
  }

  const contactsByEmail = new Map(seed.contacts.map((person) => [person.email, { ...own(), name: person.name, person }]))
  for (const { name, person, ...key } of contactsByEmail.values()) {
    rows.add('contact', {
      ...key,
      name,
      name_folded: fold(name),
      company_id: person.company === null ? null : companyIds.get(person.company),
      password_hash: person.canSignIn ? seed.passwordHash : null,
      list_view: 'mine',
      list_columns: null,
      erased_at: null,
      language: null,
      created_at: createdAt,
    })
  }
  for (const { person, id } of contactsByEmail.values()) {
    const address = { email: person.email, email_folded: fold(person.email), is_primary: 1, verified_at: createdAt }
    rows.add('contact_address', { ...own(), ...address, contact_id: id })
  }

  const inboxes = new Map<string, ReturnType<AccountPlan['inboxOf']>>()
  for (const name of ['Support', 'Billing', 'Onboarding']) {
    const key = own()
    rows.add('inbox', { ...key, name, created_at: createdAt })
    inboxes.set(name, { id: key.id, formChannelId: own().id, portalChannelId: own().id })
  }
  for (const { id, formChannelId, portalChannelId } of inboxes.values()) {
    rows.add('channel', { account_id: accountId, id: portalChannelId, inbox_id: id, kind: 'portal' })
    rows.add('channel', { account_id: accountId, id: formChannelId, inbox_id: id, kind: 'form' })
  }

  const plannedPipelines = new Map<string, ReturnType<AccountPlan['pipelineOf']>>()
  for (const [position, [name, labels]] of Object.entries(pipelines).entries()) {
    const key = own()
    rows.add('pipeline', { ...key, name, position, is_confidential: 0, version: 1, deleted_at: null })
    const stages = labels.map((_, index) => ({ ...own(), isClosed: index === labels.length - 1 ? (1 as const) : (0 as const) }))
    plannedPipelines.set(name, { pipelineId: key.id, stages })
  }
  for (const [name, labels] of Object.entries(pipelines)) {
    const { pipelineId, stages } = found(plannedPipelines, name)
    for (const [position, { isClosed, ...stage }] of stages.entries()) {
      const { id } = stage
      rows.add('stage', {
        account_id: accountId,
        id,
        pipeline_id: pipelineId,
        labels: JSON.stringify(labels[position]),
        customer_labels: null,
        is_closed: isClosed,
        position,
        deleted_at: null,
      })
    }
  }

  const [agent] = seed.staff
  const [agentId] = staffIds
  if (!agent || !agentId) throw new Error('an account needs staff')
  return {
    id: accountId,
    row,
    agentId,
    agentName: agent.name,
    idOf,
    timeOf,
    contactOf(person) {
      const { id, name } = found(contactsByEmail, person.email)
      return { id, name, companyId: person.company === null ? null : found(companyIds, person.company) }
    },
    companyOf: (name) => found(companyIds, name),
    inboxOf: (name) => found(inboxes, name),
    pipelineOf: (name) => found(plannedPipelines, name),
  }
}

function found<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name)
  if (value === undefined) throw new Error(`the demo has no "${name}"`)
  return value
}
