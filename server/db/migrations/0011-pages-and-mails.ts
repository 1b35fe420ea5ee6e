import { sql, type Kysely } from 'kysely'

/**
 * System pages and mails with words of a portal's own, mails with a second body, looks at what is being written, and the
 * password that is typed in a window: a sign-in through a window that leads to no provider. Attempts live for ten minutes,
 * so their table is made anew.
 */
export const pagesAndMails = {
  name: '0011-pages-and-mails',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table portal_page (
  account_id text not null, portal_id text not null, page text not null, template text not null, contents text not null,
  version integer not null, changed_at text not null,
  primary key (account_id, portal_id, page),
  foreign key (account_id, portal_id) references portal (account_id, id));

create table portal_mail (
  account_id text not null, portal_id text not null, mail text not null, contents text not null,
  version integer not null, changed_at text not null,
  primary key (account_id, portal_id, mail),
  foreign key (account_id, portal_id) references portal (account_id, id));

create table template_preview (
  account_id text not null, staff_id text not null, token_hash text not null unique check (length(token_hash) = 64),
  request text not null, expires_at text not null,
  primary key (account_id, staff_id),
  foreign key (account_id, staff_id) references staff (account_id, id));

alter table mail add column html text;
alter table portal add column password_entry text not null default 'page';
alter table portal add column pages_version integer not null default 0;

drop table sign_in_attempt;
create table sign_in_attempt (
  account_id text not null, id text not null unique, portal_id text not null, provider_id text,
  state text not null, jkt text not null, origin text not null, challenge text not null, return_url text,
  cookie_hash text, protocol_sealed text, identity_sealed text, confirm_hash text,
  code_hash text, code_sealed text, code_expires_at text,
  created_at text not null, expires_at text not null,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, provider_id) references identity_provider (account_id, id));
create index sign_in_attempt_provider on sign_in_attempt (account_id, provider_id);
create index sign_in_attempt_expires on sign_in_attempt (expires_at)
`
  .split(';')
  .map((statement) => statement.trim())
