import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { BrandImageRow } from './brand-image.table.ts'

/** An image that any account has uploaded; the same bytes are the same image. */
export function findImage(db: Db, hash: string): Promise<BrandImageRow | undefined> {
  // An address of the public: whoever knows the bytes' hash may have them.
  return db.selectFrom('brand_image').selectAll().where('hash', '=', hash).orderBy('account_id').limit(1).executeTakeFirst()
}

/** How many images an account has uploaded. */
export async function countImages(db: Db, accountId: string): Promise<number> {
  const { images } = await db
    .selectFrom('brand_image')
    .select((eb) => eb.fn.countAll<number>().as('images'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(images)
}

/** Keeps an image. */
export async function insertImage(tx: Tx, row: BrandImageRow): Promise<void> {
  await tx.insertInto('brand_image').values(row).execute()
}

/** Says that an image of the account is wanted at this moment: the sweep leaves it for a day. Undefined when there is none. */
export function touchImage(tx: Tx, accountId: string, hash: string, now: Timestamp): Promise<BrandImageRow | undefined> {
  return tx
    .updateTable('brand_image')
    .set({ created_at: now })
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .returningAll()
    .executeTakeFirst()
}

/** Images of every account that nobody has touched since a time. */
export function listImagesBefore(db: Db, before: Timestamp): Promise<Pick<BrandImageRow, 'account_id' | 'hash'>[]> {
  return db
    .selectFrom('brand_image')
    .select(['account_id', 'hash'])
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(1000)
    .execute()
}

/** Whether the account's brand or one of its portals shows the image. */
export async function isImageUsed(db: Db, accountId: string, hash: string): Promise<boolean> {
  const path = `%/brand/${hash}.%`
  const account = db.selectFrom('account').select('account.id').where('account.id', '=', accountId).where('brand', 'like', path)
  const portal = db.selectFrom('portal').select('portal.id').where('account_id', '=', accountId).where('theme', 'like', path)
  return (await account.unionAll(portal).limit(1).executeTakeFirst()) !== undefined
}

/** Removes an image that was not touched since. @returns its key in the store, or undefined when it was. */
export async function removeImage(tx: Tx, accountId: string, hash: string, before: Timestamp): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('brand_image')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .where('created_at', '<', before)
    .returning('store_key')
    .executeTakeFirst()
  return row?.store_key
}

/** Which of these keys belong to an image, of whatever account. */
export async function listImageKeys(db: Db, storeKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('brand_image').select(['account_id', 'store_key']).where('store_key', 'in', storeKeys).execute()
  return new Set(rows.map((row) => row.store_key))
}
