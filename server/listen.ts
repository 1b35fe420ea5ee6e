import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './start-error.ts'

/** Servers listening on the same port of several addresses. */
export interface Listening {
  port: number
  /** Takes no new connection, waits for open requests for `graceMs`, then cuts what is left. */
  close: (graceMs: number) => Promise<void>
}

/** How long a client may take, in ms, and how much it may ask for. A proxy in front may be stricter. */
const limits = {
  headersTimeout: 10_000,
  /** Long enough for the largest file over a slow line; the upload itself is watched while it streams. */
  requestTimeout: 600_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
} as const
const requestsPerConnectionMax = 1_000
const headersMax = 64

/** This machine has no such address: loopback is written in both families, and IPv6 may be off. */
const noSuchAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/**
 * Listens on every host. An address that this machine does not have is left out as long as another one works.
 *
 * @throws StartError when the port is taken or may not be used.
 */
export async function listen(
  hosts: readonly string[],
  port: number,
  variable: 'PORT' | 'DEMO_PORT',
  handle: RequestListener,
): Promise<Listening> {
  const servers: Server[] = []
  let chosen = port
  const close = async (graceMs: number) => {
    await Promise.all(servers.map((server) => closeServer(server, graceMs)))
  }
  for (const host of hosts) {
    const server = createServer(limits, handle)
    server.maxRequestsPerSocket = requestsPerConnectionMax
    server.maxHeadersCount = headersMax
    try {
      await listenOn(server, host, chosen)
    } catch (error) {
      const code = String((error as NodeJS.ErrnoException).code)
      if (noSuchAddress.has(code) && hosts.length > 1) continue
      await close(0)
      // Free on one address, taken on the other: another port will do.
      if (port === 0 && code === 'EADDRINUSE') return listen(hosts, port, variable, handle)
      throw new StartError(explain(code, host, port, variable), { cause: error })
    }
    servers.push(server)
    // Port 0 means any free one; the other addresses then take the same.
    chosen = (server.address() as AddressInfo).port
  }
  if (servers.length === 0) throw new StartError(`This machine has none of the addresses ${hosts.join(', ')}: set HOST.`)
  return { port: chosen, close }
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function explain(code: string, host: string, port: number, variable: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: end it, or choose another port with ${variable}=….`
  if (code === 'EACCES') return `This user may not listen on port ${port}: choose one above 1023 with ${variable}=….`
  if (code === 'ENOTFOUND' || noSuchAddress.has(code)) return `This machine has no address "${host}": set HOST to one that it has.`
  return `Listening on ${host}, port ${port} failed (${code}).`
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  // A connection whose answer ends from now on (a stream above all) would stay open for its keep-alive time.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(cut)
  clearInterval(sweep)
}
