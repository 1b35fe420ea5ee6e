import { sql, type Kysely } from 'kysely'

/**
 * The first tables. Keys are (account_id, id), so that a table can be distributed by account later.
 * Every column is `text` or `integer`: both drivers give the same JavaScript value for those.
 */
export const firstTables = {
  name: '0001-first-tables',
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const seq = dialect === 'sqlite' ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key'
    for (const statement of statements(seq)) await sql.raw(statement).execute(db)
  },
}

const copies = `
  last_activity_at text not null, pipeline_id text not null,
  is_closed integer not null, is_hidden integer not null`

function statements(seq: string): string[] {
  return `
create table installation (name text primary key, value text not null);

create table account (
  id text primary key, name text not null,
  last_ticket_number integer not null default 0, last_event_seq integer not null default 0,
  created_at text not null);

create table staff (
  account_id text not null references account (id), id text not null,
  email text not null, email_folded text not null unique, name text not null,
  password_hash text not null, permissions text not null, is_active integer not null default 1,
  created_at text not null,
  primary key (account_id, id));

create table company (
  account_id text not null references account (id), id text not null,
  name text not null, created_at text not null,
  primary key (account_id, id));

create table contact (
  account_id text not null references account (id), id text not null,
  name text not null, name_folded text not null, company_id text, password_hash text,
  list_view text not null default 'mine', language text, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, company_id) references company (account_id, id));

create table contact_address (
  account_id text not null, id text not null, contact_id text not null,
  email text not null, email_folded text not null, is_primary integer not null, verified_at text,
  primary key (account_id, id),
  unique (account_id, email_folded),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index contact_address_contact on contact_address (account_id, contact_id, is_primary);

create table inbox (
  account_id text not null references account (id), id text not null,
  name text not null, created_at text not null,
  primary key (account_id, id));

create table channel (
  account_id text not null, id text not null, inbox_id text not null, kind text not null,
  primary key (account_id, id),
  foreign key (account_id, inbox_id) references inbox (account_id, id));
create unique index channel_portal on channel (account_id, inbox_id) where kind = 'portal';

create table pipeline (
  account_id text not null references account (id), id text not null,
  name text not null, position integer not null,
  primary key (account_id, id));

create table stage (
  account_id text not null, id text not null, pipeline_id text not null,
  labels text not null, is_closed integer not null, position integer not null,
  primary key (account_id, id),
  foreign key (account_id, pipeline_id) references pipeline (account_id, id));

create table form (
  account_id text not null references account (id), id text not null, name text not null,
  inbox_id text not null, pipeline_id text not null, stage_id text not null, fields text not null,
  primary key (account_id, id),
  foreign key (account_id, inbox_id) references inbox (account_id, id),
  foreign key (account_id, stage_id) references stage (account_id, id));

create table portal (
  account_id text not null references account (id), id text not null,
  key text not null unique, slug text not null unique, title text not null, is_on integer not null,
  allowed_origins text not null, home_url text, default_inbox_id text not null, form_id text,
  permission_mode text not null, pipeline_ids text not null, language text not null, theme text not null,
  session_idle_seconds integer, session_absolute_seconds integer not null,
  version integer not null default 1, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, default_inbox_id) references inbox (account_id, id),
  foreign key (account_id, form_id) references form (account_id, id));

create table ticket (
  seq ${seq},
  account_id text not null references account (id), id text not null,
  number integer not null, subject text not null, subject_folded text not null,
  pipeline_id text not null, stage_id text not null, is_closed integer not null, is_hidden integer not null default 0,
  created_at text not null, last_activity_at text not null,
  unique (account_id, id),
  unique (account_id, number),
  foreign key (account_id, pipeline_id) references pipeline (account_id, id),
  foreign key (account_id, stage_id) references stage (account_id, id));
create index ticket_activity on ticket (account_id, last_activity_at desc, id desc);

create table ticket_contact (
  account_id text not null, ticket_id text not null, contact_id text not null, role text not null, ${copies},
  primary key (account_id, ticket_id, contact_id),
  foreign key (account_id, ticket_id) references ticket (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index ticket_contact_list on ticket_contact (account_id, contact_id, last_activity_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed);

create table ticket_company (
  account_id text not null, ticket_id text not null, company_id text not null, ${copies},
  primary key (account_id, ticket_id, company_id),
  foreign key (account_id, ticket_id) references ticket (account_id, id),
  foreign key (account_id, company_id) references company (account_id, id));
create index ticket_company_list on ticket_company (account_id, company_id, last_activity_at desc, ticket_id desc, is_hidden, pipeline_id, is_closed);

create table ticket_read (
  account_id text not null, ticket_id text not null, contact_id text not null, read_up_to text not null,
  primary key (account_id, ticket_id, contact_id),
  foreign key (account_id, ticket_id) references ticket (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));

create table thread (
  account_id text not null, id text not null, inbox_id text not null, channel_id text not null,
  ticket_id text, contact_id text, subject text not null, is_open integer not null default 1,
  last_public_at text, last_message_at text not null, last_inbound_at text, staff_read_up_to text,
  preview text not null, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, inbox_id) references inbox (account_id, id),
  foreign key (account_id, channel_id) references channel (account_id, id),
  foreign key (account_id, ticket_id) references ticket (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index thread_ticket on thread (account_id, ticket_id, last_public_at desc);
create index thread_list on thread (account_id, inbox_id, is_open, last_message_at desc, id desc);
create index thread_all on thread (account_id, is_open, last_message_at desc, id desc);

create table message (
  account_id text not null, id text not null, thread_id text not null, direction text not null,
  contact_id text, staff_id text, author_name text not null, text text not null, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, thread_id) references thread (account_id, id));
create index message_thread on message (account_id, thread_id, created_at, id);

create table attachment (
  account_id text not null, id text not null, message_id text, session_id text not null,
  file_name text not null, media_type text not null, size_bytes integer not null, sha256 text not null,
  store_key text not null unique, created_at text not null,
  primary key (account_id, id),
  foreign key (account_id, message_id) references message (account_id, id));
create index attachment_message on attachment (account_id, message_id);
create index attachment_session on attachment (account_id, session_id) where message_id is null;
create index attachment_drafts on attachment (created_at) where message_id is null;

create table download_link (
  account_id text not null, token_hash text not null primary key, attachment_id text not null,
  session_id text not null, session_kind text not null, expires_at text not null,
  foreign key (account_id, attachment_id) references attachment (account_id, id));

create table session (
  account_id text not null, id text not null, portal_id text not null, contact_id text not null,
  origin text not null, jkt text not null,
  access_hash text not null unique check (length(access_hash) = 64), access_expires_at text not null,
  user_agent text not null, created_at text not null, last_seen_at text not null,
  expires_at text not null, revoked_at text,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id));
create index session_contact on session (account_id, contact_id);
create unique index session_open_streams on session (id);

create table refresh_token (
  account_id text not null, token_hash text not null primary key check (length(token_hash) = 64),
  session_id text not null, created_at text not null, used_at text, request_id text, successor_salt text,
  foreign key (account_id, session_id) references session (account_id, id));
create index refresh_token_session on refresh_token (account_id, session_id);

create table staff_session (
  account_id text not null, id text not null, staff_id text not null,
  token_hash text not null unique check (length(token_hash) = 64), user_agent text not null,
  created_at text not null, last_seen_at text not null, expires_at text not null, revoked_at text,
  primary key (account_id, id),
  foreign key (account_id, staff_id) references staff (account_id, id));
create unique index staff_session_open_streams on staff_session (id);

create table throttle (
  key text primary key, count integer not null, window_started_at text not null, blocked_until text);

create table known_key (
  account_id text not null, contact_id text not null, jkt text not null, seen_at text not null,
  primary key (account_id, contact_id, jkt),
  foreign key (account_id, contact_id) references contact (account_id, id));

create table idempotency (
  account_id text not null references account (id), viewer_id text not null, key text not null,
  request_hash text not null, status integer not null, body text not null, created_at text not null,
  primary key (account_id, viewer_id, key));
create index idempotency_age on idempotency (created_at);

create table mail (
  account_id text not null references account (id), id text not null,
  to_address text not null, subject text not null, text text not null, message_id text not null,
  state text not null, error text, created_at text not null, sent_at text,
  primary key (account_id, id));
create index mail_list on mail (account_id, created_at desc, id desc);
create index mail_queue on mail (account_id, to_address, id) where state = 'queued';

create table event (
  account_id text not null references account (id), seq integer not null, kind text not null,
  actor_kind text not null, actor_id text, ticket_id text, thread_id text, message_id text,
  is_public integer not null, data text not null, created_at text not null,
  primary key (account_id, seq));
create index event_ticket on event (account_id, ticket_id, seq);

create table job (
  account_id text not null references account (id), id text not null, name text not null, payload text not null,
  run_at text not null, attempts integer not null default 0, leased_until text, state text not null,
  last_error text, created_at text not null,
  primary key (account_id, id));
create index job_waiting on job (run_at) where state = 'waiting'
`
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
