import type { FormField } from '../../shared/forms.ts'
import type { Db } from '../db/index.ts'

/** A support form, ready to be checked against. */
export interface Form {
  id: string
  name: string
  inboxId: string
  pipelineId: string
  stageId: string
  fields: FormField[]
}

/** One form of the account. */
export async function findForm(db: Db, accountId: string, formId: string): Promise<Form | undefined> {
  const row = await db
    .selectFrom('form')
    .select(['id', 'name', 'inbox_id', 'pipeline_id', 'stage_id', 'fields'])
    .where('account_id', '=', accountId)
    .where('id', '=', formId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    name: row.name,
    inboxId: row.inbox_id ?? '',
    pipelineId: row.pipeline_id ?? '',
    stageId: row.stage_id ?? '',
    fields: JSON.parse(row.fields) as FormField[],
  }
}
