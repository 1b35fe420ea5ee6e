import type { Db } from '../../../server/db/index.ts'
import { contactViewer } from '../../../server/portal/contact-viewer.ts'
import { explainVisibility } from '../../../server/tickets/explain-visibility.ts'
import { listMessages } from '../../../server/tickets/message.repo.ts'
import { listKnownProperties, resolveRule, type KnownProperty } from '../../../server/tickets/resolve-rule.ts'
import { listVisibleThreads } from '../../../server/tickets/thread.repo.ts'
import { abilities } from '../../../server/tickets/ticket.policy.ts'
import { listTickets } from '../../../server/tickets/ticket-list.repo.ts'
import { findTicket } from '../../../server/tickets/ticket.repo.ts'
import { sql } from 'kysely'
import { attachmentsVisibleTo, messagesVisibleTo } from '../../../server/tickets/ticket.visibility.ts'
import type { ContactViewer } from '../../../server/viewer.ts'
import type { Rule, RuleSubject } from '../../../shared/filter-rule.ts'
import { rule as ruleSchema } from '../../../shared/filters.ts'
import { insertModel } from './insert-model.ts'
import type { Model, ModelContact, ModelPortal, ModelTicket } from './model.ts'
import { randomModel, type ModelSize } from './random-model.ts'
import { makeRandom } from './random.ts'
import { judge, type Judgement } from './reference.ts'

/** A decision on which the server and the reference differ. */
export interface Mismatch {
  seed: number
  viewer: string
  ticket: string
  server: Judgement
  reference: Judgement
}

/** How many decisions were taken, how many of them were yes, and where the two differ. */
export interface Comparison {
  decisions: number
  visible: number
  mismatches: Mismatch[]
}

/** Makes one random world in an account of its own and takes every decision of some viewers about all of its tickets. */
export async function compareWorld(db: Db, seed: number, newId: () => string, size: ModelSize, viewers: number): Promise<Comparison> {
  const random = makeRandom(seed)
  const model = randomModel(random, newId, size)
  await insertModel(db, model)
  // A database that is used knows its sizes; PostgreSQL plans badly without.
  await sql`analyze`.execute(db)
  const known = await listKnownProperties(db, model.accountId)
  const comparison: Comparison = { decisions: 0, visible: 0, mismatches: [] }
  for (let count = 0; count < viewers; count += 1) {
    const contact = random.pick(model.contacts)
    const portal = random.pick(model.portals)
    const viewer = viewerOf(model, portal, contact, known)
    const seen = await readAll(db, viewer, model)
    for (const ticket of model.tickets) {
      const reference = judge(model, portal, contact, ticket)
      const server = await ask(db, model, viewer, ticket, seen)
      const told = await explains(db, model, portal, contact, ticket, known)
      if (told && (told.isVisible !== reference.isVisible || told.canReply !== reference.canReply)) {
        throw new Error(`seed ${seed}: staff are told something else of ticket ${ticket.id}`)
      }
      comparison.decisions += 1
      if (reference.isVisible) comparison.visible += 1
      if (JSON.stringify(server) !== JSON.stringify(reference)) {
        comparison.mismatches.push({ seed, viewer: JSON.stringify({ contact, portal }), ticket: JSON.stringify(ticket), server, reference })
      }
    }
  }
  return comparison
}

/** The viewer that a contact is on a portal. */
export function viewerOf(
  model: Model,
  portal: ModelPortal,
  contact: ModelContact,
  known: ReadonlyMap<string, KnownProperty>,
): ContactViewer {
  return contactViewer(portalRowOf(model, portal, known), personOf(contact), 'session', model.now)
}

const personOf = ({ id, name, companyId }: ModelContact) => ({ id, name, company_id: companyId })

/** A portal as it is stored; its rules take the way of the settings: schema, check, JSON. */
function portalRowOf(model: Model, portal: ModelPortal, known: ReadonlyMap<string, KnownProperty>) {
  const store = (rule: Rule | null, subject: RuleSubject) => {
    if (!rule) return null
    const resolved = resolveRule(ruleSchema.parse(rule), subject, known, 'rule')
    if ('problems' in resolved) throw new Error(JSON.stringify({ problems: resolved.problems, rule }))
    return JSON.stringify(resolved.rule)
  }
  return {
    account_id: model.accountId,
    id: 'portal',
    is_on: 1,
    permission_mode: portal.mode,
    company_rule: store(portal.companyRule, 'contact'),
    is_company_read_only: portal.isCompanyReadOnly ? 1 : 0,
    pipeline_ids: JSON.stringify(portal.pipelineIds),
    ticket_filter: store(portal.ticketFilter, 'ticket'),
    time_zone: model.timeZone,
    closed_policy: portal.closedPolicy ?? 'refuse',
    reopen_days: portal.reopenDays ?? 14,
    can_contacts_close: 0,
    can_involve_colleagues: 0,
    has_earlier_threads: portal.hasEarlierThreads ? 1 : 0,
  } as const
}

/** What the staff are told, of one ticket in twenty-five: it must not differ from what is. */
async function explains(
  db: Db,
  model: Model,
  portal: ModelPortal,
  contact: ModelContact,
  ticket: ModelTicket,
  known: ReadonlyMap<string, KnownProperty>,
) {
  if (ticket.number % 25 !== 0) return undefined
  const staff = { kind: 'staff', accountId: model.accountId, staffId: '', sessionId: '', name: '', permissions: ['inbox.answer'] } as const
  return explainVisibility(db, staff, portalRowOf(model, portal, known), personOf(contact), ticket.id, model.now)
}

interface Seen {
  mine: ReadonlySet<string>
  ofCompany: ReadonlySet<string>
  messages: ReadonlySet<string>
  attachments: ReadonlySet<string>
}

/** Everything at once, so that a message or a file of a ticket that is not visible would show up. */
async function readAll(db: Db, viewer: ContactViewer, { tickets }: Model): Promise<Seen> {
  const messages = tickets.flatMap(({ threads }) => threads.flatMap((thread) => thread.messages))
  const messageIds = messages.map(({ id }) => id)
  const attachmentIds = messages.flatMap(({ attachmentId }) => attachmentId ?? [])
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  return {
    mine: await listIds(db, viewer, 'mine'),
    ofCompany: await listIds(db, viewer, 'company'),
    messages: idsOf(await messagesVisibleTo(db, viewer).select('message.id').where('message.id', 'in', messageIds).execute()),
    attachments: idsOf(
      await attachmentsVisibleTo(db, viewer).select('attachment.id').where('attachment.id', 'in', attachmentIds).execute(),
    ),
  }
}

async function listIds(db: Db, viewer: ContactViewer, view: 'mine' | 'company'): Promise<ReadonlySet<string>> {
  const rows = await listTickets(db, viewer, { view, status: 'all', limit: 1000 })
  if (new Set(rows.map(({ id }) => id)).size !== rows.length) throw new Error('a list shows a ticket twice')
  return new Set(rows.map(({ id }) => id))
}

async function ask(db: Db, model: Model, viewer: ContactViewer, { id, threads }: ModelTicket, seen: Seen): Promise<Judgement> {
  const ticket = await findTicket(db, viewer, id)
  const shown = ticket ? await listVisibleThreads(db, viewer, id) : []
  const page = await Promise.all(shown.map((thread) => listMessages(db, viewer, thread.id, undefined)))
  const messages = threads.flatMap((thread) => thread.messages)
  const messageIds = messages.map((message) => message.id).filter((messageId) => seen.messages.has(messageId))
  const pageIds = page.flat().map((message) => message.id)
  if (messageIds.sort().join() !== pageIds.sort().join()) throw new Error(`ticket ${id} has other messages than its page`)
  return {
    isVisible: ticket !== undefined,
    isInMine: seen.mine.has(id),
    isInCompany: seen.ofCompany.has(id),
    canReply: ticket !== undefined && abilities(viewer, ticket, model.now).reply,
    messageIds,
    attachmentIds: messages
      .flatMap(({ attachmentId }) => (attachmentId !== null && seen.attachments.has(attachmentId) ? [attachmentId] : []))
      .sort(),
  }
}
