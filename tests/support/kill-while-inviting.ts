import { setTimeout as delay } from 'node:timers/promises'
import { fold } from '../../server/db/fold.ts'
import { guarded, type Db } from '../../server/db/index.ts'
import { openDatabase } from '../../server/db/open.ts'
import { transact } from '../../server/db/transact.ts'
import { enqueue } from '../../server/jobs/enqueue.ts'
import { makeIds } from '../../server/new-id.ts'
import { headerOf, SmtpSink } from './peers/smtp-sink.ts'
import { prepareDatabase } from './reply-target.ts'
import { ServerProcess } from './server-process.ts'
import type { AccountIds } from './world-rows.ts'

/** What was found when everybody had been invited. */
export interface InviteReport {
  /** Rows of invitations, and the people they are for. */
  rows: number
  invited: number
  /** Mails that the mail server took, and the addresses they went to. */
  mails: number
  addresses: number
  /** Mails beyond the first to an address, and those of them that say they are another mail. */
  again: number
  underAnotherId: number
}

const longestMs = 60_000
const newId = makeIds()
/** Long enough ago for the two minutes that invitations wait. */
const madeAt = '2026-01-01T00:00:00.000Z'

/**
 * Puts people on a list that opens a portal and starts the server, which invites them; kills it again and again on the way.
 * The leases of the killed are ended by hand: nobody waits five minutes here.
 *
 * @param databaseUrl A PostgreSQL database; undefined for an embedded one.
 */
export async function killWhileInviting(people: number, kills: number, databaseUrl?: string): Promise<InviteReport> {
  const sink = new SmtpSink()
  const server = await ServerProcess.create({ databaseUrl, env: { SMTP_URL: await sink.start() } })
  const account = await prepareDatabase(server.databaseUrl)
  const { db } = openDatabase(server.databaseUrl)
  try {
    await putOnList(db, account, people)
    await server.start()
    for (let kill = 1; kill <= kills; kill += 1) {
      // The first comes while rows are written, the others while mails leave.
      await until(() => sink.mails.length >= Math.floor(((kill - 1) * people) / kills))
      await server.end('SIGKILL')
      await guarded(db).updateTable('job').set({ leased_until: madeAt }).where('leased_until', 'is not', null).execute()
      await server.start()
    }
    await until(async () => (await waitingJobs(db)) === 0)
    await server.end('SIGTERM')
    return await report(db, sink)
  } finally {
    await server.remove()
    await db.destroy()
    await sink.stop()
  }
}

async function putOnList(db: Db, account: AccountIds, people: number): Promise<void> {
  const { accountId: account_id, portalId } = account
  const list_id = newId()
  const guests = Array.from({ length: people }, (_, at) => ({ id: newId(), email: `guest${at}@nordvik.example` }))
  await transact(db, async (tx) => {
    const list = { account_id, id: list_id, name: 'Guests', kind: 'static' as const, rule: null, version: 1 }
    await tx
      .insertInto('contact_list')
      .values({ ...list, changed_at: madeAt, created_at: madeAt })
      .execute()
    for (let from = 0; from < people; from += 100) {
      const some = guests.slice(from, from + 100)
      const contact = { company_id: null, password_hash: null, list_view: 'mine' as const, language: null, created_at: madeAt }
      await tx
        .insertInto('contact')
        .values(some.map(({ id, email }) => ({ account_id, id, name: email, name_folded: fold(email), ...contact })))
        .execute()
      await tx
        .insertInto('contact_address')
        .values(
          some.map(({ id, email }) => ({
            account_id,
            id: newId(),
            contact_id: id,
            email,
            email_folded: fold(email),
            is_primary: 1 as const,
            verified_at: null,
          })),
        )
        .execute()
      await tx
        .insertInto('contact_list_member')
        .values(some.map(({ id }) => ({ account_id, list_id, contact_id: id, added_at: madeAt })))
        .execute()
    }
    await tx
      .updateTable('portal')
      .set({ access_mode: 'lists', access_list_ids: JSON.stringify([list_id]), access_changed_at: madeAt })
      .where('account_id', '=', account_id)
      .where('id', '=', portalId)
      .execute()
    await enqueue(tx, { id: newId(), accountId: account_id, name: 'invite', payload: { portalId }, at: madeAt })
  })
}

async function waitingJobs(db: Db): Promise<number> {
  const { waiting } = await guarded(db)
    .selectFrom('job')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(waiting)
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + longestMs
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error('The invitations did not get on within a minute.')
    await delay(10)
  }
}

async function report(db: Db, sink: SmtpSink): Promise<InviteReport> {
  const rows = await guarded(db).selectFrom('invitation').select('contact_id').execute()
  const byAddress = Map.groupBy(sink.mails, ({ to }) => to.join())
  const ids = [...byAddress.values()].map((mails) => new Set(mails.map(({ raw }) => headerOf(raw, 'Message-ID'))).size)
  return {
    rows: rows.length,
    invited: new Set(rows.map(({ contact_id }) => contact_id)).size,
    mails: sink.mails.length,
    addresses: byAddress.size,
    again: sink.mails.length - byAddress.size,
    underAnotherId: ids.reduce((sum, count) => sum + count - 1, 0),
  }
}
