import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { makeDiskStore } from './attachments/disk-store.ts'
import { makePasswordHasher } from './auth/password-hash.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { loadAssets } from './http/assets.ts'
import { startWorker } from './jobs/handlers.ts'
import { listen } from './listen.ts'
import { makeLiveHub } from './live/make-live-hub.ts'
import { openBus } from './live/open-bus.ts'
import { makeLog } from './log.ts'
import { openMailer } from './mail/open-mailer.ts'
import { makeIds } from './new-id.ts'
import { openMigrated, readSecret } from './open-migrated.ts'
import { StartError } from './start-error.ts'
import { openVault } from './vault.ts'

/** A running backend. */
export interface RunningServer {
  /** Origin under which browsers reach it. */
  url: string
  deps: Deps
  /** Ends open streams, finishes open requests and jobs, closes the database. */
  stop: () => Promise<void>
}

/** The built browser files: beside the sources, or beside the bundle in dist/server. */
const builtFiles = [join(import.meta.dirname, '../dist/public'), join(import.meta.dirname, '../public')]

/** Longest time that open requests get when the process is asked to end. */
const graceMs = 10_000

/**
 * Starts the backend: port → database and its schema → app → requests → worker. With port 0 it takes a free one.
 *
 * @param options.prepare Runs before the first request is answered: the demo seeds here.
 * @throws StartError with one sentence about what to mend.
 */
export async function startServer(
  config: Readonly<Config>,
  options: { publicDir?: string; prepare?: (deps: Deps) => Promise<void> } = {},
): Promise<RunningServer> {
  const assets = readAssets(options.publicDir ?? builtFiles.find(existsSync) ?? builtFiles[0] ?? '')
  // The port first: a second server must not touch the database of the first.
  const ready = Promise.withResolvers<RequestListener>()
  let handle: RequestListener | undefined
  const listening = await listen(config.hosts, config.port, 'PORT', (request, response) => {
    if (handle) return handle(request, response)
    ready.promise.then(
      (first) => first(request, response),
      () => response.destroy(),
    )
  })
  ready.promise.catch(() => undefined)
  try {
    const { deps, close } = await openDeps(config.port === 0 ? withPort(config, listening.port) : config, assets)
    try {
      await options.prepare?.(deps)
      const app = createApp(deps)
      const worker = startWorker(deps)
      const answer = getRequestListener((...input) => app.fetch(...input))
      handle = (request, response) => void answer(request, response)
      ready.resolve(handle)
      return {
        url: deps.config.publicUrl,
        deps,
        async stop() {
          deps.hub.close()
          await listening.close(graceMs)
          await worker.stop()
          await close()
        },
      }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    ready.reject(error)
    await listening.close(0)
    throw error
  }
}

/** What the server works with. The commands that change an account use it without answering requests. */
export async function openDeps(config: Readonly<Config>, assets: Deps['assets']): Promise<{ deps: Deps; close: () => Promise<void> }> {
  const { db } = await openMigrated(config)
  const log = makeLog(config.logLevel)
  const now = () => new Date().toISOString()
  const bus = await openBus(config.databaseUrl, log)
  const mailer = openMailer(config)
  const deps: Deps = {
    config,
    db,
    now,
    newId: makeIds(),
    bus,
    hub: makeLiveHub({ db, bus, now, log }),
    files: makeDiskStore(join(config.dataDir, 'files')),
    mailer,
    hasher: makePasswordHasher(),
    assets,
    log,
    nonceSecret: await readSecret(db, 'nonce-secret'),
    vault: openVault(config),
  }
  return {
    deps,
    async close() {
      mailer.close()
      await bus.close()
      await db.destroy()
    },
  }
}

function readAssets(publicDir: string): Deps['assets'] {
  try {
    return loadAssets(publicDir)
  } catch (error) {
    throw new StartError((error as Error).message, { cause: error })
  }
}

function withPort(config: Readonly<Config>, port: number): Readonly<Config> {
  const url = new URL(config.publicUrl)
  // The default address names the port that was asked for; one that was configured stands in front of a proxy.
  if (url.port === '0') url.port = String(port)
  return Object.freeze({ ...config, port, publicUrl: url.origin })
}
