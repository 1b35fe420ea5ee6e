import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import type { CompiledQuery } from 'kysely'
import { createApp } from '../../server/app.ts'
import { makeDiskStore } from '../../server/attachments/disk-store.ts'
import { makePasswordHasher } from '../../server/auth/password-hash.ts'
import { readConfig } from '../../server/config.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openDatabase } from '../../server/db/open.ts'
import type { Deps } from '../../server/deps.ts'
import { startWorker } from '../../server/jobs/handlers.ts'
import { makeLiveHub } from '../../server/live/make-live-hub.ts'
import { openBus } from '../../server/live/open-bus.ts'
import { makeLog } from '../../server/log.ts'
import type { Mailer, OutgoingMail } from '../../server/mail/mailer.ts'
import { makeIds } from '../../server/new-id.ts'
import { makeVault } from '../../server/vault.ts'
import { requireAccountScope } from './account-scope.ts'
import { ContactClient, type Send } from './contact-client.ts'
import { StaffClient } from './staff-client.ts'
import { borrowTestDatabase } from './test-database.ts'
import { addAccount, password, siteOrigin, type AccountIds } from './world-rows.ts'

export interface WorldOptions {
  /** Of both accounts' portals. Default company. */
  permissionMode?: 'own' | 'company'
  /** Listens on a loopback port as well: for tests that need a socket. Default false. */
  isListening?: boolean
  /** Origins that the portals allow besides the site's own. */
  allowedOrigins?: readonly string[]
  /** Folder of the built browser files. Default: there are none. */
  publicDir?: string
  /** SQLite keeps the world in this file. Default: in memory. */
  databaseFile?: string
  /** Environment variables of the server. */
  env?: Record<string, string>
}

/** A server with a database, two accounts built alike, and the people to use it. */
export interface World {
  deps: Deps
  /** The app itself, for a test that brings its own server. */
  app: ReturnType<typeof createApp>
  /** One request to the app, at its public address. */
  send: Send
  acme: AccountIds
  bolt: AccountIds
  /** Mails that left, in order. */
  sentMails: OutgoingMail[]
  /** Signs a contact in, in a browser of its own. */
  contact: (name: keyof AccountIds['contacts'], account?: AccountIds) => Promise<ContactClient>
  /** A browser where nobody has signed in. */
  stranger: (account?: AccountIds) => ContactClient
  staff: (name: keyof AccountIds['staff'], account?: AccountIds) => Promise<StaffClient>
  /** Moves the clock of the server. */
  advance: (seconds: number) => void
  /** Runs everything that is queued. */
  runJobs: () => Promise<void>
  /** SQL that requests of `send` and jobs of `runJobs` caused so far. */
  statements: string[]
  close: () => Promise<void>
}

let passwordHash: Promise<string> | undefined

/** Opens a world on whichever database this test project runs. Close it when the test is over. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-world-'))
  const onDisk = process.env.TEST_DATABASE === 'postgres' ? undefined : options.databaseFile
  const database = onDisk === undefined ? await borrowTestDatabase() : { url: onDisk, drop: () => Promise.resolve() }
  const statements: string[] = []
  // Scope is checked of what the server asks: a test may look into the database as it likes.
  const inServer = new AsyncLocalStorage<true>()
  const opened = openDatabase(database.url, (query: CompiledQuery) => {
    if (inServer.getStore()) statements.push(query.sql)
  })
  await migrate(opened)

  let server: ServerType | undefined
  const port = options.isListening
    ? await new Promise<number>((resolve) => {
        server = serve({ fetch: (...request) => app.fetch(...request), port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port))
      })
    : 0
  const publicUrl = options.env?.['PUBLIC_URL'] ?? (options.isListening ? `http://127.0.0.1:${port}` : 'https://portal.example')
  const config = readConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: publicUrl, DATA_DIR: folder, SIGN_INS_PER_IP: '1000000', ...options.env })

  let skippedMs = 0
  const clock = () => Date.now() + skippedMs
  const log = makeLog(config.logLevel)
  const bus = await openBus(database.url, log)
  const sentMails: OutgoingMail[] = []
  const mailer: Mailer = {
    isOutbox: false,
    deliver: (mail) => {
      sentMails.push(mail)
      return Promise.resolve('sent')
    },
    close: () => undefined,
  }
  const hasher = makePasswordHasher()
  const now = () => new Date(clock()).toISOString()
  const newId = makeIds(clock)
  const base = { config, db: opened.db, now, newId, bus, log }
  const hub = makeLiveHub(base)
  const deps: Deps = {
    ...base,
    hub,
    files: makeDiskStore(join(folder, 'attachments')),
    mailer,
    hasher,
    assets: { publicDir: options.publicDir ?? join(folder, 'no-assets'), pathOf: (name) => `/assets/${name}` },
    nonceSecret: new Uint8Array(32).fill(7),
    vault: makeVault(new Uint8Array(32).fill(9)),
  }
  const app = createApp(deps)
  const worker = startWorker(deps)

  passwordHash ??= hasher.hash(password)
  const accountOptions = {
    passwordHash: await passwordHash,
    permissionMode: options.permissionMode ?? 'company',
    allowedOrigins: [siteOrigin, ...(options.allowedOrigins ?? [])],
  } as const
  const acme = await addAccount(opened.db, newId, 'acme', accountOptions)
  const bolt = await addAccount(opened.db, newId, 'bolt', accountOptions)
  const send: Send = (path, init) => inServer.run(true, async () => app.fetch(new Request(new URL(path, publicUrl), init)))

  return {
    deps,
    app,
    send,
    acme,
    bolt,
    sentMails,
    contact: (name, account = acme) => new ContactClient(send, publicUrl, account.portalKey).signIn(account.email(name), password),
    stranger: (account = acme) => new ContactClient(send, publicUrl, account.portalKey),
    staff: (name, account = acme) => new StaffClient(send, publicUrl).signIn(account.email(name), password),
    advance: (seconds) => {
      skippedMs += seconds * 1000
    },
    runJobs: () => inServer.run(true, () => worker.runOnce()),
    statements,
    async close() {
      await worker.stop()
      hub.close()
      await bus.close()
      if (server) {
        const listening = server
        if ('closeAllConnections' in listening) listening.closeAllConnections()
        await new Promise((resolve) => listening.close(resolve))
      }
      await opened.db.destroy()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
      requireAccountScope(statements)
    },
  }
}
