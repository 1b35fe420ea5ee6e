import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let admin: StaffClient
let path: string

beforeAll(async () => {
  world = await openWorld()
  admin = await world.staff('settings')
  path = `/portals/${world.acme.portalId}`
})
afterAll(() => world.close())

async function read(): Promise<PortalSettings> {
  return (await (await admin.get(path)).json()) as PortalSettings
}

test('a saved setting is there for the next request of a customer', async () => {
  const anna = await world.contact('anna')
  expect(await (await anna.get('/me')).json()).toMatchObject({ seesCompany: true })
  const before = await read()
  const saved = await admin.json('PATCH', path, { version: before.version, title: 'Help desk', permissionMode: 'own' })
  expect(saved.status).toBe(200)
  expect(await saved.json()).toMatchObject({ title: 'Help desk', permissionMode: 'own', version: before.version + 1 })
  // Who sees what is told with a token, so the page gets its next one.
  expect((await anna.renew()).me.seesCompany).toBe(false)
  expect(await (await anna.get('/me')).json()).toMatchObject({ seesCompany: false })
  expect(await (await anna.get('')).json()).toMatchObject({ title: 'Help desk' })
})

test('two admins saving at once: the second hears of it and nothing of the first is lost', async () => {
  const { version } = await read()
  const answers = await Promise.all([
    admin.json('PATCH', path, { version, title: 'First' }),
    admin.json('PATCH', path, { version, language: 'nb' }),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  expect((await read()).version).toBe(version + 1)
})

test('origins are kept in one form, each once', async () => {
  const { version } = await read()
  const allowedOrigins = ['https://Help.Acme.example:443/', 'https://bücher.example', 'http://localhost:3000']
  const saved = (await (await admin.json('PATCH', path, { version, allowedOrigins })).json()) as PortalSettings
  expect(saved.allowedOrigins).toEqual(['https://help.acme.example', 'https://xn--bcher-kva.example', 'http://localhost:3000'])
})

describe('refused at its field, nothing saved', () => {
  const cases: [string, object, object][] = [
    ['an origin twice', { allowedOrigins: ['https://a.example', 'https://A.example:443/'] }, { 'allowedOrigins.1': 'twice' }],
    ["another account's slug", { slug: 'bolt-support' }, { slug: 'taken' }],
    ['a slug that is none', { slug: 'Über uns' }, { slug: 'invalid' }],
    ['no language', { languages: [] }, { languages: 'required' }],
    ['a wildcard origin', { allowedOrigins: ['https://*.acme.example'] }, { 'allowedOrigins.0': 'not_an_origin' }],
    ['null as origin', { allowedOrigins: ['https://ok.example', 'null'] }, { 'allowedOrigins.1': 'not_an_origin' }],
    ['http beyond loopback', { allowedOrigins: ['http://acme.example'] }, { 'allowedOrigins.0': 'not_an_origin' }],
    ['an empty title', { title: '  ' }, { title: 'required' }],
    ['a script as home page', { homeUrl: 'javascript:alert(1)' }, { homeUrl: 'not_a_url' }],
    ['a colour that is none', { theme: { accent: 'red;}', logoUrl: null, faviconUrl: null } }, { 'theme.accent': 'invalid' }],
    ['switching on without any origin', { isOn: true, allowedOrigins: [] }, { isOn: 'required' }],
    ['an unknown setting', { ownerId: 'x' }, { ownerId: 'unknown_field' }],
  ]
  test.each(cases)('%s', async (_, change, fields) => {
    const before = await read()
    const response = await admin.json('PATCH', path, { version: before.version, ...change })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields })
    expect(await read()).toEqual(before)
  })

  test('inbox and pipeline of another account', async () => {
    const before = await read()
    const { bolt } = world
    const inbox = await admin.json('PATCH', path, { version: before.version, defaultInboxId: bolt.inboxId })
    expect(await inbox.json()).toMatchObject({ fields: { defaultInboxId: 'not_a_choice' } })
    const pipeline = await admin.json('PATCH', path, { version: before.version, pipelineIds: [bolt.supportPipelineId] })
    expect(await pipeline.json()).toMatchObject({ fields: { pipelineIds: 'not_a_choice' } })
    expect(await read()).toEqual(before)
  })
})

test('without the permission every settings route refuses; another account has no such portal', async () => {
  const agent = await world.staff('agent')
  for (const response of [
    await agent.get('/portals'),
    await agent.get(path),
    await agent.json('PATCH', path, { version: 1, title: 'x' }),
  ]) {
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'not_allowed' })
  }
  const theirs = await world.staff('settings', world.bolt)
  expect((await theirs.get(path)).status).toBe(404)
  expect((await theirs.json('PATCH', path, { version: 1, title: 'x' })).status).toBe(404)
})

test('a portal that is switched off answers only its public settings, and is back as it was when switched on', async () => {
  const anna = await world.contact('anna')
  await admin.json('PATCH', path, { version: (await read()).version, isOn: false, allowedOrigins: ['https://help.acme.example'] })
  const refused = await anna.get('/tickets')
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'portal_off'])
  expect(await (await anna.get('')).json()).toMatchObject({ isOn: false })
  await admin.json('PATCH', path, { version: (await read()).version, isOn: true })
  expect((await anna.get('/tickets')).status).toBe(200)
})
