import { sql, type Kysely } from 'kysely'

/** What an account looks like in all its portals, and the images that staff upload for it. */
export const brand = {
  name: '0018-brand',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table account add column brand text not null default '{}';
alter table account add column brand_version integer not null default 0;
create table brand_image (
  account_id text not null references account (id), hash text not null, media_type text not null, width integer not null,
  height integer not null, size_bytes integer not null, store_key text not null, created_at text not null,
  primary key (account_id, hash));
create index brand_image_by_hash on brand_image (hash);
create unique index brand_image_by_store_key on brand_image (store_key)
`
  .split(';')
  .map((statement) => statement.trim())
