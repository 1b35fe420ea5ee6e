import { sql, type Kysely } from 'kysely'

/**
 * Support forms that staff build: a key that pages name them by, a title for customers, their order, a version. A form may
 * name no inbox and no stage yet (or no longer), so the table is made anew where a column cannot lose its "not null".
 * A portal has one form and, with `portal_form`, others beside it.
 */
export const forms = {
  name: '0019-forms',
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    for (const statement of dialect === 'sqlite' ? inSqlite : inPostgres) await sql.raw(statement).execute(db)
    for (const statement of inBoth) await sql.raw(statement).execute(db)
  },
}

const inSqlite = `
pragma defer_foreign_keys = on;
create table form_before as select * from form;
drop table form;
create table form (
  account_id text not null references account (id), id text not null, name text not null,
  inbox_id text, pipeline_id text, stage_id text, fields text not null,
  key text, titles text not null default '{}', position integer not null default 0,
  version integer not null default 1, created_at text not null default '',
  primary key (account_id, id),
  foreign key (account_id, inbox_id) references inbox (account_id, id),
  foreign key (account_id, stage_id) references stage (account_id, id));
insert into form (account_id, id, name, inbox_id, pipeline_id, stage_id, fields)
  select account_id, id, name, inbox_id, pipeline_id, stage_id, fields from form_before;
drop table form_before
`
  .split(';')
  .map((statement) => statement.trim())

const inPostgres = `
alter table form alter column inbox_id drop not null;
alter table form alter column pipeline_id drop not null;
alter table form alter column stage_id drop not null;
alter table form add column key text;
alter table form add column titles text not null default '{}';
alter table form add column position integer not null default 0;
alter table form add column version integer not null default 1;
alter table form add column created_at text not null default ''
`
  .split(';')
  .map((statement) => statement.trim())

const inBoth = `
update form set key = 'support' where not exists (select 1 from form other where other.account_id = form.account_id and other.id < form.id);
update form set key = 'form-' || id where key is null;
create unique index form_key on form (account_id, key);
create table portal_form (
  account_id text not null, portal_id text not null, form_id text not null, position integer not null,
  primary key (account_id, portal_id, form_id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, form_id) references form (account_id, id));
create index portal_form_form on portal_form (account_id, form_id)
`
  .split(';')
  .map((statement) => statement.trim())
