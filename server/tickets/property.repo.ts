import type { PropertyObject } from '../../shared/filter-rule.ts'
import { fold } from '../db/fold.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Db, type Tx } from '../db/index.ts'
import type { PropertyRow, PropertyValueRow } from './property.table.ts'

const propertiesQuery = hotQuery<'all', PropertyRow>('properties', (db) =>
  db
    .selectFrom('property')
    .selectAll()
    .where('account_id', '=', param<string>('accountId'))
    .where('deleted_at', 'is', null)
    .orderBy('object')
    .orderBy('position')
    .orderBy('id'),
)

/** The account's own properties that are not deleted, in their order. */
export function listProperties(db: Db, accountId: string): Promise<PropertyRow[]> {
  return propertiesQuery(db, 'all', { accountId })
}

/** Adds a property behind the others of its object. False when the object has one of this key. */
export async function addProperty(tx: Tx, row: Omit<PropertyRow, 'position' | 'deleted_at' | 'version'>): Promise<PropertyRow | undefined> {
  const others = (await listProperties(tx, row.account_id)).filter(({ object }) => object === row.object)
  const position = Math.max(0, ...others.map((other) => other.position)) + 1
  return tx
    .insertInto('property')
    .values({ ...row, position, deleted_at: null })
    .onConflict((conflict) => conflict.columns(['account_id', 'object', 'key']).where('deleted_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** One of the account's own properties that is not deleted. */
export function findProperty(db: Db, accountId: string, propertyId: string): Promise<PropertyRow | undefined> {
  return db
    .selectFrom('property')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', propertyId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** Changes a property that still has the version. False when somebody was quicker. */
export async function updateProperty(
  tx: Tx,
  property: Pick<PropertyRow, 'account_id' | 'id' | 'version'>,
  columns: Pick<PropertyRow, 'labels' | 'options'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('property')
    .set({ ...columns, version: property.version + 1 })
    .where('account_id', '=', property.account_id)
    .where('id', '=', property.id)
    .where('version', '=', property.version)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** How many records have a property, or one of its choices; `atMost` means at least as many. */
export async function countValues(
  db: Db,
  property: Pick<PropertyRow, 'account_id' | 'id'>,
  choice: string | null,
  atMost: number,
): Promise<number> {
  const some = guarded(db)
    .selectFrom('property_value')
    .select('object_id')
    .where('account_id', '=', property.account_id)
    .where('property_id', '=', property.id)
    .$if(choice !== null, (qb) => qb.where('choice', '=', choice ?? ''))
    .$if(choice === null, (qb) => qb.distinct())
    .limit(atMost)
  const row = await guarded(db)
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Deletes a property: it cannot be chosen any more. False when there is none. */
export async function deleteProperty(tx: Tx, accountId: string, propertyId: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('property')
    .set({ deleted_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', propertyId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** A value of any type; several choices as a list; null: unknown. */
export type PropertyValue = string | number | boolean | readonly string[] | null

/** Gives a ticket, contact or company a value, which the caller has checked. Empty text and an empty list are unknown. */
export async function setPropertyValue(
  tx: Tx,
  property: Pick<PropertyRow, 'account_id' | 'id' | 'type'>,
  objectId: string,
  value: PropertyValue,
): Promise<void> {
  const tables = guarded(tx)
  const key = { account_id: property.account_id, object_id: objectId, property_id: property.id }
  await tables
    .deleteFrom('property_value')
    .where('account_id', '=', key.account_id)
    .where('object_id', '=', objectId)
    .where('property_id', '=', property.id)
    .execute()
  const empty = { ...key, choice: '', text: null, text_folded: null, number: null, day: null }
  const rows = valueColumns(property.type, value).map((columns) => ({ ...empty, ...columns }))
  if (rows.length > 0) await tables.insertInto('property_value').values(rows).execute()
}

function valueColumns(type: PropertyRow['type'], value: PropertyValue): Partial<PropertyValueRow>[] {
  if (value === null || value === '') return []
  if (type === 'number' && typeof value === 'number') return [{ number: value }]
  if (type === 'yes_no' && typeof value === 'boolean') return [{ number: value ? 1 : 0 }]
  if (type === 'choices' && typeof value === 'object') return [...new Set(value)].map((choice) => ({ choice }))
  if (typeof value === 'string') {
    if (type === 'text') return [{ text: value, text_folded: fold(value) }]
    if (type === 'choice') return [{ choice: value }]
    if (type === 'date') return [{ day: value }]
  }
  throw new Error(`a ${typeof value} for a property of type ${type}`)
}

/** What some records have for the account's own properties, by record and property. */
export async function listPropertyValues(db: Db, accountId: string, objectIds: readonly string[]): Promise<PropertyValueRow[]> {
  if (objectIds.length === 0) return []
  return guarded(db)
    .selectFrom('property_value')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('object_id', 'in', objectIds)
    .execute()
}

/** Whether the account has this company. */
export async function companyExists(db: Db, accountId: string, companyId: string): Promise<boolean> {
  const row = await db.selectFrom('company').select('id').where('account_id', '=', accountId).where('id', '=', companyId).executeTakeFirst()
  return row !== undefined
}

/** The name of a property in rules. */
export function ownPropertyName(property: { object: PropertyObject; key: string }): string {
  return `${property.object}.custom.${property.key}`
}
