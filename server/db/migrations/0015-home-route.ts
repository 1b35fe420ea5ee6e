import { sql, type Kysely } from 'kysely'

/** What fragments begin with on the site owner's page that holds the portal. */
export const homeRoute = {
  name: '0015-home-route',
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table portal add column home_route text not null default 'support'`.execute(db)
  },
}
