import type { SettingsFile } from '../../shared/settings-file.ts'
import type { Tx } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { settingsFileViewer } from '../viewer.ts'
import { diffSettings, type Change } from './diff-settings.ts'
import { domainsFromFile } from './domains-area.ts'
import { exportSettings } from './export-settings.ts'
import { attempt, type FileContext } from './file-context.ts'
import { makeFirstAccount, type FirstAdmin } from './first-account.ts'
import { imagesFromFile } from './images.ts'
import { portalsFromFile } from './portal-area.ts'
import { SettingsFileError } from './problem.ts'
import { accountFromFile, brandFromFile, formsFromFile, listsFromFile, menusFromFile, pruneShared } from './shared-area.ts'
import { inboxesFromFile, pipelinesFromFile, propertiesFromFile, prunePipelines } from './tickets-area.ts'

/** What a file changed, or would change. */
export interface ImportResult {
  accountId: string
  changes: Change[]
  /** What somebody has to do on the page afterwards. */
  notes: string[]
}

/** Into which account: one that is there, or the first one of an empty database. */
export type ImportTarget = { accountId: string } | { admin: FirstAdmin }

export interface ImportOptions {
  /** Delete what the lists in the file do not name. */
  prune: boolean
  /** Find out everything and change nothing. */
  dryRun: boolean
}

/** Thrown to undo a transaction; carries what was found out. */
class Undone extends Error {
  readonly result: ImportResult
  constructor(result: ImportResult) {
    super('undone')
    this.result = result
  }
}

/**
 * Gives an account the settings of a file: all of them or none, by the same steps and checks as the pages. A file that says
 * what is already so changes nothing and leaves no trace.
 *
 * @throws SettingsFileError naming every place that was refused; nothing is changed then.
 */
export async function importSettings(deps: Deps, target: ImportTarget, file: SettingsFile, options: ImportOptions): Promise<ImportResult> {
  const ended: string[] = []
  const written: string[] = []
  try {
    const result = await transact(deps.db, async (tx) => {
      ended.length = 0
      const inner = insideOf(deps, tx, { ended, written })
      const isFirst = 'admin' in target
      const accountId = isFirst ? await makeFirstAccount(inner, tx, target.admin, file) : target.accountId
      const before = await exportSettings(tx, accountId)
      const context: FileContext = {
        ...{ deps: inner, tx, accountId, problems: [], notes: new Set<string>() },
        viewer: settingsFileViewer(accountId),
        // Of what a new account begins with nothing stays that the file does not have.
        prune: options.prune || isFirst,
      }
      await readInto(context, file)
      if (context.problems.length > 0) throw new SettingsFileError(context.problems)
      const changes = diffSettings(before, await exportSettings(tx, accountId))
      const found = { accountId, changes, notes: [...context.notes] }
      if (options.dryRun || (changes.length === 0 && !isFirst)) throw new Undone(found)
      return found
    })
    deps.hub.endSessions(ended)
    await deps.bus.publish(result.accountId)
    return result
  } catch (error) {
    for (const key of written) await deps.files.remove(key)
    if (error instanceof Undone) return error.result
    throw error
  }
}

/** What is named comes before what names it; what goes, goes last. */
async function readInto(context: FileContext, file: SettingsFile): Promise<void> {
  const { account, domains, inboxes, properties, pipelines, lists, images, brand, menus, forms, portals } = file
  if (account) await attempt(context, 'account', () => accountFromFile(context, account))
  if (domains) await domainsFromFile(context, domains)
  if (inboxes) await inboxesFromFile(context, inboxes)
  if (properties) await propertiesFromFile(context, properties)
  if (pipelines) await pipelinesFromFile(context, pipelines)
  if (lists) await listsFromFile(context, lists)
  if (images) await imagesFromFile(context, images)
  if (brand) await brandFromFile(context, brand)
  if (menus) await menusFromFile(context, menus)
  if (forms) await formsFromFile(context, forms)
  // What is missing by now would be told again for everything that names it.
  if (context.problems.length > 0) return
  if (portals) await portalsFromFile(context, portals)
  if (context.problems.length > 0 || !context.prune) return
  await pruneShared(context, file)
  if (pipelines) await prunePipelines(context, pipelines)
}

/** The same for use-cases that run inside: their transaction is ours, and what they tell others waits for its end. */
function insideOf(deps: Deps, tx: Tx, { ended, written }: { ended: string[]; written: string[] }): Deps {
  return {
    ...deps,
    db: tx,
    bus: { ...deps.bus, publish: () => Promise.resolve() },
    // What the transaction does not keep must not stay on the disk.
    files: {
      ...deps.files,
      write: (key, ...rest) => {
        written.push(key)
        return deps.files.write(key, ...rest)
      },
    },
    hub: { ...deps.hub, endSessions: (sessionIds) => void ended.push(...sessionIds) },
  }
}
