import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '../../esbuild.config.mjs'
import { isEmpty, allowSite, seedDemo } from '../../demo/seed.ts'
import { demoPassword, admin, agent, anna, ben, cleo } from '../../demo/seed/people.ts'
import { makeKnowledgeBase } from '../../demo/serve.ts'
import { demoPortalKey, secondPortalKey } from '../../demo/site.ts'
import { readConfig, type Config } from '../config.ts'
import { listen } from '../listen.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import { StartError } from '../start-error.ts'
import { startServer } from '../start-server.ts'

const defaultDemoPort = 8788
/** Another site than localhost, so the browser treats the backend as a third party: cookies would not work. */
const siteHost = '127.0.0.1'
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Builds the browser files, seeds an embedded database once, and runs the backend and a help site on another origin. */
export async function run(words: readonly string[]): Promise<void> {
  const { reset } = readOptions(words)
  const config = readDemoConfig()
  const demoPort = readDemoPort()
  await build({ server: false })
  const site = await listenForSite(demoPort)
  try {
    if (reset) rmSync(config.dataDir, { recursive: true, force: true })
    const backend = await startServer(config, {
      async prepare(deps) {
        if (await isEmpty(deps.db)) await seedDemo({ ...deps, siteOrigin: site.origin })
        await allowSite(deps.db, site.origin)
      },
    })
    site.serve(backend.url)
    console.log(summary(backend.url, site.origin, config))
    await runUntilSignal(async () => {
      await site.close()
      await backend.stop()
    })
  } finally {
    await site.close()
  }
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
  const config = readConfig({ DATA_DIR: '.data/demo', LOG_LEVEL: 'warn', ...process.env, ALLOW_DEFAULT_HOST_PORTALS: '1' })
  // Everybody knows the passwords of the demo.
  const open = config.hosts.find((host) => !loopback.has(host))
  if (open !== undefined) throw new StartError(`The demo has fixed passwords and listens on loopback only: HOST may not be ${open}.`)
  if (config.databaseUrl !== null) throw new StartError('The demo keeps its own embedded database: run it without DATABASE_URL.')
  return config
}

function readDemoPort(): number {
  const text = process.env['DEMO_PORT']
  const port = text ? Number(text) : defaultDemoPort
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError(`DEMO_PORT must be a whole number from 0 to 65535; it is "${text}".`)
  return port
}

/** The site's port is taken before anything is seeded: its origin goes into the portals' settings. */
async function listenForSite(port: number) {
  let serve: ReturnType<typeof makeKnowledgeBase> | undefined
  const listening = await listen([siteHost], port, 'DEMO_PORT', (request, response) => {
    if (serve) return serve(request, response)
    response.writeHead(503, { 'Retry-After': '1' }).end()
  })
  return {
    origin: `http://${siteHost}:${listening.port}`,
    serve(backend: string) {
      serve = makeKnowledgeBase({ backend, portalKey: demoPortalKey, secondPortalKey })
    },
    close: () => listening.close(1000),
  }
}

function summary(backend: string, site: string, config: Config): string {
  return `
  Help site   ${site}           articles; Go to Support is at the top right
  Portal      ${backend}/p/support   the same portal as a page of the backend
  Staff       ${backend}/staff
  API         ${backend}/api/docs

  Customers   ${anna.email}, ${ben.email}   (${anna.company})
              ${cleo.email}                        (${cleo.company})
  Staff       ${agent.email}, ${admin.email}
  Password    ${demoPassword}   (for all of them)

  Data is kept in ${join(config.dataDir)}; "npm run demo -- --reset" begins anew. Ctrl+C ends it.
`
}
