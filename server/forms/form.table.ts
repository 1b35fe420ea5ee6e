export interface FormRow {
  account_id: string
  id: string
  name: string
  inbox_id: string
  pipeline_id: string
  stage_id: string
  /** JSON array of shared/forms.ts `FormField`. */
  fields: string
}
