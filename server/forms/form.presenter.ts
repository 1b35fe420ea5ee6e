import type { StaffForm, SupportForm } from '../../shared/forms.ts'
import type { Pipeline } from '../../shared/tickets.ts'
import type { Db } from '../db/index.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { listProperties } from '../tickets/property.repo.ts'
import type { PropertyRow } from '../tickets/property.table.ts'
import { listUses, type Form, type FormUse, type listFormsOfPortal } from './form.repo.ts'
import { isConnectable, presentField, problemsOf, resolveFields } from './resolve-form.ts'

/** A form as customers get it: what is hidden is not in it. */
export function presentSupportForm(
  form: Form,
  properties: readonly PropertyRow[],
  choices: Awaited<ReturnType<typeof listFormsOfPortal>>,
): SupportForm {
  return {
    id: form.id,
    key: form.key,
    name: form.name,
    titles: form.titles,
    fields: resolveFields(form.fields, properties)
      .filter(({ isHidden }) => !isHidden)
      .map(presentField),
    choices: choices.map(({ key, name, titles }) => ({ key, name, titles })),
  }
}

/** Forms as staff see them, with what is amiss and where they are used. */
export async function presentStaffForms(db: Db, accountId: string, forms: readonly Form[]): Promise<StaffForm[]> {
  const properties = await listProperties(db, accountId)
  const pipelines = await listPipelines(db, accountId)
  const uses = await listUses(db, accountId)
  return forms.map((form) => present(form, properties, pipelines, uses))
}

function present(form: Form, properties: readonly PropertyRow[], pipelines: readonly Pipeline[], uses: readonly FormUse[]): StaffForm {
  const { position: _position, ...shown } = form
  const problems = problemsOf(form, properties, pipelines)
  return {
    ...shown,
    isConnectable: isConnectable(problems),
    problems,
    usedBy: uses.filter(({ formId }) => formId === form.id).map(({ portalId, title, isDefault }) => ({ portalId, title, isDefault })),
  }
}
