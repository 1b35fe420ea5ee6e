import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserLauncher } from '@web/test-runner'

/** Programs that a WebKit of this machine needs. */
export interface WebkitPrograms {
  driver: string
  miniBrowser: string
  xvfb: string
}

/** Web Test Runner launcher for WebKitGTK, the engine of Safari, through its own WebDriver on a screen that nobody sees. */
export function webkitLauncher({ driver, miniBrowser, xvfb }: WebkitPrograms): BrowserLauncher {
  const children: ChildProcess[] = []
  /** Web Test Runner's session → the driver's, and the page that it was sent to. */
  const open = new Map<string, { path: string; url: string }>()
  let driverUrl = ''

  async function command(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(driverUrl + path, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`WebKitWebDriver: ${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }

  return {
    name: 'WebKit',
    type: 'webkitgtk',
    concurrency: 1,
    async initialize() {
      const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      })
      children.push(screen)
      const [number] = (await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
      const port = await findFreePort()
      driverUrl = `http://127.0.0.1:${port}`
      const env = {
        ...process.env,
        DISPLAY: `:${number.toString().trim()}`,
        // Neither a sandbox nor a graphics card is to be had in a container.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      }
      children.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }))
      await waitUntilReady(() => command('GET', '/status'))
    },
    async startSession(sessionId, url) {
      // Tests click by script, which opens no window otherwise.
      const options = { binary: miniBrowser, args: ['--automation', '--javascript-can-open-windows-automatically=true'] }
      const alwaysMatch = {
        browserName: 'MiniBrowser',
        pageLoadStrategy: 'none',
        acceptInsecureCerts: true,
        'webkitgtk:browserOptions': options,
      }
      const session = (await command('POST', '/session', { capabilities: { alwaysMatch } })) as { sessionId: string }
      const path = `/session/${session.sessionId}`
      open.set(sessionId, { path, url })
      await command('POST', `${path}/url`, { url })
    },
    isActive: (sessionId) => open.has(sessionId),
    getBrowserUrl: (sessionId) => open.get(sessionId)?.url,
    async stopSession(sessionId) {
      const session = open.get(sessionId)
      open.delete(sessionId)
      if (session) await command('DELETE', session.path)
      return {}
    },
    startDebugSession: () => Promise.reject(new Error('WebKit is started without a window here.')),
    async stop() {
      await Promise.allSettled([...open.values()].map(({ path }) => command('DELETE', path)))
      open.clear()
      for (const child of children.reverse()) child.kill()
    },
  }
}

async function waitUntilReady(ask: () => Promise<unknown>): Promise<void> {
  const giveUpAt = performance.now() + 20_000
  for (;;) {
    try {
      await ask()
      return
    } catch (error) {
      if (performance.now() > giveUpAt) throw new Error('WebKitWebDriver did not answer within 20 s.', { cause: error })
      await delay(100)
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
