import type { PropertyObject, PropertyType } from '../../shared/filter-rule.ts'
import type { Generated, Selectable } from 'kysely'
import type { Timestamp } from '../db/index.ts'

/** A property that an account gave its tickets, contacts or companies. */
export interface PropertyTable {
  account_id: string
  id: string
  object: PropertyObject
  /** `^[a-z0-9_]{1,40}$`; unique among those of the object that are not deleted. */
  key: string
  /** Never changes: rules that were checked against it stay right. */
  type: PropertyType
  /** JSON: language → label; `en` is always there. */
  labels: string
  /** JSON array of shared/properties.ts `PropertyOption`; empty but for choices. */
  options: string
  position: number
  created_at: Timestamp
  /** Values stay, and so does what rules say that were made before. */
  deleted_at: Timestamp | null
  version: Generated<number>
}

/** A property as it is read. */
export type PropertyRow = Selectable<PropertyTable>

/** A value of a property: one row, several choices one row each. No row: unknown. */
export interface PropertyValueRow {
  account_id: string
  /** Of the ticket, contact or company. */
  object_id: string
  property_id: string
  /** Of `choice` and `choices`; empty for other types. */
  choice: string
  text: string | null
  /** Text folded for comparison: NFKC, lower case. */
  text_folded: string | null
  /** Of `number`; of `yes_no` 1 or 0. */
  number: number | null
  /** `2026-11-22`. */
  day: string | null
}
