import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HistoryPage } from '../../../shared/history.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let admin: StaffClient

beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
})
afterEach(() => world.close())

async function history(query = '', client = admin): Promise<HistoryPage> {
  const response = await client.get(`/history${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as HistoryPage
}

async function savePortal(changes: object): Promise<void> {
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as PortalSettings
  expect((await admin.json('PATCH', path, { version, ...changes })).status).toBe(200)
}

test('says who changed which setting, from what to what', async () => {
  await savePortal({ title: 'Help desk', canContactsClose: false })
  const { entries } = await history('?group=settings')
  expect(entries[0]).toMatchObject({
    kind: 'portal.changed',
    by: { kind: 'staff', name: 'admin of acme' },
    changes: { title: { before: expect.any(String) as string, after: 'Help desk' } },
  })
})

test('names what a setting points to, and keeps the id of what is gone', async () => {
  const made = async (path: string, body: object) => (await (await admin.post(path, body)).json()) as { id: string }
  const inbox = await made('/inboxes', { name: 'Returns' })
  const menu = await made('/menus', { name: 'Short', items: [{ kind: 'tickets', labels: {} }] })
  const { pipelines } = (await (await admin.get('/pipelines')).json()) as { pipelines: { id: string; name: string }[] }
  const [pipeline] = pipelines
  await savePortal({ defaultInboxId: inbox.id, menuId: menu.id, pipelineIds: [pipeline?.id] })
  const changes = async () => (await history('?group=settings')).entries.find(({ kind }) => kind === 'portal.changed')?.changes
  expect(await changes()).toMatchObject({
    default_inbox_id: { before: 'Support', after: 'Returns' },
    menu_id: { before: null, after: 'Short' },
    pipeline_ids: { before: [], after: [pipeline?.name] },
  })
  await savePortal({ menuId: null })
  expect((await admin.fetch(`/menus/${menu.id}`, { method: 'DELETE' })).status).toBe(204)
  expect(await changes()).toMatchObject({ menu_id: { before: menu.id, after: null } })
})

test('newest first, page by page, each once', async () => {
  for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) await savePortal({ title })
  const titles: unknown[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: HistoryPage = await history(`?group=settings&limit=2${after && `&after=${after}`}`)
    titles.push(...page.entries.map(({ changes }) => changes['title']?.after))
    after = page.next
  }
  expect(titles).toEqual(['Five', 'Four', 'Three', 'Two', 'One'])
})

test('the groups part what is in it; what happens in tickets is never told', async () => {
  const anna = await world.contact('anna')
  const values = { subject: 'Secret subject', text: 'Secret text' }
  expect((await anna.post('/tickets', { formId: world.acme.formId, values })).status).toBe(201)
  await savePortal({ title: 'Help desk' })
  const kinds = async (group: string) => new Set((await history(`?group=${group}&limit=100`)).entries.map(({ kind }) => kind))
  expect(await kinds('settings')).toEqual(new Set(['portal.changed']))
  expect(await kinds('sign_ins')).toEqual(new Set(['staff.signed_in', 'contact.signed_in']))
  expect(await kinds('people')).toEqual(new Set())
  expect(await kinds('all')).toEqual(new Set(['portal.changed', 'staff.signed_in', 'contact.signed_in']))
  expect(JSON.stringify(await history('?limit=100'))).not.toContain('Secret')
})

test('says whom it is about, as long as they are there', async () => {
  const contactId = world.acme.contacts.anna
  expect((await admin.post(`/portals/${world.acme.portalId}/previews`, { contactId })).status).toBe(201)
  expect((await history()).entries[0]).toMatchObject({ kind: 'preview.started', about: 'Anna of acme' })
  const erasure = { method: 'anonymise', confirmation: world.acme.email('anna') }
  expect((await admin.post(`/contacts/${contactId}/erasure`, erasure)).ok).toBe(true)
  const { entries } = await history()
  expect(JSON.stringify(entries)).not.toContain('Anna')
})

test('another account’s history is not in it, and agents have none', async () => {
  const boltAdmin = await world.staff('admin', world.bolt)
  await savePortal({ title: 'Only of acme' })
  expect(JSON.stringify(await history('', boltAdmin))).not.toContain('Only of acme')
  expect((await (await world.staff('agent')).get('/history')).status).toBe(403)
})

test.each(['x', '-1', '1e9', '9'.repeat(16)])('a place in the list that is none: %s', async (after) => {
  expect((await admin.get(`/history?after=${after}`)).status).toBe(400)
})
