import type { FieldSettings } from '../../shared/forms.ts'
import type { MenuItem } from '../../shared/menus.ts'
import type { FormInFile, ListInFile, MenuInFile, SettingsFile } from '../../shared/settings-file.ts'
import { findAccount, setTimeZone } from '../accounts/account.repo.ts'
import { changeBrand, findBrand } from '../brand/save-brand.ts'
import { listLists } from '../contacts/list.repo.ts'
import type { Db } from '../db/index.ts'
import { recordEvent } from '../events/record-event.ts'
import { listForms } from '../forms/form.repo.ts'
import { addForm, changeForm, removeForm } from '../forms/save-form.ts'
import { listMenus } from '../menus/menu.repo.ts'
import { changeMenu, createMenu, presentMenu, removeMenu } from '../menus/save-menu.ts'
import { changeList, createList, removeList } from '../portal/save-list.ts'
import { presentStoredRule } from '../portal/stored-rule.ts'
import { attempt, changedIn, type FileContext } from './file-context.ts'
import { bookOf, readNames, stageName, type Names } from './names.ts'
import { idIn, ruleFromFile, ruleToFile } from './rules.ts'
import { problemAt, SettingsFileError } from './problem.ts'

/** Name and days of the account. */
export async function accountToFile(db: Db, accountId: string): Promise<NonNullable<SettingsFile['account']>> {
  const { name, timeZone } = await findAccount(db, accountId)
  return { name, timeZone }
}

/** Other names and days of the account. */
export async function accountFromFile(context: FileContext, wanted: NonNullable<SettingsFile['account']>): Promise<void> {
  const { tx, accountId, viewer, deps } = context
  const now = await accountToFile(tx, accountId)
  const after = changedIn(now, wanted)
  const names = Object.keys(after) as (keyof typeof now)[]
  if (names.length === 0) return
  if (after.timeZone !== undefined) await setTimeZone(tx, accountId, after.timeZone)
  if (after.name !== undefined) await tx.updateTable('account').set({ name: after.name }).where('id', '=', accountId).execute()
  const data = { before: Object.fromEntries(names.map((one) => [one, now[one]])), after }
  await recordEvent(tx, viewer, deps.now(), { kind: 'account.changed', isPublic: false, data })
}

/** The look that all portals begin with. */
export async function brandToFile(db: Db, accountId: string): Promise<NonNullable<SettingsFile['brand']>> {
  return (await findBrand(db, accountId)).theme
}

/** Another look. */
export async function brandFromFile(context: FileContext, wanted: NonNullable<SettingsFile['brand']>): Promise<void> {
  const { theme, version } = await findBrand(context.tx, context.accountId)
  const changes = changedIn(theme, wanted)
  if (Object.keys(changes).length === 0) return
  const { tx, viewer, deps } = context
  await attempt(context, 'brand', () => changeBrand(tx, viewer, deps.now(), { version, theme: changes }), { theme: '' })
}

/** Lists: names, and the rules of those that have one. Who is on a static list are people, and not in the file. */
export async function listsToFile(db: Db, accountId: string, names: Names): Promise<ListInFile[]> {
  const rows = await listLists(db, accountId)
  return rows.map(({ id, kind, rule }) => {
    const stored = ruleToFile(presentStoredRule(rule), names)
    return { name: names.lists.nameOf.get(id) ?? '', kind, ...(stored && { rule: stored }) }
  })
}

/** Lists by name. */
export async function listsFromFile(context: FileContext, wanted: readonly ListInFile[]): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  for (const list of wanted) {
    const path = `lists.${list.name}`
    await attempt(context, path, async () => {
      const names = await readNames(tx, accountId)
      const row = (await listLists(tx, accountId)).find(({ id }) => id === names.lists.idOf.get(list.name))
      const rule = list.rule ? (ruleFromFile(list.rule, names, `${path}.rule`) ?? undefined) : undefined
      if (!row) {
        if (list.kind === 'static') return createList(deps, viewer, { kind: 'static', name: list.name })
        if (!rule) throw new SettingsFileError([problemAt(`${path}.rule`, 'required')])
        return createList(deps, viewer, { kind: 'active', name: list.name, rule })
      }
      if (row.kind !== list.kind) {
        return context.problems.push(problemAt(`${path}.kind`, 'not_a_choice', `cannot become ${list.kind}: a list stays ${row.kind}.`))
      }
      const changes = changedIn({ rule: presentStoredRule(row.rule) ?? undefined }, { rule })
      return changes.rule && changeList(deps, viewer, row.id, { version: row.version, rule: changes.rule })
    })
  }
}

/** Navigation menus. */
export async function menusToFile(db: Db, accountId: string): Promise<MenuInFile[]> {
  return (await listMenus(db, accountId)).map(presentMenu).map(({ name, items }) => ({ name, items }))
}

/** Navigation menus by name. */
export async function menusFromFile(context: FileContext, wanted: readonly MenuInFile[]): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  for (const menu of wanted) {
    const row = (await listMenus(tx, accountId)).find(({ name }) => name === menu.name)
    await attempt(context, `menus.${menu.name}`, async () => {
      if (!row) return createMenu(deps, viewer, menu)
      const changes = changedIn({ items: JSON.parse(row.items) as MenuItem[] }, { items: menu.items })
      return changes.items && changeMenu(deps, viewer, row.id, { version: row.version, name: row.name, items: changes.items })
    })
  }
}

/** Support forms, with names in the place of ids. */
export async function formsToFile(db: Db, accountId: string, names: Names): Promise<FormInFile[]> {
  return (await listForms(db, accountId)).map((form) => formToFile(form, names))
}

function formToFile(form: Awaited<ReturnType<typeof listForms>>[number], names: Names): Required<FormInFile> {
  const pipeline = form.pipelineId === null ? null : (names.pipelines.nameOf.get(form.pipelineId) ?? null)
  const stage = form.stageId === null ? null : (names.stages.nameOf.get(form.stageId) ?? null)
  return {
    key: form.key,
    name: form.name,
    titles: form.titles,
    inbox: form.inboxId === null ? null : (names.inboxes.nameOf.get(form.inboxId) ?? null),
    pipeline,
    // Within its pipeline a stage needs no more than its own name.
    stage: stage === null || pipeline === null ? null : stage.slice(stageName(pipeline, '').length),
    fields: form.fields.map((field) => ({ ...field }) satisfies FieldSettings),
  }
}

/** Support forms by key. */
export async function formsFromFile(context: FileContext, wanted: readonly FormInFile[]): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  const names = await readNames(tx, accountId)
  for (const form of wanted) {
    const path = `forms.${form.key}`
    const row = (await listForms(tx, accountId)).find(({ key }) => key === form.key)
    await attempt(
      context,
      path,
      async () => {
        const now = row
          ? formToFile(row, names)
          : { key: form.key, name: form.name, titles: {}, inbox: null, pipeline: null, stage: null, fields: [] }
        const changes = changedIn(now, form)
        if (row && Object.keys(changes).length === 0) return undefined
        const { key, name, titles, inbox, pipeline, stage, fields } = { ...now, ...changes }
        const content = {
          ...{ key, name, titles, fields },
          inboxId: inbox === null ? null : idIn(names.inboxes, inbox, `${path}.inbox`),
          pipelineId: pipeline === null ? null : idIn(names.pipelines, pipeline, `${path}.pipeline`),
          stageId: stage === null ? null : idIn(names.stages, stageName(pipeline ?? '', stage), `${path}.stage`),
        }
        return row ? changeForm(tx, deps, viewer, row.id, row.version, content) : addForm(tx, deps, viewer, content)
      },
      { inboxId: 'inbox', pipelineId: 'pipeline', stageId: 'stage' },
    )
  }
}

/** Deletes the lists, menus and forms that the file does not name. Comes last: portals have let go of them by then. */
export async function pruneShared(context: FileContext, { lists, menus, forms }: SettingsFile): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  const gone = (rows: readonly { id: string; name: string }[], kept: readonly string[]) =>
    [...bookOf(rows).nameOf].filter(([, name]) => !kept.includes(name))
  if (lists) {
    const kept = lists.map(({ name }) => name)
    for (const [id, name] of gone(await listLists(tx, accountId), kept))
      await attempt(context, `lists.${name}`, () => removeList(deps, viewer, id))
  }
  if (menus) {
    const kept = menus.map(({ name }) => name)
    for (const [id, name] of gone(await listMenus(tx, accountId), kept))
      await attempt(context, `menus.${name}`, () => removeMenu(deps, viewer, id))
  }
  if (forms) {
    const rows = (await listForms(tx, accountId)).map(({ id, key }) => ({ id, name: key }))
    const kept = forms.map(({ key }) => key)
    for (const [id, key] of gone(rows, kept)) await attempt(context, `forms.${key}`, () => removeForm(deps, viewer, id))
  }
}
