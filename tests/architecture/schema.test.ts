import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { migrate } from '../../server/db/migrate.ts'
import { type OpenedDatabase, openDatabase } from '../../server/db/open.ts'

/** Tables without an account, with the reason. */
const withoutAccount: Record<string, string> = {
  installation: 'settings of the installation itself',
  account: 'is the account',
  migration: 'which steps were made',
  throttle: 'counts sign-ins before anybody is known',
}

/** Columns named `…_id` that point nowhere by a foreign key, with the reason. */
const loose: Record<string, string> = {
  'ticket_contact.pipeline_id': 'copy of the ticket’s',
  'ticket_company.pipeline_id': 'copy of the ticket’s',
  'ticket_contact.stage_id': 'copy of the ticket’s',
  'ticket_company.stage_id': 'copy of the ticket’s',
  'property_value.object_id': 'a ticket, a contact or a company',
  'form.pipeline_id': 'the stage carries it',
  'attachment.session_id': 'of a contact or of staff; outlives the session',
  'download_link.session_id': 'of a contact or of staff; gone in a minute',
  'idempotency.viewer_id': 'a contact or a staff member',
  'event.actor_id': 'a contact, a staff member or nobody; history outlives them',
  'event.ticket_id': 'history outlives what it tells of',
  'event.thread_id': 'history outlives what it tells of',
  'event.message_id': 'history outlives what it tells of',
  'message.contact_id': 'the author’s name is kept beside it; messages outlive their authors',
  'message.staff_id': 'the author’s name is kept beside it; messages outlive their authors',
  'mail.message_id': 'the Message-ID header',
  'attachment.content_id': 'the Content-ID header',
  'session.provider_id': 'outlives the provider, as history',
  'staff_session.provider_id': 'likewise',
  'portal.menu_id': 'a menu that a portal shows is not deleted; were it gone, the usual one would be shown',
  'staff_provider.client_id': 'what the provider calls us',
  'refresh_token.request_id': 'the request that used it',
}

/** Orders in which lists are read, each a range of one index. */
const listOrders: Record<string, string[]> = {
  ticket: ['account_id', 'last_activity_at', 'id'],
  ticket_contact: ['account_id', 'contact_id', 'last_activity_at', 'ticket_id'],
  ticket_company: ['account_id', 'company_id', 'last_activity_at', 'ticket_id'],
  thread: ['account_id', 'inbox_id', 'is_open', 'last_message_at', 'id'],
  message: ['account_id', 'thread_id', 'created_at', 'id'],
  event: ['account_id', 'seq'],
}

interface ForeignKey {
  table: string
  id: number
  from: string
  target: string
  to: string | null
}

let opened: OpenedDatabase
const columns = new Map<string, string[]>()
let foreignKeys: ForeignKey[] = []
const indexes = new Map<string, string[][]>()

beforeAll(async () => {
  opened = openDatabase(':memory:')
  await migrate(opened)
  const { rows } = await sql<{ table: string; column: string }>`
    select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite_%' and m.sql not like 'create virtual%' and m.name not like 'search%'
    order by m.name, c.cid`.execute(opened.db)
  for (const { table, column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
  foreignKeys = (
    await sql<ForeignKey>`
      select m.name as "table", f.id, f."from", f."table" as target, f."to" from sqlite_schema m, pragma_foreign_key_list(m.name) f
      where m.type = 'table'`.execute(opened.db)
  ).rows
  const indexed = await sql<{ table: string; name: string; column: string }>`
    select m.name as "table", i.name, c.name as "column"
    from sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c where m.type = 'table' order by i.name, c.seqno`.execute(
    opened.db,
  )
  for (const [key, parts] of Map.groupBy(indexed.rows, ({ table, name }) => `${table} ${name}`)) {
    const table = key.split(' ')[0] ?? ''
    indexes.set(table, [...(indexes.get(table) ?? []), parts.map(({ column }) => column)])
  }
})

afterAll(() => opened.db.destroy())

test('every table names its account', () => {
  const lacking = [...columns].filter(([table, names]) => !names.includes('account_id') && !(table in withoutAccount))
  expect(lacking.map(([table]) => table)).toEqual([])
})

test('every foreign key holds the account, so no row can point into another account', () => {
  const lacking = [...Map.groupBy(foreignKeys, ({ table, id }) => `${table} ${id}`).values()].filter(
    (parts) => parts[0]?.target !== 'account' && !parts.some(({ from, to }) => from === 'account_id' && to === 'account_id'),
  )
  expect(lacking.map((parts) => `${parts[0]?.table} → ${parts[0]?.target}`)).toEqual([])
})

test('every column that names another row is a foreign key, or is known not to be', () => {
  const bound = new Set(foreignKeys.map(({ table, from }) => `${table}.${from}`))
  const astray = [...columns].flatMap(([table, names]) =>
    names
      .filter((name) => name.endsWith('_id') && !(table in withoutAccount))
      .map((name) => `${table}.${name}`)
      .filter((name) => !bound.has(name) && !(name in loose)),
  )
  expect(astray).toEqual([])
})

test.each(Object.entries(listOrders))('the list order of %s is one index', (table, order) => {
  expect(indexes.get(table)?.some((index) => order.every((column, at) => index[at] === column))).toBe(true)
})

test('the exceptions name what exists', () => {
  expect(Object.keys(withoutAccount).filter((table) => !columns.has(table))).toEqual([])
  const known = new Set([...columns].flatMap(([table, names]) => names.map((name) => `${table}.${name}`)))
  expect(Object.keys(loose).filter((name) => !known.has(name))).toEqual([])
})
