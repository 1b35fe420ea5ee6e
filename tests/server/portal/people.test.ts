import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CompanyPage } from '../../../shared/contacts.ts'
import type { ContactListEntry, MemberPage } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf } from '../auth/mailed.ts'

let world: World
let admin: StaffClient
beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
})
afterEach(() => world.close())

async function makeList(body: object): Promise<ContactListEntry> {
  const response = await admin.post('/lists', body)
  expect(response.status).toBe(201)
  return (await response.json()) as ContactListEntry
}

const portalPath = () => `/portals/${world.acme.portalId}`
const nameBegins = (value: string) => ({ groups: [{ conditions: [{ property: 'contact.name', operator: 'starts_with', value }] }] })

async function save(changes: object): Promise<Response> {
  const { version } = (await (await admin.get(portalPath())).json()) as PortalSettings
  return admin.json('PATCH', portalPath(), { version, ...changes })
}

const members = async (query = '') => (await (await admin.get(`${portalPath()}/members${query}`)).json()) as MemberPage
const companies = async (query = '') => (await (await admin.get(`/companies${query}`)).json()) as CompanyPage

test('members say which lists let them in, and are found by name or address', async () => {
  const guests = await makeList({ kind: 'static', name: 'Guests' })
  const annas = await makeList({ kind: 'active', name: 'Annas', rule: nameBegins('anna') })
  const unused = await makeList({ kind: 'static', name: 'Unused' })
  const emails = [world.acme.email('anna'), world.acme.email('ben')]
  for (const list of [guests, unused]) await admin.post(`/lists/${list.id}/members`, { emails })
  expect((await save({ accessMode: 'lists', accessListIds: [guests.id, annas.id] })).status).toBe(200)
  const why = Object.fromEntries((await members()).members.map(({ email, listIds }) => [email, listIds.toSorted()]))
  expect(why).toEqual({ [world.acme.email('anna')]: [guests.id, annas.id].sort(), [world.acme.email('ben')]: [guests.id] })
  const found = async (q: string) => (await members(`?q=${encodeURIComponent(q)}`)).members.map(({ email }) => email)
  expect(await found('BEN')).toEqual([world.acme.email('ben')])
  expect(await found('%')).toEqual([])
  expect(await found('@acme')).toHaveLength(2)
  expect((await save({ accessMode: 'everyone' })).status).toBe(200)
  expect((await members('?q=anna')).members.map(({ listIds }) => listIds)).toEqual([[]])
})

test('with everyone, whoever has a way in is a member: a password, a proved address that takes links, a provider; with single sign-on alone the last', async () => {
  const { db } = world.deps
  const anna = world.acme.contacts.anna
  const unlisted = await makeList({ kind: 'static', name: 'New' })
  await admin.post(`/lists/${unlisted.id}/members`, { emails: ['new@nordvik.example'] })
  const emails = async () => (await members('?limit=100')).members.map(({ email }) => email).sort()
  const all = [world.acme.email('anna'), world.acme.email('ben'), world.acme.email('cleo'), world.acme.email('dan')]
  expect(await emails()).toEqual(all)
  await db.updateTable('contact').set({ password_hash: null }).where('id', '=', anna).execute()
  expect((await save({ signInMethods: ['password'] })).status).toBe(200)
  expect(await emails()).toEqual(all.slice(1))
  expect((await save({ signInMethods: ['password', 'magic_link'] })).status).toBe(200)
  expect(await emails()).toEqual(all)
  const made = await admin.post(`${portalPath()}/identity-providers`, { kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' })
  const provider = ((await made.json()) as { id: string }).id
  const link = { account_id: world.acme.accountId, provider_id: provider, subject: 'a', contact_id: anna, created_at: world.deps.now() }
  await db.insertInto('identity_link').values(link).execute()
  await setPortal(world, { is_sso_required: 1 })
  expect((await members()).members).toMatchObject([{ email: world.acme.email('anna'), status: 'registered' }])
})

test('who is on a list is counted, of whatever kind; a list of nobody’s is none', async () => {
  const guests = await makeList({ kind: 'static', name: 'Guests' })
  await admin.post(`/lists/${guests.id}/members`, { emails: [world.acme.email('anna'), 'new@nordvik.example'] })
  const annas = await makeList({ kind: 'active', name: 'Annas', rule: nameBegins('anna') })
  const count = async (body: object) => (await admin.post('/contact-counts', body)).json()
  expect(await count({ listId: guests.id })).toEqual({ count: 2, isComplete: true })
  expect(await count({ listId: annas.id })).toEqual({ count: 1, isComplete: true })
  const theirs = await world.staff('admin', world.bolt)
  expect((await theirs.post('/contact-counts', { listId: guests.id })).status).toBe(404)
})

test('who was deleted matches no rule any more', async () => {
  const rule = { groups: [{ conditions: [{ property: 'contact.name', operator: 'is_known' }] }] }
  const everybody = await makeList({ kind: 'active', name: 'Everybody', rule })
  const count = async () => ((await (await admin.post('/contact-counts', { listId: everybody.id })).json()) as { count: number }).count
  const before = await count()
  const erased = { erased_at: world.deps.now(), name: 'Deleted contact' }
  await world.deps.db.updateTable('contact').set(erased).where('id', '=', world.acme.contacts.anna).execute()
  expect(await count()).toBe(before - 1)
})

test('companies come by name with their domains, page by page, and are found by either; nobody else’s', async () => {
  const all = (await companies()).companies
  expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name).toSorted())
  const [first] = all
  if (!first) throw new Error('no company')
  const domains = ['nordvik.example', 'nordvik-shop.example']
  expect((await admin.json('PUT', `/companies/${first.id}/domains`, { domains })).status).toBe(200)
  expect((await companies()).companies[0]).toEqual({ ...first, domains: domains.toSorted() })
  expect((await companies('?q=VIK-SHOP')).companies.map(({ id }) => id)).toEqual([first.id])
  expect((await companies('?q=_')).companies).toEqual([])
  const paged = []
  for (let after: string | null = ''; after !== null;) {
    const page: CompanyPage = await companies(`?limit=1${after && `&after=${after}`}`)
    paged.push(...page.companies)
    after = page.next
  }
  expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  const theirs = (await (await (await world.staff('admin', world.bolt)).get('/companies')).json()) as CompanyPage
  expect(theirs.companies.filter(({ id }) => all.some((one) => one.id === id))).toEqual([])
  expect((await (await world.staff('settings')).get('/companies')).status).toBe(403)
})

test('links of mails lead into the portal by the name that it has on its home page', async () => {
  const guests = await makeList({ kind: 'static', name: 'Guests' })
  await admin.post(`/lists/${guests.id}/members`, { emails: ['eva@nordvik.example'] })
  const home = { homeUrl: 'https://acme.example/help', homeRoute: 'power' }
  const saved = (await (await save({ ...home, accessMode: 'lists', accessListIds: [guests.id] })).json()) as PortalSettings
  expect(saved).toMatchObject(home)
  world.advance(121)
  expect((await mailsOf(world))[0]?.text).toContain('https://acme.example/help#power/invitation?token=cpl_')
  for (const [bad, code] of [
    ['', 'required'],
    ['a/b', 'invalid'],
    ['a b', 'invalid'],
    ['x'.repeat(41), 'too_long'],
  ]) {
    expect(await (await save({ homeRoute: bad })).json()).toMatchObject({ fields: { homeRoute: code } })
  }
})

test('many who meet the same new people at the same instant, in whatever order, make one contact of each', async () => {
  const lists = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => makeList({ kind: 'static', name })))
  for (const round of [1, 2, 3]) {
    const emails = [`new${round}@nordvik.example`, `newer${round}@nordvik.example`]
    const add = (listId: string, at: number) =>
      admin.post(`/lists/${listId}/members`, { emails: at % 2 === 0 ? emails : emails.toReversed() })
    const answers = await Promise.all(lists.map(({ id }, at) => add(id, at)))
    expect(answers.map(({ status }) => status)).toEqual(lists.map(() => 200))
    for (const answer of answers) expect(await answer.json()).toEqual({ added: 2, alreadyThere: 0 })
    const rows = await world.deps.db.selectFrom('contact_address').select('contact_id').where('email', 'in', emails).execute()
    expect(rows).toHaveLength(2)
  }
})
