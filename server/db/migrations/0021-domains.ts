import { sql, type Kysely } from 'kysely'

/** Hosts that accounts prove to be theirs, pages that portals were seen on, languages a portal offers, slugs it had before. */
export const domains = {
  name: '0021-domains',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table domain (
  account_id text not null references account (id), id text not null, host text not null, token text not null, language text not null,
  state text not null, found text not null, points_here integer, checked_at text, verified_at text, failing_since text,
  waits_since text not null, version integer not null, created_at text not null,
  primary key (account_id, id));
create unique index domain_by_account_host on domain (account_id, host);
create unique index domain_by_verified_host on domain (host) where verified_at is not null;
create table seen_page (
  account_id text not null references account (id), portal_id text not null, origin text not null, is_allowed integer not null,
  first_seen_at text not null, last_seen_at text not null,
  primary key (account_id, portal_id, origin),
  foreign key (account_id, portal_id) references portal (account_id, id));
create table former_slug (
  slug text not null primary key, account_id text not null references account (id), portal_id text not null, given_up_at text not null,
  foreign key (account_id, portal_id) references portal (account_id, id));
create index former_slug_by_portal on former_slug (account_id, portal_id);
alter table portal add column languages text not null default '["en","nb"]'
`
  .split(';')
  .map((statement) => statement.trim())
