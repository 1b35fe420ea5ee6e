import type { PortalSettings, UpdatePortalBody } from '../../shared/portal.ts'
import { plainPortalSettings, type PortalInFile } from '../../shared/settings-file.ts'
import type { Db } from '../db/index.ts'
import { listFormsOfPortal } from '../forms/form.repo.ts'
import { setForms } from '../forms/connect-form.ts'
import { requireConnectable } from '../forms/save-form.ts'
import { insertPortal } from '../create-account.ts'
import { presentPortalSettings } from '../portal/portal.presenter.ts'
import { findPortal, findPortalByKey, findPortalBySlug, listPortals } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { savePortal } from '../portal/save-portal.ts'
import { attempt, changedIn, type FileContext } from './file-context.ts'
import { readNames, type Book, type Names } from './names.ts'
import { providersFromFile, providersToFile } from './portal-providers.ts'
import { textsFromFile, textsToFile } from './portal-texts.ts'
import { problemAt, SettingsFileError } from './problem.ts'
import { idIn, ruleFromFile, ruleToFile } from './rules.ts'

/** What a field of the API is called in a file. */
const namesInFile = { defaultInboxId: 'defaultInbox', pipelineIds: 'pipelines', accessListIds: 'accessLists', menuId: 'menu' }

/** Every portal of an account, by slug. */
export async function portalsToFile(db: Db, accountId: string, names: Names): Promise<PortalInFile[]> {
  const rows = (await listPortals(db, accountId)).toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const portals: PortalInFile[] = []
  for (const row of rows) portals.push(await portalToFile(db, row, names))
  return portals
}

async function portalToFile(db: Db, row: PortalRow, names: Names): Promise<PortalInFile> {
  return {
    key: row.key,
    ...settingsToFile(row, names),
    forms: (await listFormsOfPortal(db, row)).map(({ id }) => names.forms.nameOf.get(id) ?? ''),
    ...(await textsToFile(db, row)),
    identityProviders: await providersToFile(db, row),
  }
}

type Settings = Omit<PortalInFile, 'key' | 'forms' | 'pages' | 'mails' | 'identityProviders'>

/** The settings of the portal itself, with names in the place of ids. */
function settingsToFile(row: PortalRow, names: Names): Settings {
  // Addresses of the server are not in the file.
  const shown = presentPortalSettings(row, '') as PortalSettings & Record<string, unknown>
  const called = (book: Book, ids: readonly string[]) => ids.map((id) => book.nameOf.get(id) ?? id).sort()
  return {
    slug: row.slug,
    ...(Object.fromEntries(plainPortalSettings.map((name) => [name, shown[name]])) as Partial<UpdatePortalBody>),
    ...withoutOrder({ signInMethods: shown.signInMethods, languages: shown.languages }),
    defaultInbox: names.inboxes.nameOf.get(shown.defaultInboxId) ?? '',
    pipelines: called(names.pipelines, shown.pipelineIds),
    ticketFilter: ruleToFile(shown.ticketFilter, names),
    companyRule: ruleToFile(shown.companyRule, names),
    accessLists: called(names.lists, shown.accessListIds),
    menu: shown.menuId === null ? null : (names.menus.nameOf.get(shown.menuId) ?? null),
  }
}

/** Portals by their public key, else by slug; one that is not there is made, switched off until the rest is saved. */
export async function portalsFromFile(context: FileContext, wanted: readonly PortalInFile[]): Promise<void> {
  for (const portal of wanted) await attempt(context, `portals.${portal.slug}`, () => portalFromFile(context, portal))
}

async function portalFromFile(context: FileContext, wanted: PortalInFile): Promise<void> {
  const { tx, accountId } = context
  const path = `portals.${wanted.slug}`
  const row = await findOrMakePortal(context, wanted, path)
  if (wanted.forms) await formsOfPortal(context, row, wanted.forms, path)
  await textsFromFile(context, row, wanted, path)
  if (wanted.identityProviders) await providersFromFile(context, row, wanted.identityProviders, path)
  if (context.problems.length > 0) return
  const now = (await findPortal(tx, accountId, row.id)) ?? row
  const { key: _key, forms: _forms, pages: _pages, mails: _mails, identityProviders: _providers, ...settings } = wanted
  const names = await readNames(tx, accountId)
  const theme = settings.theme && { theme: { ...settingsToFile(now, names).theme, ...settings.theme } }
  const { pipelines, accessLists, signInMethods, languages } = settings
  const unordered = withoutOrder({ pipelines, accessLists, signInMethods, languages })
  const changes = changedIn<Settings>(settingsToFile(now, names), { ...settings, ...unordered, ...theme })
  if (Object.keys(changes).length === 0) return
  const body = bodyOf(changes, names, path)
  await attempt(context, path, () => savePortal(context.deps, context.viewer, now.id, { version: now.version, ...body }), namesInFile)
}

/** Sets, as the server keeps them: two that hold the same are the same. */
function withoutOrder<Sets extends Record<string, readonly string[] | undefined>>(sets: Sets): Sets {
  return Object.fromEntries(Object.entries(sets).map(([name, members]) => [name, members && [...new Set(members)].sort()])) as Sets
}

/** What the API would be sent. @throws SettingsFileError for a name of nothing. */
function bodyOf(changes: Partial<Settings>, names: Names, path: string): Omit<UpdatePortalBody, 'version'> {
  const { defaultInbox, pipelines, ticketFilter, companyRule, accessLists, menu, ...plain } = changes
  const ids = (book: Book, list: readonly string[], field: string) => list.map((name) => idIn(book, name, `${path}.${field}`))
  return {
    ...plain,
    ...(defaultInbox !== undefined && { defaultInboxId: idIn(names.inboxes, defaultInbox, `${path}.defaultInbox`) }),
    ...(pipelines && { pipelineIds: ids(names.pipelines, pipelines, 'pipelines') }),
    ...(accessLists && { accessListIds: ids(names.lists, accessLists, 'accessLists') }),
    ...(menu !== undefined && { menuId: menu === null ? null : idIn(names.menus, menu, `${path}.menu`) }),
    ...(ticketFilter !== undefined && { ticketFilter: ruleFromFile(ticketFilter, names, `${path}.ticketFilter`) }),
    ...(companyRule !== undefined && { companyRule: ruleFromFile(companyRule, names, `${path}.companyRule`) }),
  }
}

async function findOrMakePortal(context: FileContext, wanted: PortalInFile, path: string): Promise<PortalRow> {
  const { tx, deps, accountId } = context
  const own = await listPortals(tx, accountId)
  const found = own.find(({ key }) => key === wanted.key) ?? own.find(({ slug }) => slug === wanted.slug)
  if (found) return found
  if (await findPortalBySlug(tx, wanted.slug))
    throw new SettingsFileError([problemAt(`${path}.slug`, 'not_a_choice', 'belongs to a portal of another account.')])
  if (wanted.key && (await findPortalByKey(tx, wanted.key))) {
    throw new SettingsFileError([
      problemAt(`${path}.key`, 'not_a_choice', 'belongs to a portal of another account: leave it out to get a new one.'),
    ])
  }
  const names = await readNames(tx, accountId)
  const [firstInbox] = names.inboxes.nameOf.keys()
  const inboxId = wanted.defaultInbox === undefined ? firstInbox : idIn(names.inboxes, wanted.defaultInbox, `${path}.defaultInbox`)
  if (inboxId === undefined) throw new SettingsFileError([problemAt(`${path}.defaultInbox`, 'required')])
  const { slug, title = slug, key } = wanted
  const id = await insertPortal(tx, deps, { accountId, slug, title, inboxId, formId: null, language: 'en', ...(key && { key }) })
  const row = await findPortal(tx, accountId, id)
  if (!row) throw new Error(`the portal ${id} is not there`)
  return row
}

async function formsOfPortal(context: FileContext, row: PortalRow, keys: readonly string[], path: string): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  const { forms } = await readNames(tx, accountId)
  await attempt(context, `${path}.forms`, async () => {
    const before = (await listFormsOfPortal(tx, row)).map(({ id }) => id)
    const after = [...new Set(keys.map((key) => idIn(forms, key, `${path}.forms`)))]
    for (const id of after) if (!before.includes(id)) await requireConnectable(tx, accountId, id)
    await setForms(tx, deps, viewer, row.id, { before, after })
  })
}
