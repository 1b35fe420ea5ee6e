import { sql, type Kysely } from 'kysely'

/** Single sign-on alone; trying a provider out; staff who sign in at their own provider. */
export const singleSignOn2 = {
  name: '0013-single-sign-on-2',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create unique index identity_provider_id on identity_provider (id);

alter table portal add column is_sso_required integer not null default 0;

create table sign_in_check (
  account_id text not null, id text not null unique, portal_id text not null, provider_id text not null, staff_id text not null,
  state text not null, cookie_hash text, protocol_sealed text, result_sealed text,
  created_at text not null, expires_at text not null,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, staff_id) references staff (account_id, id),
  foreign key (account_id, provider_id) references identity_provider (account_id, id));
create index sign_in_check_provider on sign_in_check (account_id, provider_id);
create index sign_in_check_expires on sign_in_check (expires_at);

create table staff_provider (
  account_id text not null, id text not null unique, name text not null, is_on integer not null,
  issuer text not null, client_id text not null, secret_sealed text, email_domains text not null,
  version integer not null, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id) references account (id));

create table staff_link (
  account_id text not null, provider_id text not null, subject text not null, staff_id text not null, created_at text not null,
  primary key (account_id, provider_id, subject),
  foreign key (account_id, provider_id) references staff_provider (account_id, id),
  foreign key (account_id, staff_id) references staff (account_id, id));
create index staff_link_staff on staff_link (account_id, staff_id);

create table staff_sign_in_attempt (
  account_id text not null, id text not null unique, provider_id text not null,
  state text not null, cookie_hash text not null, protocol_sealed text not null, return_path text not null,
  created_at text not null, expires_at text not null,
  primary key (account_id, id),
  foreign key (account_id, provider_id) references staff_provider (account_id, id));
create index staff_sign_in_attempt_provider on staff_sign_in_attempt (account_id, provider_id);
create index staff_sign_in_attempt_expires on staff_sign_in_attempt (expires_at);

alter table staff_session add column provider_id text
`
  .split(';')
  .map((statement) => statement.trim())
