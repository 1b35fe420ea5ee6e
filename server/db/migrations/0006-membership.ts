import { sql, type Kysely } from 'kysely'

/**
 * How people get a login: links and codes that are mailed and good once, mails that carry one, the rules of passwords, the
 * ways to sign in.
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

alter table portal add column password_min_chars integer not null default 12;
alter table portal add column sign_in_methods text not null default '["password"]'
`
  .split(';')
  .map((statement) => statement.trim())
