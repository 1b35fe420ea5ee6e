import { sql, type Kysely } from 'kysely'

/**
 * Properties of an account's own, rules over them, and what rules read: the stage beside the other copies in the links,
 * the folded name of a company, where the account's days begin.
 */
export const rules = {
  name: '0002-rules',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
    const companies = await sql<{ account_id: string; id: string; name: string }>`select account_id, id, name from company`.execute(db)
    for (const { account_id, id, name } of companies.rows) {
      const folded = name.normalize('NFKC').toLowerCase()
      await sql`update company set name_folded = ${folded} where account_id = ${account_id} and id = ${id}`.execute(db)
    }
  },
}

const statements = `
alter table account add column time_zone text not null default 'UTC';
alter table pipeline add column is_confidential integer not null default 0;
alter table company add column name_folded text not null default '';

alter table portal add column ticket_filter text;
alter table portal add column company_rule text;
alter table portal add column is_company_read_only integer not null default 0;

alter table ticket_contact add column stage_id text not null default '';
update ticket_contact set stage_id = (select stage_id from ticket
  where ticket.account_id = ticket_contact.account_id and ticket.id = ticket_contact.ticket_id);
drop index ticket_contact_list;
create index ticket_contact_list on ticket_contact
  (account_id, contact_id, last_activity_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed, stage_id);

alter table ticket_company add column stage_id text not null default '';
update ticket_company set stage_id = (select stage_id from ticket
  where ticket.account_id = ticket_company.account_id and ticket.id = ticket_company.ticket_id);
drop index ticket_company_list;
create index ticket_company_list on ticket_company
  (account_id, company_id, last_activity_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed, stage_id);

create table property (
  account_id text not null references account (id), id text not null,
  object text not null, key text not null, type text not null,
  labels text not null, options text not null, position integer not null,
  created_at text not null, deleted_at text,
  primary key (account_id, id));
create unique index property_key on property (account_id, object, key) where deleted_at is null;

create table property_value (
  account_id text not null, object_id text not null, property_id text not null, choice text not null default '',
  text text, text_folded text, number double precision, day text,
  primary key (account_id, object_id, property_id, choice),
  foreign key (account_id, property_id) references property (account_id, id));
create index property_value_property on property_value (account_id, property_id, choice)
`
  .split(';')
  .map((statement) => statement.trim())
