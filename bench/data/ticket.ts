import type { Random } from '../../demo/seed/random.ts'
import type { Account } from './account.ts'
import { timeAt } from './ids.ts'
import type { RowBuffer } from './rows.ts'

/** The made-up history has this many minutes: two years. */
const historyMinutes = 2 * 365 * 24 * 60

const things = ['till', 'printer', 'scanner', 'invoice', 'delivery', 'label', 'price', 'stock count', 'tablet', 'export', 'login', 'refund']
const troubles = [
  'does not start',
  'is missing',
  'stops after a while',
  'is wrong',
  'cannot be found',
  'is late',
  'prints twice',
  'is too slow',
]
const places = ['in Bergen', 'in Oslo', 'on Monday', 'since the update', 'for one shop', 'again', 'in the morning', 'after the count']

/** Messages in a conversation of a measured contact. */
const messagesPerThread = 20

/** A ticket to add. */
export interface PlannedTicket {
  number: number
  contactId: string
  companyId: string
  /** Has a conversation of twenty messages. */
  isFull: boolean
}

/** Adds one ticket with its two links and, for a measured contact, its conversation. */
export async function addTicket(
  rows: RowBuffer,
  account: Account,
  ticket: PlannedTicket,
  random: Random,
  newId: () => string,
): Promise<void> {
  const { id: account_id } = account
  const id = newId()
  const pipeline = account.pipelines[pipelineOf(random)]
  if (!pipeline) throw new Error('every account has three pipelines')
  const is_closed = random.below(3) > 0 ? 1 : 0
  const minute = random.below(historyMinutes)
  const last_activity_at = timeAt(minute + messagesPerThread)
  const subject = `${random.pick(things)} ${random.pick(troubles)} ${random.pick(places)} ${random.below(10_000)}`
  const stage_id = is_closed ? pipeline.closedStageId : pipeline.openStageId
  const created_at = timeAt(minute)
  const copies = { last_activity_at, pipeline_id: pipeline.id, stage_id, is_closed, is_hidden: 0, number: ticket.number, created_at }
  await rows.add('ticket', {
    ...copies,
    account_id,
    id,
    subject,
    subject_folded: subject.toLowerCase(),
    waits_for_contact: 1,
    closed_at: is_closed ? last_activity_at : null,
  })
  await rows.add('ticket_contact', { ...copies, account_id, ticket_id: id, contact_id: ticket.contactId, role: 'requester' })
  await rows.add('ticket_company', { ...copies, account_id, ticket_id: id, company_id: ticket.companyId })
  if (!ticket.isFull) return
  if (random.below(2) === 0) {
    await rows.add('ticket_read', {
      account_id,
      ticket_id: id,
      contact_id: ticket.contactId,
      read_up_to: last_activity_at,
      read_at: last_activity_at,
    })
  }
  await addThread(rows, account, { ...ticket, id, subject, minute, is_open: 1 - is_closed }, random, newId)
}

/** One ticket of fifty is rare, one of fifty is not shown in any portal. */
function pipelineOf(random: Random): number {
  const draw = random.below(50)
  return draw === 0 ? 1 : draw === 1 ? 2 : 0
}

async function addThread(
  rows: RowBuffer,
  account: Account,
  ticket: { id: string; subject: string; contactId: string; minute: number; is_open: number },
  random: Random,
  newId: () => string,
): Promise<void> {
  const threadId = newId()
  const last = timeAt(ticket.minute + messagesPerThread)
  await rows.add('thread', {
    account_id: account.id,
    id: threadId,
    inbox_id: account.inboxId,
    channel_id: account.channelId,
    ticket_id: ticket.id,
    contact_id: ticket.contactId,
    subject: ticket.subject,
    is_open: ticket.is_open,
    last_public_at: last,
    last_message_at: last,
    last_inbound_at: timeAt(ticket.minute + messagesPerThread - 1),
    staff_read_up_to: last,
    preview: 'We have looked at it',
    created_at: timeAt(ticket.minute),
  })
  for (let index = 1; index <= messagesPerThread; index += 1) {
    const isFromStaff = index % 2 === 0
    await rows.add('message', {
      account_id: account.id,
      id: newId(),
      thread_id: threadId,
      direction: isFromStaff ? 'outbound' : 'inbound',
      contact_id: isFromStaff ? null : ticket.contactId,
      staff_id: isFromStaff ? 'benchstaff00000000000000' : null,
      author_name: isFromStaff ? 'Sam of the team' : 'A customer',
      html: null,
      html_original: null,
      sanitiser_version: null,
      text: `Message ${index}: the ${random.pick(things)} ${random.pick(troubles)} ${random.pick(places)}. ${'We have looked at it, and this is what we found so far. '.repeat(3)}`,
      created_at: timeAt(ticket.minute + index),
    })
  }
}
