import type { ChangePropertyBody, PropertyOption } from '../../shared/properties.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { countValues, findProperty, updateProperty } from './property.repo.ts'
import type { PropertyRow } from './property.table.ts'

/**
 * Gives a property of the account's own other labels, and other options in another order. What is stored under an option
 * that goes stays stored: it can be chosen no more. A step: call it inside a write.
 *
 * @throws AppError `not_found`; `changed_meanwhile` when somebody saved since `version`; `option_in_use` when an option
 *   goes that something has, unless the body says that this is known; `invalid_request` naming the field.
 */
export async function changeProperty(
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  actor: Actor,
  propertyId: string,
  body: ChangePropertyBody,
): Promise<PropertyRow> {
  const before = await findProperty(tx, actor.accountId, propertyId)
  if (!before) throw new AppError('not_found', 'property')
  if (before.version !== body.version) throw new AppError('changed_meanwhile')
  const hasOptions = before.type === 'choice' || before.type === 'choices'
  const options = body.options ?? (JSON.parse(before.options) as PropertyOption[])
  if (!hasOptions && options.length > 0) refuse('unknown_field')
  if (hasOptions && options.length === 0) refuse('required')
  if (new Set(options.map(({ value }) => value)).size !== options.length) refuse('invalid')
  if (!body.dropsUsed) {
    const kept = new Set(options.map(({ value }) => value))
    const gone = (JSON.parse(before.options) as PropertyOption[]).filter(({ value }) => !kept.has(value))
    for (const { value } of gone) {
      if ((await countValues(tx, before, value, 1)) > 0) throw new AppError('option_in_use', `option ${value}`)
    }
  }
  const columns = { labels: JSON.stringify(body.labels ?? JSON.parse(before.labels)), options: JSON.stringify(options) }
  if (!(await updateProperty(tx, before, columns))) throw new AppError('changed_meanwhile')
  const facts = ({ labels, options: listed }: { labels: string; options: string }) =>
    ({ labels: JSON.parse(labels), options: JSON.parse(listed) }) as const
  const [was, is] = [facts(before), facts(columns)]
  const names = (['labels', 'options'] as const).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
  const pick = (values: typeof was) => Object.fromEntries(names.map((name) => [name, values[name] as unknown]))
  const data = { propertyId, key: before.key, before: pick(was), after: pick(is) }
  await recordEvent(tx, actor, deps.now(), { kind: 'property.changed', isPublic: false, data })
  return { ...before, ...columns, version: before.version + 1 }
}

function refuse(code: 'required' | 'unknown_field' | 'invalid'): never {
  throw new AppError('invalid_request', `options: ${code}`, { fields: { options: code } })
}
