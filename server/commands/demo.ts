import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoPassword, admin, agent, anna, ben, cleo } from '../../demo/seed/people.ts'
import { startDemo } from '../../demo/start-demo.ts'
import { build } from '../../esbuild.config.mjs'
import { readConfig, type Config } from '../config.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import { StartError } from '../start-error.ts'

const defaultDemoPort = 8788
const defaultDataDir = '.data/demo'
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Builds the browser files, seeds an embedded database once, and runs the backend and a help site on another origin. */
export async function run(words: readonly string[]): Promise<void> {
  const { reset } = readOptions(words)
  const config = readDemoConfig()
  const demoPort = readDemoPort()
  if (reset) forget(config.dataDir)
  await build({ server: false })
  const demo = await startDemo(config, demoPort)
  console.log(summary(demo.backend.url, demo.siteOrigin, config.dataDir))
  await runUntilSignal(demo.stop)
}

function readOptions(words: readonly string[]): { reset: boolean } {
  try {
    const { values } = parseArgs({ args: [...words], options: { reset: { type: 'boolean' } } })
    return { reset: values.reset ?? false }
  } catch (error) {
    throw new StartError(`${(error as Error).message} The demo knows one option: npm run demo -- --reset`, { cause: error })
  }
}

function readDemoConfig(): Readonly<Config> {
  const config = readConfig({ DATA_DIR: defaultDataDir, LOG_LEVEL: 'warn', ...process.env, ALLOW_DEFAULT_HOST_PORTALS: '1' })
  // Everybody knows the passwords of the demo.
  const open = config.hosts.find((host) => !loopback.has(host))
  if (open !== undefined) throw new StartError(`The demo has fixed passwords and listens on loopback only: HOST may not be ${open}.`)
  if (config.databaseUrl !== null) throw new StartError('The demo keeps its own embedded database: run it without DATABASE_URL.')
  return config
}

function readDemoPort(): number {
  const text = process.env['DEMO_PORT']
  const port = text ? Number(text) : defaultDemoPort
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`DEMO_PORT must be a whole number from 0 to 65535; it is "${text}".`)
  }
  return port
}

/** Only what the server itself keeps there: DATA_DIR may be a folder that holds other things. */
function forget(dataDir: string): void {
  for (const name of ['portal.sqlite', 'portal.sqlite-wal', 'portal.sqlite-shm', 'files']) {
    rmSync(`${dataDir}/${name}`, { recursive: true, force: true })
  }
}

function summary(backend: string, site: string, dataDir: string): string {
  const company = (person: typeof anna) => `(${person.company})`
  return `
  Help site   ${site}   "Go to Support" is at the top right
              ${site}/signed-in   a page whose site knows its user, and needs no login
  Portal      ${backend}/p/support   the same portal as a page of the backend
  Staff       ${backend}/staff
  API         ${backend}/api/docs

  Customers   ${anna.email}, ${ben.email} ${company(anna)}
              ${cleo.email} ${company(cleo)}
  Agent       ${agent.email}
  Admin       ${admin.email}
  Password    ${demoPassword} (for all of them)

  Data is kept in ${dataDir}; "npm run demo -- --reset" begins anew. Ctrl+C ends it.
`
}
