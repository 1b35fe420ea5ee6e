import type { Fact, Facts } from '../../shared/filter-match.ts'
import type { ResolvedCondition } from '../../shared/filter-rule.ts'
import { guarded, type Db } from '../db/index.ts'
import { listPropertyValues } from './property.repo.ts'
import type { PropertyValueRow } from './property.table.ts'
import { listTicketContacts } from './ticket-contact.repo.ts'

/** What rules can ask of one ticket. The caller may see it. */
export async function findTicketFacts(db: Db, accountId: string, ticketId: string): Promise<Facts> {
  const ticket = await guarded(db)
    .selectFrom('ticket')
    .select(['number', 'subject', 'pipeline_id', 'stage_id', 'is_closed', 'created_at', 'last_activity_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const requester = (await listTicketContacts(db, accountId, ticketId)).find(({ role }) => role === 'requester')
  const builtIn: Record<string, Fact> = {
    'ticket.number': ticket.number,
    'ticket.subject': ticket.subject,
    'ticket.pipeline': ticket.pipeline_id,
    'ticket.stage': ticket.stage_id,
    'ticket.status': ticket.is_closed === 1 ? 'closed' : 'open',
    'ticket.created_at': ticket.created_at,
    'ticket.last_activity_at': ticket.last_activity_at,
    'ticket.requester_name': requester?.name ?? null,
    'ticket.requester_email': requester?.email ?? null,
  }
  return factsOf(builtIn, await listPropertyValues(db, accountId, [ticketId]))
}

/** What rules can ask of one contact and the primary company. */
export async function findContactFacts(db: Db, accountId: string, contactId: string): Promise<Facts> {
  const contact = await db
    .selectFrom('contact')
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .leftJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .select([
      'contact.name',
      'contact_address.email',
      'contact.language',
      'contact.created_at',
      'contact.company_id',
      'company.name as company_name',
    ])
    .where('contact.account_id', '=', accountId)
    .where('contact.id', '=', contactId)
    .executeTakeFirstOrThrow()
  const builtIn: Record<string, Fact> = {
    'contact.name': contact.name,
    'contact.email': contact.email,
    'contact.language': contact.language,
    'contact.created_at': contact.created_at,
    'company.name': contact.company_name,
  }
  const owners = [contactId, ...(contact.company_id === null ? [] : [contact.company_id])]
  return factsOf(builtIn, await listPropertyValues(db, accountId, owners))
}

function factsOf(builtIn: Record<string, Fact>, values: readonly PropertyValueRow[]): Facts {
  return (condition) => {
    if (condition.propertyId === undefined) return builtIn[condition.property] ?? null
    const rows = values.filter((row) => row.property_id === condition.propertyId)
    return ownFact(condition, rows)
  }
}

function ownFact({ type }: ResolvedCondition, rows: readonly PropertyValueRow[]): Fact {
  const [row] = rows
  if (!row) return null
  switch (type) {
    case 'text':
      return row.text
    case 'number':
      return row.number
    case 'yes_no':
      return row.number === 1
    case 'choice':
      return row.choice
    case 'choices':
      return rows.map(({ choice }) => choice)
    case 'date':
      return row.day
  }
}
