import { sql, type Kysely } from 'kysely'

/**
 * How people get a login: links and codes that are mailed and good once, mails that carry one, the rules of passwords, the
 * ways to sign in; lists of contacts, and the portals that let only those in and
 * invite them; mail domains of companies; consent and its records.
 */
export const membership = {
  name: '0006-membership',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table mail add column link_order text;
alter table mail add column expires_at text;

create table one_time_link (
  account_id text not null, id text not null, portal_id text not null, mail_id text not null,
  purpose text not null, contact_id text, email text not null, email_folded text not null, details text not null default '{}',
  token_hash text not null unique check (length(token_hash) = 64), code_hash text, tries integer not null default 0,
  created_at text not null, expires_at text not null, used_at text,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, mail_id) references mail (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index one_time_link_address on one_time_link (account_id, portal_id, purpose, email_folded, created_at);
create index one_time_link_contact on one_time_link (account_id, contact_id);
create index one_time_link_expiry on one_time_link (expires_at);

create table contact_list (
  account_id text not null references account (id), id text not null,
  name text not null, kind text not null, rule text, version integer not null, changed_at text not null, created_at text not null,
  primary key (account_id, id));

create table contact_list_member (
  account_id text not null, list_id text not null, contact_id text not null, added_at text not null,
  primary key (account_id, list_id, contact_id),
  foreign key (account_id, list_id) references contact_list (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index contact_list_member_contact on contact_list_member (account_id, contact_id);

create table invitation (
  account_id text not null, portal_id text not null, contact_id text not null, mail_id text, invited_at text not null,
  primary key (account_id, portal_id, contact_id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id),
  foreign key (account_id, mail_id) references mail (account_id, id));

create table company_domain (
  account_id text not null, domain text not null, company_id text not null, created_at text not null,
  primary key (account_id, domain),
  foreign key (account_id, company_id) references company (account_id, id));
create index company_domain_company on company_domain (account_id, company_id);

create table consent_text (
  account_id text not null, portal_id text not null, version text not null, texts text not null, created_at text not null,
  primary key (account_id, portal_id, version),
  foreign key (account_id, portal_id) references portal (account_id, id));

create table consent_record (
  account_id text not null, id text not null, portal_id text not null, contact_id text not null, kind text not null,
  method text not null, version text not null, language text not null, ip text not null, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id),
  foreign key (account_id, portal_id, version) references consent_text (account_id, portal_id, version));
create index consent_record_contact on consent_record (account_id, portal_id, contact_id, created_at desc, id desc);

alter table session add column consent_version text;
alter table portal add column consent_texts text;
alter table portal add column consent_version text;
alter table portal add column can_register integer not null default 0;
alter table portal add column access_mode text not null default 'everyone';
alter table portal add column access_list_ids text not null default '[]';
alter table portal add column access_changed_at text not null default '';
alter table portal add column password_min_chars integer not null default 12;
alter table portal add column sign_in_methods text not null default '["password"]'
`
  .split(';')
  .map((statement) => statement.trim())
