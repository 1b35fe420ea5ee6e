import type { FieldErrorCode } from '../../shared/errors.ts'
import type { PropertyObject } from '../../shared/filter-rule.ts'
import { propertyNumberMax, type PropertyOption, type PropertyValue, type PropertyValues } from '../../shared/properties.ts'
import { findContact } from '../contacts/contact.repo.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { presentProperty } from './property.presenter.ts'
import { companyExists, listProperties, listPropertyValues, ownPropertyName, setPropertyValue } from './property.repo.ts'
import type { PropertyRow, PropertyValueRow } from './property.table.ts'
import { findStaffTicket } from './ticket.repo.ts'

/** A ticket, contact or company. */
export interface Holder {
  object: PropertyObject
  id: string
}

/**
 * What a ticket, contact or company has for each of the account's own properties.
 *
 * @throws AppError when the viewer has no such ticket, contact or company.
 */
export async function readPropertyValues(db: Db, viewer: StaffViewer, holder: Holder): Promise<PropertyValues> {
  await requireHolder(db, viewer, holder)
  const rows = await listOwn(db, viewer.accountId, holder.object)
  const values = Map.groupBy(await listPropertyValues(db, viewer.accountId, [holder.id]), ({ property_id }) => property_id)
  return { properties: rows.map((row) => ({ ...presentProperty(row), value: readValue(row, values.get(row.id) ?? []) })) }
}

/**
 * Gives a ticket, contact or company values; null makes one unknown.
 *
 * @throws AppError `invalid_request` naming what does not fit (`values.ticket.custom.tier`), and as `readPropertyValues`.
 */
export async function setPropertyValues(
  deps: Deps,
  viewer: StaffViewer,
  holder: Holder,
  values: Readonly<Record<string, PropertyValue>>,
): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    await requireHolder(tx, viewer, holder)
    const own = new Map((await listOwn(tx, viewer.accountId, holder.object)).map((row) => [ownPropertyName(row), row]))
    const problems: Record<string, FieldErrorCode> = {}
    for (const [name, value] of Object.entries(values)) {
      const row = own.get(name)
      const problem = row ? problemOfValue(row, value) : 'unknown_field'
      if (problem) problems[`values.${name}`] = problem
    }
    if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
    for (const [name, value] of Object.entries(values)) {
      const row = own.get(name)
      if (row) await setPropertyValue(tx, row, holder.id, value)
    }
    const data = { properties: Object.keys(values) }
    const isTicket = holder.object === 'ticket'
    await recordEvent(tx, viewer, deps.now(), {
      kind: isTicket ? 'ticket.changed' : `${holder.object}.changed`,
      isPublic: isTicket,
      ...(isTicket ? { ticketId: holder.id, data } : { data: { ...data, [`${holder.object}Id`]: holder.id } }),
    })
  })
}

async function listOwn(db: Db | Tx, accountId: string, object: PropertyObject): Promise<PropertyRow[]> {
  return (await listProperties(db, accountId)).filter((row) => row.object === object)
}

async function requireHolder(db: Db | Tx, viewer: StaffViewer, { object, id }: Holder): Promise<void> {
  if (object === 'ticket' && !(await findStaffTicket(db, viewer, id))) throw new AppError('ticket_not_found')
  if (object === 'contact' && !(await findContact(db, viewer.accountId, id))) throw new AppError('contact_not_found')
  if (object === 'company' && !(await companyExists(db, viewer.accountId, id))) throw new AppError('not_found', 'company')
}

/** What is wrong with a value for a property; undefined when it fits. */
export function problemOfValue(row: PropertyRow, value: PropertyValue): FieldErrorCode | undefined {
  if (value === null) return undefined
  switch (row.type) {
    case 'text':
      return typeof value === 'string' && isPlain(value) ? undefined : 'invalid'
    case 'number':
      return typeof value === 'number' && Math.abs(value) <= propertyNumberMax ? undefined : 'invalid'
    case 'yes_no':
      return typeof value === 'boolean' ? undefined : 'invalid'
    case 'date':
      return typeof value === 'string' && isDay(value) ? undefined : 'invalid'
    case 'choice':
      return typeof value === 'string' && isOption(row, value) ? undefined : 'not_a_choice'
    case 'choices':
      return Array.isArray(value) && value.every((one) => isOption(row, one)) ? undefined : 'not_a_choice'
  }
}

/** Line breaks are part of a text, other control characters are not. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
}

function isOption(row: PropertyRow, value: string): boolean {
  return (JSON.parse(row.options) as PropertyOption[]).some((option) => option.value === value)
}

function isDay(value: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

function readValue({ type }: PropertyRow, rows: readonly PropertyValueRow[]): PropertyValue {
  const [row] = rows
  if (!row) return null
  if (type === 'choices') return rows.map(({ choice }) => choice)
  if (type === 'choice') return row.choice
  if (type === 'number') return row.number
  if (type === 'yes_no') return row.number === null ? null : row.number === 1
  return type === 'date' ? row.day : row.text
}
