import type { CreatePropertyBody } from '../../shared/properties.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { addProperty, deleteProperty } from './property.repo.ts'
import type { PropertyRow } from './property.table.ts'

/**
 * Gives the account's tickets, contacts or companies a property.
 *
 * @throws AppError `invalid_request` naming the field: a key that is taken, choices for what has none or none for what has.
 */
export async function createProperty(deps: Deps, viewer: StaffViewer, body: CreatePropertyBody): Promise<PropertyRow> {
  const hasOptions = body.type === 'choice' || body.type === 'choices'
  if (hasOptions !== body.options.length > 0) refuse('options', hasOptions ? 'required' : 'unknown_field')
  if (new Set(body.options.map(({ value }) => value)).size !== body.options.length) refuse('options', 'invalid')
  const at = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    const row = await addProperty(tx, {
      account_id: viewer.accountId,
      id: deps.newId(),
      object: body.object,
      key: body.key,
      type: body.type,
      labels: JSON.stringify(body.labels),
      options: JSON.stringify(body.options),
      created_at: at,
    })
    if (!row) return refuse('key', 'not_a_choice')
    await recordEvent(tx, viewer, at, { kind: 'property.changed', isPublic: false, data: { propertyId: row.id, created: body.key } })
    return row
  })
}

/**
 * Deletes a property. Rules made before go on as they are: what they say does not change behind anybody's back; a rule
 * that names it cannot be saved any more.
 *
 * @throws AppError `not_found`.
 */
export async function removeProperty(deps: Deps, viewer: StaffViewer, propertyId: string): Promise<void> {
  const at = deps.now()
  await write(deps, viewer.accountId, async (tx) => {
    if (!(await deleteProperty(tx, viewer.accountId, propertyId, at))) throw new AppError('not_found', 'property')
    await recordEvent(tx, viewer, at, { kind: 'property.changed', isPublic: false, data: { propertyId, deleted: true } })
  })
}

function refuse(field: string, code: 'required' | 'unknown_field' | 'invalid' | 'not_a_choice'): never {
  throw new AppError('invalid_request', `${field}: ${code}`, { fields: { [field]: code } })
}
