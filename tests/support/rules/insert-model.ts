import type { Insertable, Kysely } from 'kysely'
import type { Database } from '../../../server/db/schema.ts'
import type { PropertyValueRow } from '../../../server/tickets/property.table.ts'
import { fold } from '../../../server/db/fold.ts'
import { guarded, type Db } from '../../../server/db/index.ts'
import type { Model, ModelValues } from './model.ts'

const madeAt = '2026-01-01T00:00:00.000Z'

/** Writes a world into the database, as an account of its own. */
export async function insertModel(db: Db, model: Model): Promise<void> {
  const tables = guarded(db)
  const { accountId: account_id, tickets } = model
  const key = (id: string) => ({ account_id, id })
  await add(tables, 'account', [
    {
      id: account_id,
      name: 'Random',
      last_ticket_number: tickets.length,
      last_event_seq: 0,
      time_zone: model.timeZone,
      created_at: madeAt,
    },
  ])
  await add(tables, 'inbox', [{ ...key(model.inboxId), name: 'Support', created_at: madeAt }])
  await add(tables, 'channel', [{ ...key(model.channelId), inbox_id: model.inboxId, kind: 'portal' }])
  await add(
    tables,
    'pipeline',
    model.pipelines.map(({ id, isConfidential }, position) => ({
      ...key(id),
      name: id,
      position,
      is_confidential: isConfidential ? 1 : 0,
    })),
  )
  await add(
    tables,
    'stage',
    model.pipelines.flatMap((pipeline) =>
      pipeline.stages.map(({ id, isClosed }, position) => ({
        ...key(id),
        pipeline_id: pipeline.id,
        labels: '{"en":"Stage"}',
        is_closed: isClosed ? 1 : 0,
        position,
      })),
    ),
  )
  await add(
    tables,
    'property',
    model.properties.map(({ id, object, key: name, type, options }, position) => ({
      ...key(id),
      object,
      key: name,
      type,
      labels: '{"en":"Own"}',
      options: JSON.stringify(options.map((value) => ({ value, labels: { en: value } }))),
      position,
      created_at: madeAt,
      deleted_at: null,
    })),
  )
  await add(
    tables,
    'company',
    model.companies.map(({ id, name }) => ({ ...key(id), name, name_folded: fold(name), created_at: madeAt })),
  )
  await add(
    tables,
    'contact',
    model.contacts.map(({ id, name, language, createdAt, companyId }) => ({
      ...key(id),
      name,
      name_folded: fold(name),
      company_id: companyId,
      password_hash: null,
      list_view: 'mine',
      language,
      created_at: createdAt,
    })),
  )
  await add(
    tables,
    'contact_address',
    model.contacts.map(({ id, email }) => ({
      ...key(`a${id.slice(1)}`),
      contact_id: id,
      email,
      email_folded: fold(email),
      is_primary: 1,
      verified_at: null,
    })),
  )
  const copiesOf = (ticket: Model['tickets'][number]) => ({
    number: ticket.number,
    created_at: ticket.createdAt,
    account_id,
    last_activity_at: ticket.lastActivityAt,
    pipeline_id: ticket.pipelineId,
    stage_id: ticket.stageId,
    is_closed: ticket.isClosed ? (1 as const) : (0 as const),
    is_hidden: ticket.isHidden ? (1 as const) : (0 as const),
  })
  await add(
    tables,
    'ticket',
    tickets.map((ticket) => ({
      ...copiesOf(ticket),
      id: ticket.id,
      subject: ticket.subject,
      closed_at: ticket.closedAt,
      subject_folded: fold(ticket.subject),
    })),
  )
  await add(
    tables,
    'ticket_contact',
    tickets.flatMap((ticket) =>
      ticket.contacts.map(({ id, role }) => ({ ...copiesOf(ticket), ticket_id: ticket.id, contact_id: id, role })),
    ),
  )
  await add(
    tables,
    'ticket_company',
    tickets.flatMap((ticket) => ticket.companyIds.map((id) => ({ ...copiesOf(ticket), ticket_id: ticket.id, company_id: id }))),
  )
  await addThreads(tables, model)
  const owners = [
    ...tickets.map(({ id, values }) => ({ id, object: 'ticket', values })),
    ...model.contacts.map(({ id, values }) => ({ id, object: 'contact', values })),
    ...model.companies.map(({ id, values }) => ({ id, object: 'company', values })),
  ]
  await add(
    tables,
    'property_value',
    owners.flatMap(({ id, object, values }) => valueRows(model, id, object, values)),
  )
}

async function addThreads(tables: Kysely<Database>, { accountId: account_id, inboxId, channelId, tickets }: Model): Promise<void> {
  await add(
    tables,
    'thread',
    tickets.flatMap((ticket) =>
      ticket.threads.map(({ id, createdAt, messages }) => ({
        account_id,
        id,
        inbox_id: inboxId,
        channel_id: channelId,
        ticket_id: ticket.id,
        contact_id: null,
        subject: ticket.subject,
        is_open: 1 as const,
        last_public_at:
          messages
            .filter(({ isInternal }) => !isInternal)
            .map((message) => message.createdAt)
            .sort()
            .at(-1) ?? null,
        last_message_at: messages.at(-1)?.createdAt ?? createdAt,
        last_inbound_at: null,
        staff_read_up_to: null,
        preview: '',
        created_at: createdAt,
      })),
    ),
  )
  const messages = tickets.flatMap(({ threads }) => threads.flatMap((thread) => thread.messages.map((message) => ({ thread, message }))))
  await add(
    tables,
    'message',
    messages.map(({ thread, message }) => ({
      account_id,
      id: message.id,
      thread_id: thread.id,
      direction: message.isInternal ? ('internal' as const) : ('outbound' as const),
      contact_id: null,
      staff_id: null,
      author_name: 'Somebody',
      text: 'Words',
      created_at: message.createdAt,
    })),
  )
  await add(
    tables,
    'attachment',
    messages.flatMap(({ message }) =>
      message.attachmentId === null
        ? []
        : [
            {
              account_id,
              id: message.attachmentId,
              message_id: message.id,
              session_id: 'nobody',
              file_name: 'a.txt',
              media_type: 'text/plain',
              size_bytes: 1,
              sha256: '',
              store_key: message.attachmentId,
              created_at: message.createdAt,
            },
          ],
    ),
  )
}

function valueRows(
  { accountId: account_id, properties }: Model,
  object_id: string,
  object: string,
  values: ModelValues,
): PropertyValueRow[] {
  return properties
    .filter((property) => property.object === object && property.key in values)
    .flatMap(({ id: property_id, key }): PropertyValueRow[] => {
      const value = values[key]
      const empty = { account_id, object_id, property_id, choice: '', text: null, text_folded: null, number: null, day: null }
      if (Array.isArray(value)) return value.map((choice) => ({ ...empty, choice }))
      if (typeof value === 'number') return [{ ...empty, number: value }]
      if (typeof value === 'boolean') return [{ ...empty, number: value ? 1 : 0 }]
      if (key === 'own_choice') return [{ ...empty, choice: value ?? '' }]
      if (key === 'own_date') return [{ ...empty, day: value ?? null }]
      return [{ ...empty, text: value ?? null, text_folded: fold(value ?? '') }]
    })
}

const rowsPerStatement = 300

async function add<Table extends keyof Database>(
  tables: Kysely<Database>,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tables
      .insertInto(table)
      .values(rows.slice(start, start + rowsPerStatement) as never)
      .execute()
  }
}
