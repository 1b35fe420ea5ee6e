import { settingsFormat, settingsVersion, type SettingsFile } from '../../shared/settings-file.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import type { StaffViewer } from '../viewer.ts'
import { imagesToFile } from './images.ts'
import { domainsToFile } from './domains-area.ts'
import { readNames } from './names.ts'
import { portalsToFile } from './portal-area.ts'
import { accountToFile, brandToFile, formsToFile, listsToFile, menusToFile } from './shared-area.ts'
import { ticketsToFile } from './tickets-area.ts'

/** The settings of an account as a file has them: always the same order, nothing that is of one installation alone. */
export async function exportSettings(db: Db, accountId: string): Promise<SettingsFile> {
  const names = await readNames(db, accountId)
  const { inboxes, properties, pipelines } = await ticketsToFile(db, accountId)
  return {
    format: settingsFormat,
    version: settingsVersion,
    account: await accountToFile(db, accountId),
    domains: await domainsToFile(db, accountId),
    inboxes,
    properties,
    pipelines,
    lists: await listsToFile(db, accountId, names),
    brand: await brandToFile(db, accountId),
    menus: await menusToFile(db, accountId),
    forms: await formsToFile(db, accountId, names),
    portals: await portalsToFile(db, accountId, names),
  }
}

/** The same with the images that were uploaded for it. */
export async function exportFile(deps: Pick<Deps, 'db' | 'files'>, accountId: string): Promise<SettingsFile> {
  const file = await exportSettings(deps.db, accountId)
  const images = await imagesToFile(deps, file)
  return images.length > 0 ? { ...file, images } : file
}

/** Without what somebody may not see on the pages either; what is left out of a file stays as it is when it is read in. */
export function forViewer(file: SettingsFile, { permissions }: Pick<StaffViewer, 'permissions'>): SettingsFile {
  const { account, lists, portals, ...rest } = file
  const seesLists = permissions.includes('contacts.edit')
  return {
    ...rest,
    ...(permissions.includes('account.admin') && { account }),
    ...(seesLists && { lists }),
    portals: portals?.map(({ accessLists, ...portal }) => (seesLists ? { ...portal, accessLists } : portal)),
  }
}

/** The text of the file. */
export function settingsText(file: SettingsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`
}
