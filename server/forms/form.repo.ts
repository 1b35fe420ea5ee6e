import type { Updateable } from 'kysely'
import type { FieldSettings, FormContent } from '../../shared/forms.ts'
import type { Db, Tx } from '../db/index.ts'
import { hasRowLocks } from '../db/row-locks.ts'
import type { FormRow, FormTable } from './form.table.ts'

/** A support form as it is kept. Which properties and stages it names may be gone by now: see resolve-form.ts. */
export interface Form extends FormContent {
  id: string
  version: number
  createdAt: string
  position: number
}

/** A portal that a form is connected to. */
export interface FormUse {
  formId: string
  portalId: string
  title: string
  isDefault: boolean
}

/** One form of the account. */
export async function findForm(db: Db, accountId: string, formId: string): Promise<Form | undefined> {
  const row = await db.selectFrom('form').selectAll().where('account_id', '=', accountId).where('id', '=', formId).executeTakeFirst()
  return row && readForm(row)
}

/** Keeps a form from being deleted, or connected, until the transaction ends. Step before it is looked at. */
export async function lockForm(tx: Tx, accountId: string, formId: string, until: 'deleted' | 'connected'): Promise<void> {
  if (!hasRowLocks(tx)) return
  const row = tx.selectFrom('form').select('id').where('account_id', '=', accountId).where('id', '=', formId)
  await (until === 'deleted' ? row.forUpdate() : row.forKeyShare()).execute()
}

/** The account's forms, in their order. */
export async function listForms(db: Db, accountId: string): Promise<Form[]> {
  const rows = await db
    .selectFrom('form')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(readForm)
}

/** The forms of a portal: its default one first. */
export async function listFormsOfPortal(
  db: Db,
  portal: { account_id: string; id: string; form_id: string | null },
): Promise<Pick<Form, 'id' | 'key' | 'name' | 'titles'>[]> {
  const rows = await db
    .selectFrom('form')
    .leftJoin('portal_form', (join) =>
      join
        .onRef('portal_form.account_id', '=', 'form.account_id')
        .onRef('portal_form.form_id', '=', 'form.id')
        .on('portal_form.portal_id', '=', portal.id),
    )
    .select(['form.id', 'form.key', 'form.name', 'form.titles'])
    .where('form.account_id', '=', portal.account_id)
    .where((eb) => eb.or([eb('form.id', '=', portal.form_id ?? ''), eb('portal_form.form_id', 'is not', null)]))
    .orderBy('portal_form.position')
    .orderBy('form.id')
    .execute()
  const choices = rows.map(({ id, key, name, titles }) => ({ id, key: key ?? id, name, titles: JSON.parse(titles) as Form['titles'] }))
  return choices.toSorted((a, b) => Number(b.id === portal.form_id) - Number(a.id === portal.form_id))
}

/** Where the account's forms are used. */
export async function listUses(db: Db, accountId: string): Promise<FormUse[]> {
  const portals = await db
    .selectFrom('portal')
    .select(['id', 'title', 'form_id'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const others = await db.selectFrom('portal_form').select(['portal_id', 'form_id']).where('account_id', '=', accountId).execute()
  return portals.flatMap(({ id, title, form_id }) => [
    ...(form_id === null ? [] : [{ formId: form_id, portalId: id, title, isDefault: true }]),
    ...others
      .filter((other) => other.portal_id === id && other.form_id !== form_id)
      .map((other) => ({ formId: other.form_id, portalId: id, title, isDefault: false })),
  ])
}

/** Adds a form. False when the account has one of this key. */
export async function insertForm(tx: Tx, accountId: string, form: Omit<Form, 'version'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('form')
    .values({ account_id: accountId, id: form.id, ...columnsOf(form), position: form.position, version: 1, created_at: form.createdAt })
    .onConflict((conflict) => conflict.columns(['account_id', 'key']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** Changes a form. False when it is not of this version any more. */
export async function updateForm(tx: Tx, accountId: string, form: Pick<Form, 'id' | 'version'>, content: FormContent): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('form')
    .set({ ...columnsOf(content), version: form.version + 1 })
    .where('account_id', '=', accountId)
    .where('id', '=', form.id)
    .where('version', '=', form.version)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Deletes a form that no portal has. */
export async function deleteForm(tx: Tx, accountId: string, formId: string): Promise<void> {
  await tx.deleteFrom('form').where('account_id', '=', accountId).where('id', '=', formId).execute()
}

/** Makes a form the default one of a portal; null: none. */
export async function setDefaultForm(tx: Tx, accountId: string, portalId: string, formId: string | null): Promise<void> {
  await tx.updateTable('portal').set({ form_id: formId }).where('account_id', '=', accountId).where('id', '=', portalId).execute()
}

/** Puts a form behind the others that a portal has beside its default one. */
export async function addPortalForm(tx: Tx, accountId: string, portalId: string, formId: string): Promise<void> {
  const last = await tx
    .selectFrom('portal_form')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .executeTakeFirst()
  await tx
    .insertInto('portal_form')
    .values({ account_id: accountId, portal_id: portalId, form_id: formId, position: Number(last?.position ?? 0) + 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes a form from those that a portal has beside its default one. */
export async function removePortalForm(tx: Tx, accountId: string, portalId: string, formId: string): Promise<void> {
  await tx
    .deleteFrom('portal_form')
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('form_id', '=', formId)
    .execute()
}

function columnsOf(content: FormContent) {
  return {
    name: content.name,
    key: content.key,
    titles: JSON.stringify(content.titles),
    inbox_id: content.inboxId,
    pipeline_id: content.pipelineId,
    stage_id: content.stageId,
    fields: JSON.stringify(content.fields),
  } satisfies Updateable<FormTable>
}

function readForm(row: FormRow): Form {
  return {
    id: row.id,
    key: row.key ?? row.id,
    name: row.name,
    titles: JSON.parse(row.titles) as Form['titles'],
    inboxId: row.inbox_id,
    pipelineId: row.pipeline_id,
    stageId: row.stage_id,
    fields: JSON.parse(row.fields) as FieldSettings[],
    version: row.version,
    createdAt: row.created_at,
    position: row.position,
  }
}
