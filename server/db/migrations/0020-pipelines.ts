import { sql, type Kysely } from 'kysely'

/**
 * Pipelines, stages and properties that staff edit: what customers read for a stage, who saved last, what was deleted. A
 * deleted stage or pipeline stays for the rules that name it. A portal may call a property by another name.
 */
export const pipelines = {
  name: '0020-pipelines',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table pipeline add column version integer not null default 1;
alter table pipeline add column deleted_at text;
alter table stage add column customer_labels text;
alter table stage add column deleted_at text;
alter table property add column version integer not null default 1;
alter table portal add column shown_labels text not null default '{}';
create index ticket_stage on ticket (account_id, stage_id, id)
`
  .split(';')
  .map((statement) => statement.trim())
