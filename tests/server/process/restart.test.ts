import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import type { Config } from '../../../server/config.ts'
import { startServer, type RunningServer } from '../../../server/start-server.ts'
import type { SessionTokens } from '../../../shared/auth.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { createTestDatabase } from '../../support/test-database.ts'
import { addAccount, password, type AccountIds } from '../../support/world-rows.ts'

/** Settings of a real process on a database that outlives it. */
async function makeConfig(): Promise<{ config: Config; publicDir: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-restart-'))
  const database = await createTestDatabase()
  onTestFinished(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const publicDir = join(folder, 'public')
  mkdirSync(join(publicDir, 'assets'), { recursive: true })
  writeFileSync(join(publicDir, 'assets/manifest.json'), '{}')
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    DATA_DIR: join(folder, 'data'),
    ...(database.url.startsWith('postgres') && { DATABASE_URL: database.url }),
  })
  return { config, publicDir }
}

function sendTo(server: () => RunningServer) {
  return (path: string, init?: RequestInit) => fetch(new URL(path, server().url), init)
}

test('sessions of contacts and staff, and the refresh token, survive a restart of the server', async () => {
  const { config, publicDir } = await makeConfig()
  let account: AccountIds | undefined
  let server = await startServer(config, {
    publicDir,
    async prepare({ db, newId, hasher }) {
      account = await addAccount(db, newId, 'acme', { passwordHash: await hasher.hash(password), permissionMode: 'company' })
    },
  })
  if (!account) throw new Error('nothing was prepared')
  // The same address after the restart: proofs name it.
  const { port } = new URL(server.url)
  const send = sendTo(() => server)
  const anna = await new ContactClient(send, server.url, account.portalKey).signIn(account.email('anna'), password)
  const agent = await new StaffClient(send, server.url).signIn(account.email('agent'), password)
  await server.stop()

  server = await startServer({ ...config, port: Number(port), publicUrl: `http://localhost:${port}` }, { publicDir })
  onTestFinished(() => server.stop())
  expect((await anna.get('/tickets')).status).toBe(200)
  expect((await agent.get('/inboxes')).status).toBe(200)
  const refreshToken = anna.tokens?.refreshToken
  anna.tokens = null
  const refreshed = await anna.post('/session/refresh', { refreshToken, requestId: 'after-the-restart' })
  expect(refreshed.status).toBe(200)
  anna.tokens = (await refreshed.json()) as SessionTokens
  expect((await anna.get('/me')).status).toBe(200)
})

test('a taken port and a folder that cannot be written get one clear sentence', async () => {
  const { config, publicDir } = await makeConfig()
  const server = await startServer(config, { publicDir })
  onTestFinished(() => server.stop())
  const port = Number(new URL(server.url).port)
  await expect(startServer({ ...config, port }, { publicDir })).rejects.toThrow(`Port ${port} is taken by another program`)
  const file = join(config.dataDir, 'a-file')
  writeFileSync(file, '')
  await expect(startServer({ ...config, dataDir: join(file, 'data') }, { publicDir })).rejects.toThrow('cannot be written')
})

test('headers beyond 16 KiB are refused and the server goes on', async () => {
  const { config, publicDir } = await makeConfig()
  const server = await startServer(config, { publicDir })
  onTestFinished(() => server.stop())
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(new URL('/healthz', server.url), { headers: { 'X-Long': 'x'.repeat(20 * 1024) } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(431)
  expect((await fetch(new URL('/healthz', server.url))).status).toBe(200)
})
