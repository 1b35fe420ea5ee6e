import { sql, type Kysely } from 'kysely'

/** Who is in the team: invitations of staff, links that are mailed to staff, and what a member is known by besides. */
export const team = {
  name: '0022-team',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table staff add column language text;
alter table staff add column version integer not null default 1;
alter table staff add column last_signed_in_at text;
alter table staff add column removed_at text;

create table staff_invitation (
  account_id text not null references account (id), id text not null,
  email text not null, email_folded text not null, name text not null, permissions text not null, language text not null,
  invited_by text not null, mail_id text, created_at text not null, sent_at text not null, expires_at text not null,
  primary key (account_id, id),
  unique (account_id, email_folded),
  foreign key (account_id, invited_by) references staff (account_id, id),
  foreign key (account_id, mail_id) references mail (account_id, id));
create index staff_invitation_address on staff_invitation (email_folded);

create table staff_one_time_link (
  account_id text not null references account (id), id text not null, purpose text not null,
  staff_id text, invitation_id text, mail_id text,
  token_hash text not null unique check (length(token_hash) = 64),
  created_at text not null, expires_at text not null, used_at text,
  primary key (account_id, id),
  foreign key (account_id, staff_id) references staff (account_id, id),
  foreign key (account_id, invitation_id) references staff_invitation (account_id, id),
  foreign key (account_id, mail_id) references mail (account_id, id));
create index staff_one_time_link_staff on staff_one_time_link (account_id, staff_id);
create index staff_one_time_link_invitation on staff_one_time_link (account_id, invitation_id);
create index staff_one_time_link_expiry on staff_one_time_link (expires_at)
`
  .split(';')
  .map((statement) => statement.trim())
