import { sql, type Kysely } from 'kysely'

/**
 * Who vouches for contacts besides our own passwords: providers of a portal, the keys of a host page, whom a provider's
 * subjects are, and which of its statements were used.
 */
export const singleSignOn = {
  name: '0007-single-sign-on',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table identity_provider (
  account_id text not null, id text not null, portal_id text not null,
  kind text not null, name text not null, is_on integer not null,
  issuer text not null, email_domains text, settings text not null, secret_sealed text,
  version integer not null, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id));
create index identity_provider_portal on identity_provider (account_id, portal_id, created_at);

create table jwt_key (
  account_id text not null, id text not null, portal_id text not null, provider_id text not null,
  kid text not null, name text not null, algorithm text not null,
  public_jwk text, secret_sealed text, created_at text not null,
  primary key (account_id, id),
  unique (account_id, portal_id, kid),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, provider_id) references identity_provider (account_id, id));
create index jwt_key_provider on jwt_key (account_id, provider_id, created_at);

create table identity_link (
  account_id text not null, provider_id text not null, subject text not null,
  contact_id text not null, created_at text not null,
  primary key (account_id, provider_id, subject),
  foreign key (account_id, provider_id) references identity_provider (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index identity_link_contact on identity_link (account_id, contact_id);

create table used_statement (
  account_id text not null, provider_id text not null, statement_hash text not null, expires_at text not null,
  primary key (account_id, provider_id, statement_hash),
  foreign key (account_id, provider_id) references identity_provider (account_id, id));
create index used_statement_expires on used_statement (expires_at)
`
  .split(';')
  .map((statement) => statement.trim())
