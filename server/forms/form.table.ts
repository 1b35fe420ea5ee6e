import type { Generated, Selectable } from 'kysely'

/** A support form. */
export interface FormTable {
  account_id: string
  id: string
  /** As staff know it. */
  name: string
  /** Null: none was chosen yet. */
  inbox_id: string | null
  /** Null, or with a stage that is gone: the first of the account. */
  pipeline_id: string | null
  stage_id: string | null
  /** JSON array of shared/forms.ts `FormField`. */
  fields: string
  /** What pages name it by: `<cp-support-form form="returns">`; unique in the account. Null: by its id alone. */
  key: Generated<string | null>
  /** JSON: language → what customers read above it, and choose it by; empty: `name`. */
  titles: Generated<string>
  position: Generated<number>
  version: Generated<number>
  created_at: Generated<string>
}
export type FormRow = Selectable<FormTable>

/** A form that a portal has beside its default one, `portal.form_id`. */
export interface PortalFormRow {
  account_id: string
  portal_id: string
  form_id: string
  position: number
}
