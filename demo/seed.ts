import type { FileStore } from '../server/attachments/file-store.ts'
import type { PasswordHasher } from '../server/auth/password-hash.ts'
import { guarded, type Db } from '../server/db/index.ts'
import { transact } from '../server/db/transact.ts'
import { indexTicket } from '../server/tickets/index-ticket.repo.ts'
import { addAccount } from './seed/account-rows.ts'
import { planEverydayTickets, planPowerTickets } from './seed/everyday.ts'
import { featuredTickets } from './seed/featured.ts'
import { admin, agent, contacts, demoPassword, powerAgent, powerContacts } from './seed/people.ts'
import { addPortal } from './seed/portal-rows.ts'
import { addProperties, shownProperties } from './seed/property-rows.ts'
import { makeRandom, makeSeedIds } from './seed/random.ts'
import { RowSet } from './seed/rows.ts'
import { addSignOn } from './seed/sign-on-rows.ts'
import { addTickets } from './seed/ticket-rows.ts'
import { demoPortalKey, secondPortalKey } from './site.ts'

/** What the seed writes to, and when it is. */
export interface SeedTarget {
  db: Db
  files: FileStore
  hasher: PasswordHasher
  now: () => string
  /** Origin of the help site that embeds the portals. */
  siteOrigin: string
}

/**
 * Fills an empty database with two accounts, their people and some hundred tickets of eight weeks. Ids, numbers and texts are the
 * same on every machine; times count back from now.
 */
export async function seedDemo(target: SeedTarget): Promise<void> {
  const random = makeRandom(20_261_122)
  const newId = makeSeedIds(random)
  const passwordHash = await target.hasher.hash(demoPassword)
  const common = { nowMs: Date.parse(target.now()), newId, passwordHash }
  const rows = new RowSet()

  const shops = addAccount(rows, { ...common, name: 'Kvist', staff: [agent, admin], contacts })
  const power = addAccount(rows, { ...common, name: 'Solbakken', staff: [powerAgent], contacts: powerContacts })
  const homes = { origin: target.siteOrigin }
  const portalId = addPortal(rows, shops, {
    ...homes,
    key: demoPortalKey,
    slug: 'support',
    title: 'Support',
    accent: '#1f5f4a',
    permissionMode: 'company',
    statusDisplay: 'open_closed',
    shownProperties,
    hasEarlierThreads: false,
    homeUrl: `${target.siteOrigin}/support`,
    homeRoute: 'support',
  })
  addPortal(rows, power, {
    ...homes,
    key: secondPortalKey,
    slug: 'solbakken',
    title: 'Solbakken help',
    accent: '#8a4b08',
    permissionMode: 'own',
    statusDisplay: 'stages',
    shownProperties: [],
    hasEarlierThreads: true,
    homeUrl: `${target.siteOrigin}/two`,
    homeRoute: 'power',
  })
  const tickets = await addTickets(rows, shops, target.files, [...featuredTickets, ...planEverydayTickets(random)])
  await addTickets(rows, power, target.files, planPowerTickets(random))
  addProperties(rows, shops, tickets)
  addSignOn(rows, shops, portalId)
  await transact(target.db, async (tx) => {
    await rows.insert(guarded(tx))
    const written = await guarded(tx).selectFrom('ticket').select(['account_id', 'id']).execute()
    for (const ticket of written) await indexTicket(tx, ticket)
  })
}

/** Lets the help site's present origin embed the demo's portals, when the demo runs on another port than the one it was seeded on. */
export async function allowSite(db: Db, siteOrigin: string): Promise<void> {
  await transact(db, async (tx) => {
    const portals = await tx
      .selectFrom('portal')
      .select(['account_id', 'id', 'key', 'allowed_origins'])
      .where('key', 'in', [demoPortalKey, secondPortalKey])
      .execute()
    for (const portal of portals) {
      const origins = JSON.parse(portal.allowed_origins) as string[]
      if (origins.includes(siteOrigin)) continue
      await tx
        .updateTable('portal')
        .set({
          allowed_origins: JSON.stringify([...origins, siteOrigin]),
          home_url: `${siteOrigin}${portal.key === demoPortalKey ? '/support' : '/two'}`,
        })
        .where('account_id', '=', portal.account_id)
        .where('id', '=', portal.id)
        .execute()
    }
  })
}

/** Whether nobody has used this database yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) === undefined
}
