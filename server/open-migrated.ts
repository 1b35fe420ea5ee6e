import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase, type OpenedDatabase } from './db/open.ts'
import { transact } from './db/transact.ts'
import { StartError } from './start-error.ts'

/**
 * Opens the configured database with the newest schema; makes the data folder when there is none.
 *
 * @throws StartError when the folder cannot be written or the database cannot be opened.
 */
export async function openMigrated(config: Config): Promise<OpenedDatabase> {
  requireWritable(config.dataDir)
  let opened: OpenedDatabase | undefined
  try {
    opened = openDatabase(config.databaseUrl ?? join(config.dataDir, 'portal.sqlite'))
    await migrate(opened)
    return opened
  } catch (error) {
    await opened?.db.destroy().catch(() => undefined)
    const where =
      config.databaseUrl === null ? `the database in ${config.dataDir}` : `the database at ${withoutPassword(config.databaseUrl)}`
    throw new StartError(`Opening ${where} failed: ${reasonOf(error)}`, { cause: error })
  }
}

function requireWritable(folder: string): void {
  const probe = join(folder, `.probe-${randomBytes(6).toString('hex')}`)
  try {
    makeFolder(folder)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    throw new StartError(`The folder ${folder} cannot be written (${code}): choose another with DATA_DIR=….`, { cause: error })
  }
}

/** Not by `recursive`: where the parent takes no folders (below /proc) that tries again for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  mkdirSync(folder)
}

function withoutPassword(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.hostname}${parsed.port && `:${parsed.port}`}${parsed.pathname}` : 'DATABASE_URL'
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/** A secret of the installation: random, made when first asked for, the same in every process. */
export async function readSecret(db: Db, name: string): Promise<Uint8Array> {
  const text = await transact(db, async (tx) => {
    const fresh = randomBytes(32).toString('base64url')
    await tx
      .insertInto('installation')
      .values({ name, value: fresh })
      .onConflict((oc) => oc.column('name').doNothing())
      .execute()
    return tx.selectFrom('installation').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  })
  return Buffer.from(text.value, 'base64url')
}
