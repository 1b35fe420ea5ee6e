import { sql, type Kysely } from 'kysely'

/** Whether everybody of an account's staff needs a second factor. */
export const staffSignIn = {
  name: '0014-staff-sign-in',
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table account add column staff_needs_second_factor integer not null default 0').execute(db)
  },
}
