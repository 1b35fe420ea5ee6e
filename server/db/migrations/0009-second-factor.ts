import { sql, type Kysely } from 'kysely'

/** A second factor of staff, and when a session last proved its person anew. */
export const secondFactor = {
  name: '0009-second-factor',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table staff_session add column proved_at text;

create table staff_totp (
  account_id text not null, staff_id text not null, secret_sealed text not null,
  confirmed_at text, last_step integer not null default 0, created_at text not null,
  primary key (account_id, staff_id),
  foreign key (account_id, staff_id) references staff (account_id, id));

create table staff_recovery_code (
  account_id text not null, staff_id text not null, code_hash text not null, used_at text,
  primary key (account_id, staff_id, code_hash),
  foreign key (account_id, staff_id) references staff (account_id, id))
`
  .split(';')
  .map((statement) => statement.trim())
