import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { Change } from '../settings-file/diff-settings.ts'
import { exportFile, settingsText } from '../settings-file/export-settings.ts'
import { importSettings, type ImportResult, type ImportTarget } from '../settings-file/import-settings.ts'
import { SettingsFileError } from '../settings-file/problem.ts'
import { readSettingsFile } from '../settings-file/read-file.ts'
import type { SettingsFile } from '../../shared/settings-file.ts'
import { openDeps } from '../start-server.ts'
import { StartError } from '../start-error.ts'
import { ask, askSecret, isAtTerminal } from './ask.ts'
import { firstAdmin, linkForAdmin } from './first-admin.ts'

const usage = `settings export [--out file.json] [--account "Kvist"]
     settings diff file.json [--prune] [--account "Kvist"]
     settings import file.json [--yes | --dry-run] [--prune] [--account "Kvist"]
On an empty database "import" makes the account: [--admin-email maja@kvist.example] [--admin-name "Maja Berg"],
with the password of PORTAL_PASSWORD, or of the prompt, or by a link that is printed.`

type Options = ReturnType<typeof readOptions>

/** Exports, compares or imports the settings of an account as a file. */
export async function run(words: readonly string[]): Promise<void> {
  const options = readOptions(words)
  const file = options.deed === 'export' ? undefined : readFile(options.path)
  const { deps, close } = await openDeps(readConfig({ LOG_LEVEL: 'error', ...process.env }), { publicDir: '', pathOf: (name) => name })
  try {
    if (!file) await write(deps, options)
    else if (options.deed === 'diff') await compare(deps, options, file)
    else await read(deps, options, file)
  } catch (error) {
    if (error instanceof SettingsFileError) throw refusal(error)
    throw error
  } finally {
    deps.hub.close()
    await close()
  }
}

function readOptions(words: readonly string[]) {
  try {
    const [text, flag] = [{ type: 'string' }, { type: 'boolean', default: false }] as const
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...{ out: text, account: text, 'admin-email': text, 'admin-name': text },
        ...{ prune: flag, yes: flag, 'dry-run': flag },
      },
    })
    const [deed, path, ...more] = positionals
    if (deed !== 'export' && deed !== 'diff' && deed !== 'import')
      throw new Error(deed ? `There is no "settings ${deed}".` : 'What about the settings?')
    if (more.length > 0 || (deed === 'export' && path !== undefined)) throw new Error(`"${more[0] ?? path}" is one word too many.`)
    if (deed !== 'export' && path === undefined) throw new Error('Which file? "-" reads standard input.')
    if (values.yes && values['dry-run']) throw new Error('Either --yes or --dry-run.')
    return { deed, path: path ?? '', ...values } as const
  } catch (error) {
    throw new StartError(`${(error as Error).message}\nUse: ${usage}`, { cause: error })
  }
}

function readFile(path: string): SettingsFile {
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new StartError(`The file ${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    return readSettingsFile(text)
  } catch (error) {
    throw error instanceof SettingsFileError ? refusal(error) : error
  }
}

function refusal({ problems }: SettingsFileError): StartError {
  const lines = problems.map(({ path, words, code }) => (path ? `  ${path} ${words} [${code}]` : `  ${words} [${code}]`))
  return new StartError(`The settings file was refused; nothing was changed.\n${lines.join('\n')}`)
}

async function write(deps: Deps, { out, account }: Options): Promise<void> {
  const accountId = await findAccountId(deps, account)
  if (accountId === undefined) throw new StartError('There is no account yet.')
  const text = settingsText(await exportFile(deps, accountId))
  if (out === undefined) process.stdout.write(text)
  else writeFileSync(out, text)
}

async function compare(deps: Deps, { account, prune }: Options, file: SettingsFile): Promise<void> {
  const accountId = await findAccountId(deps, account)
  const target = accountId === undefined ? { admin: { name: 'Nobody', email: 'nobody@localhost', passwordHash: '' } } : { accountId }
  tell(await importSettings(deps, target, file, { prune, dryRun: true }), 'would be')
}

async function read(deps: Deps, options: Options, file: SettingsFile): Promise<void> {
  const accountId = await findAccountId(deps, options.account)
  const admin =
    accountId === undefined
      ? await firstAdmin(deps, { email: options['admin-email'], name: options['admin-name'] }, file, askSecret)
      : undefined
  const target: ImportTarget = accountId === undefined && admin ? { admin } : { accountId: accountId ?? '' }
  const { prune } = options
  if (!options.yes) {
    const found = await importSettings(deps, target, file, { prune, dryRun: true })
    tell(found, 'would be')
    if (options['dry-run'] || (found.changes.length === 0 && !admin)) return
    if (!isAtTerminal()) throw new StartError('Nothing was changed. Say --yes to import the file.')
    if (!/^y(es)?$/i.test(await ask('Import it? [y/N] '))) {
      console.log('Nothing was changed.')
      return
    }
  }
  const done = await importSettings(deps, target, file, { prune, dryRun: false })
  if (options.yes) tell(done, 'were')
  else console.log('Imported.')
  if (admin) {
    console.log(`Made the account "${file.account?.name ?? ''}". ${admin.email} signs in at ${deps.config.publicUrl}/staff`)
    if (!admin.hasPassword) console.log(await linkForAdmin(deps, admin.email))
    const keys = await deps.db
      .selectFrom('portal')
      .select(['key', 'slug'])
      .where('account_id', '=', done.accountId)
      .orderBy('slug')
      .execute()
    for (const { key, slug } of keys) console.log(`The key of the portal "${slug}" is ${key} .`)
  }
}

function tell({ changes, notes }: ImportResult, verb: 'would be' | 'were'): void {
  if (changes.length === 0) console.log('Nothing is other than in the file.')
  else console.log(`${changes.length} ${changes.length === 1 ? 'setting' : 'settings'} ${verb} changed:`)
  const signs: Record<Change['kind'], string> = { added: '+', changed: '~', removed: '-' }
  for (const { where, kind, words } of changes)
    console.log(`  ${signs[kind]} ${where}: ${kind === 'changed' ? words : `${kind} ${words}`.trimEnd()}`)
  for (const note of notes) console.log(`To do: ${note}`)
}

/** The account of a name; without one, the only account. Undefined when there is none at all. */
async function findAccountId(deps: Deps, name: string | undefined): Promise<string | undefined> {
  const accounts = await deps.db.selectFrom('account').select(['id', 'name']).orderBy('created_at').orderBy('id').execute()
  const found = accounts.filter((account) => name === undefined || account.name === name)
  if (found.length === 1 || (accounts.length === 0 && name === undefined)) return found[0]?.id
  const names = accounts.map((account) => `"${account.name}"`).join(', ')
  if (name !== undefined)
    throw new StartError(
      `${found.length === 0 ? 'No account has' : 'Several accounts have'} the name "${name}". There ${names ? `are ${names}` : 'is none'}.`,
    )
  throw new StartError(`There are several accounts: choose one with --account. They are ${names}.`)
}
