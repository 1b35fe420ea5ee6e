import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { FaultSwitch, type NodeEnv } from './fault-switch.ts'

/** What a test in the browser must know of its backend. */
export interface BackendFacts {
  /** Origin of the backend. */
  url: string
}

/** A server on a loopback port, before it a fault switch, behind it the real app with a world of its own. */
export interface WidgetBackend {
  facts: BackendFacts
  faults: FaultSwitch
  /** Does what somebody else does while the test runs: an agent answers, a session is revoked. */
  act: (deed: { name: string }) => Promise<unknown>
  stop: () => Promise<void>
}

/** Starts a backend whose portal allows the origin of the page that runs the tests. */
export async function startWidgetBackend(_allowedOrigin: string): Promise<WidgetBackend> {
  let faults: FaultSwitch | undefined
  const listener = getRequestListener((request, env) => faults!.fetch(request, env as unknown as NodeEnv))
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The backend has no port.')
  const url = `http://127.0.0.1:${address.port}`
  const app = new Hono()
  faults = new FaultSwitch((request, env) => app.fetch(request, env))
  return {
    facts: { url },
    faults,
    act: ({ name }) => Promise.reject(new Error(`Nobody knows how to "${name}".`)),
    stop: () =>
      new Promise<void>((resolve) => {
        faults.set([])
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
