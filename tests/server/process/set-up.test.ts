import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { offerSetUp } from '../../../server/set-up.ts'
import { startServer, type RunningServer } from '../../../server/start-server.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { createTestDatabase } from '../../support/test-database.ts'

let server: RunningServer

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-set-up-'))
  const database = await createTestDatabase()
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
  server = await startServer(config, { publicDir })
  onTestFinished(async () => {
    await server.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
})

const visit = async (path: string) => (await fetch(new URL(path, server.url), { redirect: 'manual' })).headers.get('Location')
const stranger = () => new StaffClient((path, init) => fetch(new URL(path, server.url), init), server.url)
const tokenOf = (url: string | undefined) => new URL(url ?? 'x:').hash.slice(1)
const offer = async () => tokenOf(await offerSetUp(server.deps))

const body = (token: string, more: object = {}) => ({
  token,
  accountName: 'Kvist',
  name: 'Maja Berg',
  email: 'maja@kvist.example',
  password: 'a long walk in the woods',
  timeZone: 'Europe/Oslo',
  language: 'nb',
  ...more,
})

const accounts = async () => (await server.deps.db.selectFrom('account').select(['name', 'time_zone']).execute()).map((row) => ({ ...row }))

test('who has the printed address makes the first account, and is signed in as its administrator', async () => {
  expect(await visit('/staff')).toBe('/staff/set-up')
  const maja = stranger()
  const response = await maja.post('/set-up', body(await offer()))
  expect(response.status).toBe(201)
  expect(await response.json()).toMatchObject({ name: 'Maja Berg', accountName: 'Kvist' })
  const portals = await maja.get('/portals')
  expect(await portals.json()).toMatchObject({ portals: [{ title: 'Kvist', isOn: false, language: 'nb', slug: 'support' }] })
  expect(await accounts()).toEqual([{ name: 'Kvist', time_zone: 'Europe/Oslo' }])
  expect(await visit('/staff')).toBeNull()
  expect(await visit('/staff/set-up')).toBe('/staff')
})

test('the address works once, and two at once make one account', async () => {
  const token = await offer()
  const answers = await Promise.all(
    [1, 2, 3].map((number) => stranger().post('/set-up', body(token, { email: `m${number}@kvist.example` }))),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404])
  expect(await accounts()).toHaveLength(1)
  expect((await stranger().post('/set-up', body(token, { email: 'later@kvist.example' }))).status).toBe(404)
  expect(await offerSetUp(server.deps)).toBeUndefined()
})

test.each([
  ['nothing', () => Promise.resolve('')],
  ['a wrong one', () => Promise.resolve(`cpu_${'A'.repeat(43)}`)],
  ['one in other letters', async () => (await offer()).toUpperCase()],
  ['an endless one', () => Promise.resolve(`cpu_${'A'.repeat(900)}`)],
  [
    'one that a later start replaced',
    async () => {
      const first = await offer()
      await offer()
      return first
    },
  ],
  [
    'one of the day before',
    async () => tokenOf(await offerSetUp({ ...server.deps, now: () => new Date(Date.now() - 24 * 3_600_001).toISOString() })),
  ],
] as const)('T-04, T-05: %s is no token, and makes nothing', async (_what, make) => {
  const response = await stranger().post('/set-up', body(await make()))
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'link_not_valid' })
  expect(await accounts()).toEqual([])
})

test.each([
  ['accountName', { accountName: ' ' }, 'required'],
  ['name', { name: '' }, 'required'],
  ['email', { email: 'maja' }, 'not_an_email'],
  ['password', { password: 'short' }, 'too_short'],
  ['password', { password: 'password1234' }, 'too_common'],
  ['password', { password: 'majabergkvist' }, 'too_personal'],
] as const)('a bad %s is told, and the address goes on working', async (field, wrong, code) => {
  const token = await offer()
  const response = await stranger().post('/set-up', body(token, wrong))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { [field]: code } })
  expect(await accounts()).toEqual([])
  expect((await stranger().post('/set-up', body(token))).status).toBe(201)
})

test('the token is kept as a hash', async () => {
  const token = await offer()
  const rows = await server.deps.db.selectFrom('installation').select('value').execute()
  expect(rows.filter(({ value }) => value.includes(token))).toEqual([])
})
