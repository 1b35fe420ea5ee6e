import { sql, type Kysely } from 'kysely'

/**
 * Contacts who ask for their data to be deleted, those who were deleted, what a contact wrote and did, to be found by its
 * author; and when a session last proved its person anew.
 */
export const ownData = {
  name: '0012-own-data',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table session add column proved_at text;
alter table contact add column erased_at text;

create index message_contact on message (account_id, contact_id) where contact_id is not null;
create index event_actor on event (account_id, actor_id) where actor_id is not null;

create table deletion_request (
  account_id text not null, id text not null, portal_id text not null, contact_id text not null,
  requested_at text not null, withdrawn_at text, done_at text, method text,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create unique index deletion_request_open on deletion_request (account_id, contact_id) where withdrawn_at is null and done_at is null
`
  .split(';')
  .map((statement) => statement.trim())
