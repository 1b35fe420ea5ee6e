import type { ListTicketsQuery } from '../../shared/tickets.ts'

export type ListSort = Pick<ListTicketsQuery, 'sort' | 'order'>

/** A place in a sorted list of tickets: what the list is sorted by there, and the ticket's id. */
export interface ListCursor {
  value: string | number
  id: string
}

const patterns = {
  activity: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  created: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  number: /^\d{1,9}$/,
}

/** Writes the opaque `next` of a page: it goes on in the order of this page alone. */
export function writeListCursor(
  { sort, order }: ListSort,
  last: { id: string; number: number; created_at: string; last_activity_at: string },
): string {
  const value = { activity: last.last_activity_at, created: last.created_at, number: last.number }[sort]
  return Buffer.from(`${sort} ${order} ${value} ${last.id}`).toString('base64url')
}

/** Reads `after`. Undefined for a missing one; null for one that this server did not write, or wrote for another order. */
export function readListCursor(text: string | undefined, { sort, order }: ListSort): ListCursor | null | undefined {
  if (text === undefined) return undefined
  const [ofSort, ofOrder, value = '', id = '', ...rest] = Buffer.from(text, 'base64url').toString().split(' ')
  if (ofSort !== sort || ofOrder !== order || rest.length > 0) return null
  if (!patterns[sort].test(value) || !/^[0-9a-z]{20,32}$/.test(id)) return null
  return { value: sort === 'number' ? Number(value) : value, id }
}
