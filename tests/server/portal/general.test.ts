import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenPage } from '../../../shared/domains.ts'
import type { PortalSettings, PublicPortal } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let admin: StaffClient
let path: string

beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  admin = await world.staff('admin')
  path = `/portals/${world.acme.portalId}`
})
afterAll(() => world.close())

const read = async () => (await (await admin.get(path)).json()) as PortalSettings
const save = async (changes: object) => admin.json('PATCH', path, { version: (await read()).version, ...changes })
const visit = async (origin: string, account = world.acme) =>
  (await (await world.send(`/api/v1/portals/${account.portalKey}`, { headers: { Origin: origin } })).json()) as PublicPortal
const seen = async (who = admin) => ((await (await who.get(`${path}/seen-pages`)).json()) as { pages: SeenPage[] }).pages
const where = async (slug: string) => {
  const response = await world.send(`/p/${slug}`, { redirect: 'manual' })
  return response.headers.get('Location') ?? response.status
}

test('a portal moves to another slug; the old one leads on, and nobody else gets it', async () => {
  expect((await save({ slug: 'help' })).status).toBe(200)
  expect((await read()).hostedUrl).toBe('https://portal.example/p/help')
  expect([await where('help'), await where('acme-support')]).toEqual([200, 'https://portal.example/p/help'])
  const bolt = await world.staff('admin', world.bolt)
  const { version } = (await (await bolt.get(`/portals/${world.bolt.portalId}`)).json()) as PortalSettings
  for (const slug of ['help', 'acme-support']) {
    const response = await bolt.json('PATCH', `/portals/${world.bolt.portalId}`, { version, slug })
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { slug: 'taken' } })
  }
  for (let index = 0; index < 12; index++) expect((await save({ slug: `help-${index}` })).status).toBe(200)
  // The last ten lead on.
  expect([await where('help'), await where('help-1'), await where('help-0')]).toEqual([404, 'https://portal.example/p/help-11', 404])
  expect((await save({ slug: 'help-5' })).status).toBe(200)
  expect([await where('help-5'), await where('help-11')]).toEqual([200, 'https://portal.example/p/help-5'])
})

test('the primary language is always among those that are offered', async () => {
  expect(((await (await save({ languages: ['nb'] })).json()) as PortalSettings).languages).toEqual(['en', 'nb'])
  expect(((await (await save({ languages: ['en'] })).json()) as PortalSettings).languages).toEqual(['en'])
  expect(((await (await save({ language: 'nb' })).json()) as PortalSettings).languages).toEqual(['en', 'nb'])
  expect(((await (await world.send(`/api/v1/portals/${world.acme.portalKey}`)).json()) as PublicPortal).languages).toEqual(['en', 'nb'])
  await save({ language: 'en', languages: ['en', 'nb'] })
})

test('pages that ask for the portal are put down, allowed or not: origin and times, and no more often than needed', async () => {
  const [first = ''] = (await read()).allowedOrigins
  await visit(first)
  await visit('https://other.example')
  const before = world.statements.length
  await visit(first)
  await visit('https://other.example')
  expect(world.statements.slice(before).filter((statement) => statement.includes('seen_page'))).toEqual([])
  expect(await seen()).toMatchObject([
    { origin: 'https://other.example', isAllowed: false },
    { origin: first, isAllowed: true },
  ])
  const bolt = await world.staff('admin', world.bolt)
  expect((await bolt.get(`${path}/seen-pages`)).status).toBe(404)
  world.advance(200)
  await visit(first)
  const [again] = await seen()
  expect(again?.origin).toBe(first)
  expect(Date.parse(again?.lastSeenAt ?? '') - Date.parse(again?.firstSeenAt ?? '')).toBeGreaterThanOrEqual(200_000)
})

test('what is no page of the web is not put down, and made-up origins fill no table and push nobody out', async () => {
  for (const origin of ['null', 'file://', 'http://plain.example', 'https://x.example/path', 'javascript:alert(1)']) await visit(origin)
  for (let index = 0; index < 60; index++) await visit(`https://made-up-${index}.example`)
  const pages = await seen()
  expect(pages.length).toBe(30)
  expect(pages.some(({ origin }) => /null|file|plain|path|script/.test(origin))).toBe(false)
  const allowedOrigins = [...(await read()).allowedOrigins, 'https://new.acme.example']
  await save({ allowedOrigins })
  await visit('https://new.acme.example')
  expect((await seen())[0]).toMatchObject({ origin: 'https://new.acme.example', isAllowed: true })
  expect((await seen()).length).toBe(30)
})
