import { sql, type Kysely } from 'kysely'
import type { OpenedDatabase } from './open.ts'
import { transact } from './transact.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { rules } from './migrations/0002-rules.ts'
import { listAndPage } from './migrations/0003-list-and-page.ts'
import { search } from './migrations/0004-search.ts'
import { preview } from './migrations/0005-preview.ts'
import { membership } from './migrations/0006-membership.ts'
import { singleSignOn } from './migrations/0007-single-sign-on.ts'
import { signInHandoff } from './migrations/0008-sign-in-handoff.ts'
import { secondFactor } from './migrations/0009-second-factor.ts'
import { sessionProvider } from './migrations/0010-session-provider.ts'
import { pagesAndMails } from './migrations/0011-pages-and-mails.ts'
import { ownData } from './migrations/0012-own-data.ts'
import { singleSignOn2 } from './migrations/0013-single-sign-on-2.ts'
import { staffSignIn } from './migrations/0014-staff-sign-in.ts'
import { homeRoute } from './migrations/0015-home-route.ts'
import { history } from './migrations/0017-history.ts'
import { brand } from './migrations/0018-brand.ts'
import { forms } from './migrations/0019-forms.ts'
import { pipelines } from './migrations/0020-pipelines.ts'
import { domains } from './migrations/0021-domains.ts'
import { team } from './migrations/0022-team.ts'
import { menus } from './migrations/0023-menus.ts'

/** One step of the schema. Frozen once released: it imports nothing of the server. */
export interface Migration {
  name: string
  up: (db: Kysely<unknown>, dialect: 'sqlite' | 'postgres') => Promise<void>
}

/** In order. Add at the end, never change one. */
const migrations: readonly Migration[] = [
  firstTables,
  rules,
  listAndPage,
  search,
  preview,
  membership,
  singleSignOn,
  signInHandoff,
  secondFactor,
  sessionProvider,
  pagesAndMails,
  ownData,
  singleSignOn2,
  staffSignIn,
  homeRoute,
  history,
  brand,
  forms,
  pipelines,
  domains,
  team,
  menus,
]

/** Any number, the same in every process: one migrates, the others wait. */
const advisoryLock = 727_001

/**
 * Brings the schema to the newest step, all pending steps in one transaction.
 *
 * @throws Error when the database was made by a newer version of the server.
 */
export async function migrate({ db, dialect }: OpenedDatabase): Promise<void> {
  await transact(db, async (tx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${advisoryLock})`.execute(tx)
    await sql`create table if not exists migration (name text primary key, at text not null)`.execute(tx)
    const done = await sql<{ name: string }>`select name from migration`.execute(tx)
    const names = new Set(done.rows.map((row) => row.name))
    const unknownName = [...names].find((name) => !migrations.some((migration) => migration.name === name))
    if (unknownName) throw new Error(`The database was made by a newer version: it has the step "${unknownName}".`)
    for (const migration of migrations) {
      if (names.has(migration.name)) continue
      await migration.up(tx as unknown as Kysely<unknown>, dialect)
      await sql`insert into migration (name, at) values (${migration.name}, ${new Date().toISOString()})`.execute(tx)
    }
  })
}
