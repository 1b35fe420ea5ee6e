import type { ShownValue } from '../../shared/tickets.ts'
import { guarded, type Db } from '../db/index.ts'
import type { ListFrame, ShownProperty } from './list-frame.ts'
import type { PropertyValueRow } from './property.table.ts'

/** What a ticket has for the properties that its portal shows, by their names. What is unknown is missing. */
export type ShownValues = Readonly<Record<string, ShownValue>>

/** What some tickets that the caller may see have for the shown properties, in one query; none where no own property is shown. */
export async function listShownValues(
  db: Db,
  accountId: string,
  frame: ListFrame,
  tickets: readonly { id: string; pipeline_id: string }[],
): Promise<ReadonlyMap<string, ShownValues>> {
  const valuesByTicket = new Map<string, ShownValues>()
  if (frame.properties.length === 0 || tickets.length === 0) return valuesByTicket
  const propertyIds = frame.properties.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const ids = tickets.map(({ id }) => id)
  const rows =
    propertyIds.length === 0
      ? []
      : await guarded(db)
          .selectFrom('property_value')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('object_id', 'in', ids)
          .where('property_id', 'in', propertyIds)
          .execute()
  const rowsByTicket = Map.groupBy(rows, ({ object_id }) => object_id)
  for (const ticket of tickets) {
    const held = rowsByTicket.get(ticket.id) ?? []
    const values: [string, ShownValue][] = []
    for (const property of frame.properties) {
      const value =
        property.name === 'ticket.pipeline'
          ? ticket.pipeline_id
          : readValue(
              property,
              held.filter(({ property_id }) => property_id === property.id),
            )
      if (value !== undefined) values.push([property.name, value])
    }
    valuesByTicket.set(ticket.id, Object.fromEntries(values))
  }
  return valuesByTicket
}

function readValue({ type, options = [] }: ShownProperty, rows: readonly PropertyValueRow[]): ShownValue | undefined {
  const [row] = rows
  if (!row) return undefined
  switch (type) {
    case 'text':
      return row.text ?? undefined
    case 'number':
      return row.number ?? undefined
    case 'yes_no':
      return row.number === null ? undefined : row.number === 1
    case 'date':
      return row.day ?? undefined
    case 'choice':
      return row.choice
    case 'choices':
      return rows.map(({ choice }) => choice).toSorted((a, b) => options.indexOf(a) - options.indexOf(b))
  }
}
