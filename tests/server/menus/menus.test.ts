import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryPage } from '../../../shared/history.ts'
import type { Menu, MenuItem } from '../../../shared/menus.ts'
import type { PortalSettings, PublicPortal } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let settings: StaffClient

beforeAll(async () => {
  world = await openWorld()
  settings = await world.staff('settings')
})
afterAll(() => world.close())

const tickets: MenuItem = { kind: 'tickets', labels: {} }
const shop: MenuItem = { kind: 'link', labels: { en: 'Shop', nb: 'Butikk' }, url: 'https://shop.acme.example/?a=1#b' }
let made = 0
const make = async (items: MenuItem[] = [tickets, shop], name = `Menu ${(made += 1)}`) =>
  (await (await settings.json('POST', '/menus', { name, items })).json()) as Menu
const portal = async () => (await (await settings.get(`/portals/${world.acme.portalId}`)).json()) as PortalSettings
const patch = async (change: object) =>
  settings.json('PATCH', `/portals/${world.acme.portalId}`, { version: (await portal()).version, ...change })
const shown = async () => (await (await world.stranger().get('')).json()) as PublicPortal
const all = async (client = settings) => ((await (await client.get('/menus')).json()) as { menus: Menu[] }).menus

test('S91, S92: a menu is made, chosen by a portal, changed by version, shown, and let be again', async () => {
  expect((await shown()).menu).toBeNull()
  const menu = await make([tickets, shop, { kind: 'new', labels: { en: 'Ask us', nb: '' } }], 'Top')
  expect(menu).toMatchObject({ name: 'Top', version: 1, items: [tickets, shop, { kind: 'new', labels: { en: 'Ask us' } }] })
  expect((await patch({ menuId: menu.id })).status).toBe(200)
  expect((await shown()).menu).toEqual(menu.items)

  const changed = await settings.json('PATCH', `/menus/${menu.id}`, { version: 1, name: 'Above', items: [shop] })
  expect(await changed.json()).toMatchObject({ name: 'Above', version: 2 })
  expect((await shown()).menu).toEqual([shop])
  const late = await settings.json('PATCH', `/menus/${menu.id}`, { version: 1, name: 'Mine', items: [tickets] })
  expect([late.status, await late.json()]).toMatchObject([409, { code: 'changed_meanwhile' }])

  const used = await settings.json('DELETE', `/menus/${menu.id}`, {})
  expect([used.status, await used.json()]).toMatchObject([409, { code: 'menu_in_use' }])
  expect((await patch({ menuId: null })).status).toBe(200)
  expect((await shown()).menu).toBeNull()
  expect((await settings.json('DELETE', `/menus/${menu.id}`, {})).status).toBe(204)
  expect((await settings.json('DELETE', `/menus/${menu.id}`, {})).status).toBe(404)
})

test('S93: the link of other pages is on until it is switched off', async () => {
  expect((await shown()).hasPortalLink).toBe(true)
  await patch({ hasPortalLink: false })
  expect((await shown()).hasPortalLink).toBe(false)
  expect((await portal()).hasPortalLink).toBe(false)
})

test('what cannot stand in a menu is refused at its field, and nothing is kept', async () => {
  await make([tickets], 'Taken')
  const before = await all()
  const link = (url: string) => [{ ...shop, url }]
  const bad: [object, object][] = [
    [{ name: ' ' }, { name: 'required' }],
    [{ name: 'x'.repeat(121) }, { name: 'too_long' }],
    [{ name: 'TAKEN' }, { name: 'not_a_choice' }],
    [{ items: [] }, { items: 'required' }],
    [{ items: Array.from({ length: 13 }, () => shop) }, { items: 'too_many' }],
    [{ items: [tickets, shop, tickets] }, { 'items.2.kind': 'not_a_choice' }],
    [{ items: [{ kind: 'home', labels: {} }] }, { 'items.0.kind': 'invalid' }],
    [{ items: [{ ...shop, labels: { en: ' ' } }] }, { 'items.0.labels': 'required' }],
    [{ items: [{ kind: 'tickets', labels: { en: 'x'.repeat(61) } }] }, { 'items.0.labels.en': 'too_long' }],
    [{ items: [{ kind: 'tickets', labels: { en: 'a\u0000b' } }] }, { 'items.0.labels.en': 'invalid' }],
    [{ items: [{ ...tickets, url: 'https://acme.example' }] }, { url: 'unknown_field' }],
    [{ items: link('') }, { 'items.0.url': 'required' }],
    [{ items: link(`https://acme.example/${'x'.repeat(2000)}`) }, { 'items.0.url': 'too_long' }],
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'].map(
      (url): [object, object] => [{ items: link(url) }, { 'items.0.url': 'not_a_url' }],
    ),
    ...['//acme.example', '/help', 'acme.example', 'https://me:secret@acme.example', 'https://'].map((url): [object, object] => [
      { items: link(url) },
      { 'items.0.url': 'not_a_url' },
    ]),
  ]
  for (const [change, fields] of bad) {
    const answer = await settings.json('POST', '/menus', { name: 'New', items: [shop], ...change })
    expect([answer.status, await answer.json()], JSON.stringify(change)).toMatchObject([400, { fields }])
  }
  expect(await all()).toEqual(before)
  const renamed = await settings.json('PATCH', `/menus/${(await make()).id}`, { version: 1, name: 'Taken', items: [tickets] })
  expect(await renamed.json()).toMatchObject({ fields: { name: 'not_a_choice' } })
})

test('a menu of another account is none; without the permission there are none', async () => {
  const theirs = await world.staff('settings', world.bolt)
  const menu = await make([tickets], 'Ours alone')
  expect(await all(theirs)).toEqual([])
  const answer = await theirs.json('PATCH', `/portals/${world.bolt.portalId}`, { version: 1, menuId: menu.id })
  expect(await answer.json()).toMatchObject({ fields: { menuId: 'not_a_choice' } })
  // The same name is free there.
  expect((await theirs.json('POST', '/menus', { name: 'Ours alone', items: [tickets] })).status).toBe(201)

  const agent = await world.staff('agent')
  for (const refused of [
    await agent.get('/menus'),
    await agent.json('POST', '/menus', { name: 'Mine', items: [tickets] }),
    await agent.json('PATCH', `/menus/${menu.id}`, { version: 1, name: 'Mine', items: [tickets] }),
    await agent.json('DELETE', `/menus/${menu.id}`, {}),
  ]) {
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'not_allowed' }])
  }
})

test('the history tells each change with before and after', async () => {
  const menu = await make([tickets], 'Told')
  await settings.json('PATCH', `/menus/${menu.id}`, { version: 1, name: 'Told twice', items: [tickets] })
  await settings.json('DELETE', `/menus/${menu.id}`, {})
  const admin = await world.staff('admin')
  const { entries } = (await (await admin.get('/history?group=settings&limit=3')).json()) as HistoryPage
  expect(entries.map(({ kind, changes }) => [kind, changes['name']])).toEqual([
    ['menu.changed', { before: 'Told twice', after: null }],
    ['menu.changed', { before: 'Told', after: 'Told twice' }],
    ['menu.changed', { before: null, after: 'Told' }],
  ])
})
