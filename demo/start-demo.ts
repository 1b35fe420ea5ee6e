import type { Config } from '../server/config.ts'
import { listen } from '../server/listen.ts'
import { startServer, type RunningServer } from '../server/start-server.ts'
import { allowSite, isEmpty, seedDemo } from './seed.ts'
import { makeKnowledgeBase } from './serve.ts'
import { announceSignOn, makeSiteKey } from './sign-on.ts'
import { demoPortalKey, secondPortalKey } from './site.ts'

/** Another site than localhost, so that the browser treats the backend as a third party: cookies would not work. */
const siteHost = '127.0.0.1'

/** Both servers of the demo. */
export interface RunningDemo {
  backend: RunningServer
  /** Origin of the help site. */
  siteOrigin: string
  stop: () => Promise<void>
}

/**
 * Runs the backend and the help site; an empty database is seeded first. Port 0 means a free one.
 *
 * @throws StartError with one sentence about what to mend.
 */
export async function startDemo(config: Readonly<Config>, demoPort: number, options: { publicDir?: string } = {}): Promise<RunningDemo> {
  // The site's port is taken before anything is seeded: its origin goes into the portals' settings.
  let serve: ReturnType<typeof makeKnowledgeBase> | undefined
  const site = await listen([siteHost], demoPort, 'DEMO_PORT', (request, response) => {
    if (serve) return serve(request, response)
    response.writeHead(503, { 'Retry-After': '1' }).end()
  })
  const siteOrigin = `http://${siteHost}:${site.port}`
  const siteKey = makeSiteKey()
  try {
    const backend = await startServer(config, {
      ...options,
      async prepare(deps) {
        if (await isEmpty(deps.db)) await seedDemo({ ...deps, siteOrigin })
        await allowSite(deps.db, siteOrigin)
        await announceSignOn(deps.db, siteOrigin, siteKey.publicJwk)
      },
    })
    serve = makeKnowledgeBase({ backend: backend.url, portalKey: demoPortalKey, secondPortalKey }, siteKey.privateKey)
    return {
      backend,
      siteOrigin,
      async stop() {
        await site.close(1000)
        await backend.stop()
      },
    }
  } catch (error) {
    await site.close(0)
    throw error
  }
}
