import type { Condition, Rule } from '../../../shared/filter-rule.ts'
import type { Model, ModelContact, ModelPortal, ModelTicket, ModelValues } from './model.ts'

/**
 * Who sees what, told from the specification and from nothing of the server: slow, and plain enough to be checked by eye.
 *
 * What a contact sees = (own ∪ company by mode) ∩ portal filter ∩ not hidden; of a ticket the thread with the newest
 * customer-visible message, of two the one created last, or all threads where the portal shows them; of a thread never an
 * internal message.
 */
export interface Judgement {
  isVisible: boolean
  isInMine: boolean
  isInCompany: boolean
  canReply: boolean
  /** Messages that the viewer sees of the ticket, and the files on them. */
  messageIds: string[]
  attachmentIds: string[]
}

/** Everything that one contact of one portal may see and do of one ticket. */
export function judge(model: Model, portal: ModelPortal, contact: ModelContact, ticket: ModelTicket): Judgement {
  const pipeline = model.pipelines.find(({ id }) => id === ticket.pipelineId)
  const isShown =
    !ticket.isHidden &&
    (portal.pipelineIds.length === 0 || portal.pipelineIds.includes(ticket.pipelineId)) &&
    (portal.ticketFilter === null || isRuleTrue(model, portal.ticketFilter, (name) => ticketFact(model, ticket, name)))
  const isOwn = ticket.contacts.some(({ id }) => id === contact.id)
  const sharesCompany =
    portal.mode === 'company' ||
    (portal.mode === 'rule' &&
      portal.companyRule !== null &&
      isRuleTrue(model, portal.companyRule, (name) => contactFact(model, contact, name)))
  const isOfCompany =
    sharesCompany && contact.companyId !== null && ticket.companyIds.includes(contact.companyId) && pipeline?.isConfidential === false
  const isVisible = isShown && (isOwn || isOfCompany)
  const messages = !isVisible ? [] : portal.hasEarlierThreads ? publicMessages(ticket) : newestMessages(ticket)
  return {
    isVisible,
    isInMine: isShown && isOwn,
    isInCompany: isShown && isOfCompany,
    canReply: isVisible && (!ticket.isClosed || isReopened(model, portal, ticket)) && (isOwn || !portal.isCompanyReadOnly),
    messageIds: messages.map(({ id }) => id).sort(),
    attachmentIds: messages.flatMap(({ attachmentId }) => attachmentId ?? []).sort(),
  }
}

function isReopened(model: Model, portal: ModelPortal, ticket: ModelTicket): boolean {
  if (portal.closedPolicy === 'reopen') return true
  const days = (Date.parse(model.now) - Date.parse(ticket.closedAt ?? '')) / 86_400_000
  return portal.closedPolicy === 'reopen_within' && days <= (portal.reopenDays ?? 14)
}

function publicMessages(ticket: ModelTicket) {
  return ticket.threads.flatMap(({ messages }) => messages).filter(({ isInternal }) => !isInternal)
}

function newestMessages(ticket: ModelTicket) {
  let newest: { at: string; createdAt: string; id: string } | undefined
  let shown: ModelTicket['threads'][number]['messages'] = []
  for (const thread of ticket.threads) {
    const open = thread.messages.filter(({ isInternal }) => !isInternal)
    const at = open
      .map(({ createdAt }) => createdAt)
      .sort()
      .at(-1)
    if (at === undefined) continue
    const rank = [at, thread.createdAt, thread.id].join(' ')
    if (newest && rank < [newest.at, newest.createdAt, newest.id].join(' ')) continue
    newest = { at, createdAt: thread.createdAt, id: thread.id }
    shown = open
  }
  return shown
}

type Fact = string | number | boolean | string[] | null | undefined

function ticketFact(model: Model, ticket: ModelTicket, name: string): Fact {
  const requesterId = ticket.contacts.find(({ role }) => role === 'requester')?.id
  const requester = model.contacts.find(({ id }) => id === requesterId)
  switch (name) {
    case 'ticket.number':
      return ticket.number
    case 'ticket.subject':
      return ticket.subject
    case 'ticket.pipeline':
      return ticket.pipelineId
    case 'ticket.stage':
      return ticket.stageId
    case 'ticket.status':
      return ticket.isClosed ? 'closed' : 'open'
    case 'ticket.created_at':
      return ticket.createdAt
    case 'ticket.last_activity_at':
      return ticket.lastActivityAt
    case 'ticket.requester_name':
      return requester?.name
    case 'ticket.requester_email':
      return requester?.email
    default:
      return ownFact('ticket', ticket.values, name)
  }
}

function contactFact(model: Model, contact: ModelContact, name: string): Fact {
  const company = model.companies.find(({ id }) => id === contact.companyId)
  switch (name) {
    case 'contact.name':
      return contact.name
    case 'contact.email':
      return contact.email
    case 'contact.language':
      return contact.language
    case 'contact.created_at':
      return contact.createdAt
    case 'company.name':
      return company?.name
    default:
      return name.startsWith('company.') ? ownFact('company', company?.values ?? {}, name) : ownFact('contact', contact.values, name)
  }
}

function ownFact(object: string, values: ModelValues, name: string): Fact {
  const prefix = `${object}.custom.`
  if (!name.startsWith(prefix)) throw new Error(`no ${name} of a ${object}`)
  return values[name.slice(prefix.length)]
}

function isRuleTrue(model: Model, rule: Rule, fact: (name: string) => Fact): boolean {
  for (const group of rule.groups) {
    let all = true
    for (const condition of group.conditions) if (!isTrue(model, condition, fact(condition.property))) all = false
    if (all) return true
  }
  return false
}

/** One condition, word for word. */
function isTrue(model: Model, condition: Condition, raw: Fact): boolean {
  const fact = Array.isArray(raw) && raw.length === 0 ? null : (raw ?? null)
  switch (condition.operator) {
    case 'is_known':
      return fact !== null
    case 'is_unknown':
      return fact === null
    case 'is_not':
      return !isTrue(model, { ...condition, operator: 'is' }, raw)
    case 'does_not_contain':
      return !isTrue(model, { ...condition, operator: 'contains' }, raw)
    case 'does_not_equal':
      return !isTrue(model, { ...condition, operator: 'equals' }, raw)
    case 'none_of':
      return !isTrue(model, { ...condition, operator: 'any_of' }, raw)
    case 'contains_none':
      return !isTrue(model, { ...condition, operator: 'contains_any' }, raw)
    case 'is':
      if (fact === null) return false
      return typeof fact === 'boolean' ? fact === condition.value : lower(fact) === lower(condition.value)
    case 'contains':
      return fact !== null && lower(fact).split(lower(condition.value)).length > 1
    case 'starts_with':
      return fact !== null && lower(fact).slice(0, lower(condition.value).length) === lower(condition.value)
    case 'ends_with':
      return fact !== null && lower(fact).slice(-lower(condition.value).length) === lower(condition.value)
    case 'equals':
      return Number(fact) === condition.value && fact !== null
    case 'less_than':
      return fact !== null && Number(fact) < condition.value
    case 'at_most':
      return fact !== null && !(Number(fact) > condition.value)
    case 'greater_than':
      return fact !== null && Number(fact) > condition.value
    case 'at_least':
      return fact !== null && !(Number(fact) < condition.value)
    case 'any_of':
      return condition.value.some((value) => value === fact)
    case 'contains_any':
      return Array.isArray(fact) && fact.some((value) => condition.value.includes(value))
    case 'contains_all':
      return Array.isArray(fact) && condition.value.every((value) => fact.includes(value))
    case 'before':
      return fact !== null && localDay(model, fact) < condition.value
    case 'after':
      return fact !== null && localDay(model, fact) > condition.value
    case 'on':
      return fact !== null && localDay(model, fact) === condition.value
    case 'between': {
      if (fact === null) return false
      const [from, to] = condition.value
      if (typeof from === 'number') return Number(fact) >= from && Number(fact) <= Number(to)
      return localDay(model, fact) >= from && localDay(model, fact) <= String(to)
    }
    case 'in_last_days': {
      const distance = fact === null ? NaN : daysBetween(localDay(model, fact), localDay(model, model.now))
      return distance >= 0 && distance <= condition.value
    }
    case 'in_next_days': {
      const distance = fact === null ? NaN : daysBetween(localDay(model, model.now), localDay(model, fact))
      return distance >= 0 && distance <= condition.value
    }
  }
}

function lower(value: unknown): string {
  return String(value).normalize('NFKC').toLowerCase()
}

/** The Swedish way to write a date is the ISO one. */
function localDay(model: Model, fact: Fact): string {
  const text = String(fact)
  return text.length === 10 ? text : new Date(text).toLocaleDateString('sv-SE', { timeZone: model.timeZone })
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
