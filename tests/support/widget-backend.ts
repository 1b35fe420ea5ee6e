import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type Deed, actIn } from './deeds.ts'
import { FaultSwitch, type NodeEnv } from './fault-switch.ts'
import { closeTrustedSites } from './trust-site.ts'
import { openWorld } from './world.ts'
import { password } from './world-rows.ts'

/** What a test in the browser must know of its backend. */
export interface BackendFacts {
  /** Origin of the backend. */
  url: string
  /** Portal that allows the page's origin; its account has anna and ben of Nordvik, cleo of Birka, dan of no company. */
  portalKey: string
  /** A portal of another account, with the same people under other addresses. */
  otherPortalKey: string
  /** E-mail addresses of the first account by name: anna, ben, cleo, dan, agent, admin. */
  emails: Record<string, string>
  /** Of everybody. */
  password: string
}

/** A server on a loopback port, before it a fault switch, behind it the real app with a world of its own. */
export interface WidgetBackend {
  facts: BackendFacts
  faults: FaultSwitch
  act: (deed: Deed) => Promise<unknown>
  stop: () => Promise<void>
}

/** Starts a backend whose portals allow the origin of the page that runs the tests; it serves the browser files of `publicDir`. */
export async function startWidgetBackend(allowedOrigin: string, publicDir: string): Promise<WidgetBackend> {
  // The world wants to know its address before it can answer.
  const faults = new FaultSwitch((request, env) => world.app.fetch(request, env))
  const listener = getRequestListener((request, env) => faults.fetch(request, env as unknown as NodeEnv))
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const world = await openWorld({ allowedOrigins: [allowedOrigin], publicDir, env: { PUBLIC_URL: url, ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  const names = ['anna', 'ben', 'cleo', 'dan', 'agent', 'admin'] as const
  return {
    facts: {
      url,
      portalKey: world.acme.portalKey,
      otherPortalKey: world.bolt.portalKey,
      emails: Object.fromEntries(names.map((name) => [name, world.acme.email(name)])),
      password,
    },
    faults,
    act: (deed) => actIn(world, deed),
    stop: async () => {
      faults.set([])
      await closeTrustedSites(world)
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await world.close()
    },
  }
}
