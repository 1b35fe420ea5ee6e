import type { FieldErrorCode } from '../../shared/errors.ts'
import { formLimits } from '../../shared/form-values.ts'
import type { FieldSettings, FormContent, UpdateFormBody } from '../../shared/forms.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { findStage, listPipelines } from '../tickets/pipeline.repo.ts'
import { listProperties } from '../tickets/property.repo.ts'
import type { StaffViewer } from '../viewer.ts'
import { checkFields } from './check-form.ts'
import { deleteForm, findForm, insertForm, listForms, listUses, lockForm, updateForm, type Form } from './form.repo.ts'
import { isConnectable, problemsOf } from './resolve-form.ts'

/** Makes a form. @throws AppError `invalid_request` naming what does not fit, a key that is taken among it. */
export function createForm(deps: Deps, viewer: StaffViewer, content: FormContent): Promise<Form> {
  return write(deps, viewer.accountId, (tx) => addForm(tx, deps, viewer, content))
}

/**
 * Saves a form as a whole.
 *
 * @throws AppError `form_not_found`, `changed_meanwhile`; `invalid_request` naming what does not fit: among it what a form
 *   cannot lose while a portal has it.
 */
export function saveForm(deps: Deps, viewer: StaffViewer, formId: string, { version, ...content }: UpdateFormBody): Promise<Form> {
  return write(deps, viewer.accountId, (tx) => changeForm(tx, deps, viewer, formId, version, content))
}

/** Makes another form of the same content under a new name and key. @throws AppError `form_not_found`. */
export function duplicateForm(deps: Deps, viewer: StaffViewer, formId: string, name: string): Promise<Form> {
  return write(deps, viewer.accountId, async (tx) => {
    const {
      id: _id,
      version: _version,
      createdAt: _createdAt,
      position: _position,
      ...content
    } = await requireForm(tx, viewer.accountId, formId)
    const keys = new Set((await listForms(tx, viewer.accountId)).map(({ key }) => key))
    const stem = content.key.slice(0, formLimits.keyMaxChars - 4).replace(/-+$/, '')
    const number = Array.from({ length: formLimits.formsMax + 1 }, (_, index) => index + 2).find((one) => !keys.has(`${stem}-${one}`))
    // What was deleted since the form was saved is left behind: a copy has nothing to lose.
    const properties = await listProperties(tx, viewer.accountId)
    const problems = checkFields(content, properties)
    const fields = content.fields.filter((_, index) => !Object.keys(problems).some((path) => path.startsWith(`fields.${index}.`)))
    return addForm(tx, deps, viewer, { ...content, fields: withoutLostConditions(fields), name, key: `${stem}-${number}` })
  })
}

/** Deletes a form. @throws AppError `form_not_found`; `form_in_use` while a portal has it. */
export async function removeForm(deps: Deps, viewer: StaffViewer, formId: string): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    await lockForm(tx, viewer.accountId, formId, 'deleted')
    const form = await requireForm(tx, viewer.accountId, formId)
    if ((await listUses(tx, viewer.accountId)).some((use) => use.formId === formId)) throw new AppError('form_in_use')
    await deleteForm(tx, viewer.accountId, formId)
    await recordEvent(tx, viewer, deps.now(), {
      kind: 'form.changed',
      isPublic: false,
      data: { formId, before: await told(tx, { ...form, accountId: viewer.accountId }) },
    })
  })
}

/** Adds a form. A step: call it inside a write. @throws AppError as `createForm`. */
export async function addForm(tx: Tx, deps: Pick<Deps, 'newId' | 'now'>, actor: Actor, content: FormContent): Promise<Form> {
  const others = await listForms(tx, actor.accountId)
  if (others.length >= formLimits.formsMax) refuse({ name: 'too_many' })
  const kept = await check(tx, actor.accountId, content)
  const position = Math.max(0, ...others.map((other) => other.position)) + 1
  const form: Form = { ...kept, id: deps.newId(), createdAt: deps.now(), position, version: 1 }
  if (others.some(({ key }) => key === form.key) || !(await insertForm(tx, actor.accountId, form))) refuse({ key: 'not_a_choice' })
  const after = await told(tx, { ...form, accountId: actor.accountId })
  await recordEvent(tx, actor, deps.now(), { kind: 'form.changed', isPublic: false, data: { formId: form.id, after } })
  return form
}

/** Changes a form. A step: call it inside a write. @throws AppError as `saveForm`. */
export async function changeForm(
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  actor: Actor,
  formId: string,
  version: number,
  content: FormContent,
): Promise<Form> {
  const before = await requireForm(tx, actor.accountId, formId)
  if (before.version !== version) throw new AppError('changed_meanwhile')
  const kept = await check(tx, actor.accountId, content)
  const after: Form = { ...before, ...kept, version: version + 1 }
  const others = await listForms(tx, actor.accountId)
  if (others.some(({ id, key }) => id !== formId && key === kept.key)) refuse({ key: 'not_a_choice' })
  const isUsed = (await listUses(tx, actor.accountId)).some((use) => use.formId === formId)
  if (isUsed) {
    const codes = new Set((await findProblems(tx, actor.accountId, after)).map(({ code }) => code))
    const lost: Record<string, FieldErrorCode> = {
      ...(codes.has('subject_missing') && { fields: 'required' as const }),
      ...(codes.has('inbox_missing') && { inboxId: 'required' as const }),
    }
    if (Object.keys(lost).length > 0) refuse(lost)
  }
  if (!(await updateForm(tx, actor.accountId, before, kept))) throw new AppError('changed_meanwhile')
  const { accountId } = actor
  const [was, is] = [await told(tx, { ...before, accountId }), await told(tx, { ...after, accountId })]
  const changed = (Object.keys(is) as (keyof typeof is)[]).filter((name) => was[name] !== is[name])
  const pick = (one: typeof is) => Object.fromEntries(changed.map((name) => [name, one[name]]))
  const data = { formId, name: after.name, before: pick(was), after: pick(is) }
  await recordEvent(tx, actor, deps.now(), { kind: 'form.changed', isPublic: false, data })
  return after
}

/** A form of the account. @throws AppError `form_not_found`. */
export async function requireForm(db: Db, accountId: string, formId: string): Promise<Form> {
  const form = await findForm(db, accountId, formId)
  if (!form) throw new AppError('form_not_found')
  return form
}

/** A form that a portal can have. @throws AppError `form_not_found`; `form_incomplete` (D15). */
export async function requireConnectable(db: Db, accountId: string, formId: string): Promise<Form> {
  const form = await requireForm(db, accountId, formId)
  const problems = await findProblems(db, accountId, form)
  if (!isConnectable(problems)) throw new AppError('form_incomplete', problems.map(({ code }) => code).join(' '))
  return form
}

async function findProblems(db: Db, accountId: string, form: Form) {
  return problemsOf(form, await listProperties(db, accountId), await listPipelines(db, accountId))
}

/** The content as it is kept. @throws AppError `invalid_request`. */
async function check(tx: Tx, accountId: string, content: FormContent): Promise<FormContent> {
  const problems: Record<string, FieldErrorCode> = checkFields(content, await listProperties(tx, accountId))
  if (content.inboxId !== null) {
    const { inboxId } = content
    const inbox = await tx.selectFrom('inbox').select('id').where('account_id', '=', accountId).where('id', '=', inboxId).executeTakeFirst()
    if (!inbox) problems['inboxId'] = 'not_a_choice'
  }
  const pipelines = await listPipelines(tx, accountId)
  if (content.pipelineId !== null && !pipelines.some(({ id }) => id === content.pipelineId)) problems['pipelineId'] = 'not_a_choice'
  if (content.stageId !== null) {
    const stage = await findStage(tx, accountId, content.stageId)
    if (stage?.pipeline_id !== content.pipelineId || stage.is_closed === 1) problems['stageId'] = 'not_a_choice'
  }
  if (Object.keys(problems).length > 0) refuse(problems)
  return { ...content, fields: content.fields.map(tidy) }
}

/** Without what says nothing: a hidden field cannot be required, a consent always is. */
function tidy(field: FieldSettings): FieldSettings {
  const { isHidden, ...rest } = field
  const isRequired = field.type === 'consent' || (field.type !== 'heading' && !isHidden && (field.isRequired || field.name === 'subject'))
  return { ...rest, isRequired, ...(isHidden && { isHidden }) }
}

function withoutLostConditions(fields: readonly FieldSettings[]): FieldSettings[] {
  const names = new Set(fields.map(({ name }) => name))
  return fields.map(({ when, ...field }) => (when && names.has(when.field) ? { ...field, when } : field))
}

/** What the history tells of a form, by names: each field and title is a value of its own. */
async function told(tx: Tx, form: Form & { accountId: string }) {
  const { accountId, name, key, inboxId, stageId, titles, fields } = form
  const inboxes = await tx.selectFrom('inbox').select(['id', 'name']).where('account_id', '=', accountId).execute()
  const stages = (await listPipelines(tx, accountId)).flatMap((pipeline) =>
    pipeline.stages.map(({ id, labels }) => ({ id, name: `${pipeline.name} – ${labels['en'] ?? ''}` })),
  )
  const byName = fields.map(({ name: field, ...settings }) => [field, JSON.stringify(settings)])
  return {
    name,
    key,
    inbox: inboxes.find(({ id }) => id === inboxId)?.name ?? null,
    stage: stages.find(({ id }) => id === stageId)?.name ?? null,
    titles: JSON.stringify(Object.fromEntries(Object.entries(titles).map(([language, text]) => [`title (${language})`, text]))),
    order: fields.map((field) => field.name).join(', '),
    fields: JSON.stringify(Object.fromEntries(byName)),
  }
}

function refuse(fields: Record<string, FieldErrorCode>): never {
  throw new AppError('invalid_request', JSON.stringify(fields), { fields })
}
