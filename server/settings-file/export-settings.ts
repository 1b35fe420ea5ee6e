import { settingsFormat, settingsVersion, type SettingsFile } from '../../shared/settings-file.ts'
import type { Db } from '../db/index.ts'
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

/** The text of the file. */
export function settingsText(file: SettingsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`
}
