import type { PropertyUsage } from '../../shared/pipelines.ts'
import type { PropertyOption } from '../../shared/properties.ts'
import type { Db } from '../db/index.ts'
import { listPlacedRules, usesWhere } from '../portal/rule-use.repo.ts'
import { countValues, ownPropertyName } from './property.repo.ts'
import type { PropertyRow } from './property.table.ts'

/** Values are counted so far. */
const countedMax = 10_000

/** What hangs on a property of the account's own. */
export async function readPropertyUsage(db: Db, property: PropertyRow): Promise<PropertyUsage> {
  const name = ownPropertyName(property)
  const options: PropertyUsage['options'] = []
  for (const { value } of JSON.parse(property.options) as PropertyOption[]) {
    options.push({ value, values: await countValues(db, property, value, countedMax) })
  }
  const portals = await db
    .selectFrom('portal')
    .select(['id', 'title as name', 'shown_properties'])
    .where('account_id', '=', property.account_id)
    .orderBy('created_at')
    .execute()
  const forms = await db
    .selectFrom('form')
    .select(['id', 'name', 'fields'])
    .where('account_id', '=', property.account_id)
    .orderBy('name')
    .execute()
  const isIn = (json: string) => JSON.stringify(JSON.parse(json)).includes(JSON.stringify(name))
  return {
    values: await countValues(db, property, null, countedMax),
    options,
    rules: usesWhere(await listPlacedRules(db, property.account_id), ({ propertyId }) => propertyId === property.id),
    portals: portals.filter(({ shown_properties }) => isIn(shown_properties)).map(({ id, name: title }) => ({ id, name: title })),
    forms: forms.filter(({ fields }) => isIn(fields)).map(({ id, name: title }) => ({ id, name: title })),
    countedMax,
  }
}
