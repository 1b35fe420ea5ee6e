import type { Selectable, Updateable } from 'kysely'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { DomainTable } from './domain.table.ts'

export type DomainRow = Selectable<DomainTable>

const columns = [
  'account_id',
  'id',
  'host',
  'token',
  'language',
  'state',
  'found',
  'points_here',
  'checked_at',
  'verified_at',
  'failing_since',
  'waits_since',
  'version',
  'created_at',
] as const

/** The account's domains, oldest first. */
export function listDomains(db: Db, accountId: string): Promise<DomainRow[]> {
  return db.selectFrom('domain').select(columns).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute()
}

/** One domain of the account. */
export function findDomain(db: Db, accountId: string, domainId: string): Promise<DomainRow | undefined> {
  return db.selectFrom('domain').select(columns).where('account_id', '=', accountId).where('id', '=', domainId).executeTakeFirst()
}

/** The domain that is served at a host, of whatever account: this is how a request finds its account there. */
export function findServedDomain(db: Db, host: string): Promise<DomainRow | undefined> {
  return db.selectFrom('domain').select(columns).where('host', '=', host).where('verified_at', 'is not', null).executeTakeFirst()
}

/** Adds a domain. */
export async function insertDomain(tx: Tx, row: DomainRow): Promise<void> {
  await tx.insertInto('domain').values(row).execute()
}

/** Changes a domain. With `version`: only while it is of that version. @returns false when there is none. */
export async function updateDomain(
  tx: Tx,
  { account_id, id }: Pick<DomainRow, 'account_id' | 'id'>,
  changes: Updateable<DomainTable>,
  version?: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('domain')
    .set(changes)
    .where('account_id', '=', account_id)
    .where('id', '=', id)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Takes a domain away. */
export async function deleteDomain(tx: Tx, accountId: string, domainId: string): Promise<void> {
  await tx.deleteFrom('domain').where('account_id', '=', accountId).where('id', '=', domainId).execute()
}

/** Domains whose record is to be looked at: fresh ones often, older ones less, verified ones once a day. */
export function listDueDomains(db: Db, since: { soon: Timestamp; later: Timestamp; aDay: Timestamp; anHour: Timestamp }, limit: number) {
  return db
    .selectFrom('domain')
    .select(columns)
    .where('state', '<>', 'expired')
    .where((eb) =>
      eb.or([
        eb('checked_at', 'is', null),
        eb('checked_at', '<=', since.aDay),
        eb.and([eb('verified_at', 'is', null), eb('checked_at', '<=', since.later)]),
        eb.and([eb('verified_at', 'is', null), eb('waits_since', '>', since.anHour), eb('checked_at', '<=', since.soon)]),
        eb.and([eb('failing_since', 'is not', null), eb('checked_at', '<=', since.later)]),
      ]),
    )
    .orderBy('checked_at')
    .limit(limit)
    .execute()
}
