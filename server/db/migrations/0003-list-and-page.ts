import { sql, type Kysely } from 'kysely'

/**
 * What a portal chooses for its list and its ticket page; whose turn a ticket is and when it was closed; when a ticket was
 * read; mails with markup and pictures in the text; numbers and days of tickets beside the other copies in the links, to sort by.
 */
export const listAndPage = {
  name: '0003-list-and-page',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

// Each order has an index of its own. All rows are in all three: the conditions are there for the planner, which would otherwise take
// any one of them for any order, and sort.
const link = (table: 'ticket_contact' | 'ticket_company', owner: 'contact_id' | 'company_id') => `
alter table ${table} add column number integer not null default 0;
alter table ${table} add column created_at text not null default '';
update ${table} set
  number = (select number from ticket where ticket.account_id = ${table}.account_id and ticket.id = ${table}.ticket_id),
  created_at = (select created_at from ticket where ticket.account_id = ${table}.account_id and ticket.id = ${table}.ticket_id);
drop index ${table}_list;
create index ${table}_list on ${table}
  (account_id, ${owner}, last_activity_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed, stage_id) where last_activity_at > '';
create index ${table}_created on ${table}
  (account_id, ${owner}, created_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed, stage_id) where created_at > '';
create index ${table}_number on ${table}
  (account_id, ${owner}, number desc, ticket_id, is_hidden, pipeline_id, is_closed, stage_id) where number > 0`

const statements = `
alter table portal add column status_display text not null default 'open_closed';
alter table portal add column shown_properties text not null default '[]';
alter table portal add column closed_policy text not null default 'refuse';
alter table portal add column reopen_days integer not null default 14;
alter table portal add column can_contacts_close integer not null default 0;
alter table portal add column can_involve_colleagues integer not null default 0;
alter table portal add column has_earlier_threads integer not null default 0;

alter table contact add column list_columns text;

alter table ticket add column waits_for_contact integer not null default 0;
alter table ticket add column closed_at text;
update ticket set closed_at = last_activity_at where is_closed = 1;
update ticket set waits_for_contact = 1 where 'outbound' = (
  select message.direction from thread join message on message.account_id = thread.account_id and message.thread_id = thread.id
  where thread.account_id = ticket.account_id and thread.ticket_id = ticket.id and message.direction <> 'internal'
  order by message.created_at desc, message.id desc limit 1);

alter table ticket_read add column read_at text;
alter table message add column html text;
alter table message add column html_original text;
alter table message add column sanitiser_version integer;
create index message_sanitiser on message (sanitiser_version) where sanitiser_version is not null;
alter table attachment add column content_id text;
${link('ticket_contact', 'contact_id')};
${link('ticket_company', 'company_id')}
`
  .split(';')
  .map((statement) => statement.trim())
