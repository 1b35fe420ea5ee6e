import { sql, type Kysely } from 'kysely'

/** Navigation menus that staff make, which of them a portal shows, and whether its “Go to” link shows on other pages. */
export const menus = {
  name: '0023-menus',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table menu (
  account_id text not null references account (id), id text not null, name text not null,
  items text not null, version integer not null, created_at text not null,
  primary key (account_id, id));
create unique index menu_name on menu (account_id, name);
alter table portal add column menu_id text;
alter table portal add column has_portal_link integer not null default 1
`
  .split(';')
  .map((statement) => statement.trim())
