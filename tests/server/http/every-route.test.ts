import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portalPrefix, staffPrefix, createApp } from '../../../server/app.ts'
import type { Deps } from '../../../server/deps.ts'
import { staffPermissions, type StaffPermission } from '../../../shared/auth.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { password, siteOrigin } from '../../support/world-rows.ts'
import { openHostPage } from '../../support/peers/host-page.ts'
import { openWorld, type World } from '../../support/world.ts'
import { needOf } from './staff-permissions.ts'

// Read from the app itself: a route that is added tomorrow is tested here tomorrow.
const routes = createApp({} as Deps).routes.filter(({ method }) => method !== 'ALL')
const below = (prefix: string) => [
  ...new Set(routes.filter(({ path }) => path.startsWith(prefix)).map(({ method, path }) => `${method} ${path.slice(prefix.length)}`)),
]
const customerRoutes = below(portalPrefix)
const staffRoutes = below(staffPrefix)

/** What is mailed lets people in who have no session. */
const mailed = ['password-resets', 'magic-links', 'registrations']
  .flatMap((name) => [`POST /${name}`, `POST /${name}/redemption`])
  .concat('POST /invitations/redemption')

/** For whoever began a sign-in, by key and code: tests/server/sso/handoff.test.ts. */
const handoff = ['POST /sso/jwt', 'POST /sso/start', 'GET /sso/status/:ssoId', 'POST /sso/session', 'POST /sso/provider']

/** Routes that answer before anybody has signed in. */
const forAnybody = new Set([
  'GET ',
  // The words of the login: tests/server/portal/pages.test.ts.
  'GET /pages',
  'POST /session',
  'POST /session/refresh',
  'POST /sso/jwt-session',
  'POST /preview-sessions',
  // By the token that the server printed: tests/server/process/set-up.test.ts.
  'POST /set-up',
  // Staff who have no session yet: tests/server/sso/staff.test.ts, tests/server/auth/team.test.ts.
  'POST /sso/providers',
  'POST /invitations/lookup',
  ...mailed,
  ...handoff,
])

const twoStages = [
  { labels: { en: 'Asked' }, isClosed: false },
  { labels: { en: 'Done' }, isClosed: true },
]

/** Good bodies: what is refused must be refused for who asks, not for how. */
const bodies: Record<string, (world: World) => unknown> = {
  '/messages': () => ({ text: 'let me in' }),
  '/stage': ({ bolt }) => ({ stageId: bolt.closedStageId }),
  '/hidden': () => ({ isHidden: true }),
  '/pipelines': () => ({ name: 'Mine', stages: twoStages }),
  '/pipelines/:pipelineId': () => ({ version: 1, name: 'Mine', isConfidential: false, stages: twoStages }),
  '/pipeline-order': ({ acme }) => ({ pipelineIds: [acme.supportPipelineId] }),
  '/ticket-moves': ({ acme }) => ({ toPipelineId: acme.salesPipelineId }),
  '/confidentiality': () => ({ isConfidential: true }),
  '/pages/:page': () => ({ version: 0, template: 'plain', contents: { en: null, nb: null } }),
  '/pages/:page/previews': () => ({ language: 'en', template: 'plain', contents: null }),
  '/mails/:mail': () => ({ version: 0, contents: { en: null, nb: null } }),
  '/mails/:mail/previews': () => ({ language: 'en', contents: null }),
  '/trials': () => ({ language: 'en', contents: null }),
  '/previews': () => ({ contactId: null }),
  '/preview-sessions': () => ({ code: 'cpo_unknown' }),
  '/explanations': ({ acme }) => ({ contactId: acme.contacts.anna, ticketId: cases.anna.id }),
  '/contact-matches': ({ acme }) => ({
    contactId: acme.contacts.anna,
    rule: { groups: [{ conditions: [{ property: 'contact.name', operator: 'is_known' }] }] },
  }),
  '/properties/:propertyId': () => ({ version: 1, labels: { en: 'Mine' } }),
  '/ticket-counts': () => ({ rule: { groups: [{ conditions: [{ property: 'ticket.subject', operator: 'is_known' }] }] } }),
  '/identity-providers': () => ({ kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' }),
  '/identity-providers/:providerId': () => ({ version: 1, name: 'Mine' }),
  '/staff-providers': () => ({ name: 'Mine', issuer: 'https://id.example', clientId: 'x', emailDomains: ['acme.example'] }),
  '/staff-providers/:staffProviderId': () => ({ version: 1, name: 'Mine' }),
  '/sign-in-checks': ({ acme }) => ({ providerId: acme.portalId }),
  '/saml-metadata': () => ({ xml: '<x/>' }),
  '/keys': () => ({ name: 'Mine' }),
  'Id/properties': () => ({ values: {} }),
  '/properties': () => ({ object: 'ticket', key: 'tier', type: 'text', labels: { en: 'Tier' } }),
  '/contacts': ({ acme }) => ({ email: acme.email('ben') }),
  '/inboxes': () => ({ name: 'Mine' }),
  '/inboxes/:inboxId': () => ({ name: 'Mine' }),
  '/forms': () => ({ name: 'Mine', key: 'mine', titles: {}, inboxId: null, pipelineId: null, stageId: null, fields: [] }),
  '/portals/:portalId/forms/:formId': () => ({ isDefault: true }),
  '/forms/:formId': (world) => ({ ...(bodies['/forms']?.(world) as object), version: 1 }),
  '/copies': () => ({ name: 'Mine' }),
  '/lists': () => ({ kind: 'static', name: 'Mine' }),
  '/lists/:listId': () => ({ version: 1, name: 'Mine' }),
  '/brand': () => ({ version: 0, theme: {} }),
  '/menus': () => ({ name: 'Mine', items: [{ kind: 'tickets', labels: {} }] }),
  '/menus/:menuId': () => ({ version: 1, name: 'Mine', items: [{ kind: 'tickets', labels: {} }] }),
  '/members': () => ({ emails: ['let@me.example'] }),
  '/contact-counts': () => ({ rule: { groups: [{ conditions: [{ property: 'contact.name', operator: 'is_known' }] }] } }),
  '/account/invitations': () => ({ email: 'new@acme.example', name: 'Nora New', permissions: ['inbox.answer'], language: 'en' }),
  '/account/staff/:staffId': () => ({ version: 1, name: 'Mine' }),
  '/activity': () => ({ isActive: false }),
  '/invitations': ({ acme }) => ({ contactId: acme.contacts.anna }),
  '/companies/:companyId/domains': () => ({ domains: [] }),
  '/domains': () => ({ host: 'help.mine.example' }),
  '/domains/:domainId': () => ({ version: 1, language: null }),
  '/access-previews': () => ({ accessMode: 'everyone', accessListIds: [] }),
  '/me/proof': () => ({ password: 'let me in' }),
  '/erasure': () => ({ method: 'delete', confirmation: 'let@me.in' }),
  '/read-state': () => ({ messageId: cases.anna.messageId }),
}

let world: World
let cases: CaseTickets
let ids: Record<string, string>
let anna: ContactClient
let dan: ContactClient
let adminOfBolt: StaffClient

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  const agent = await world.staff('agent')
  const { threads } = (await (await agent.get('/threads?state=all')).json()) as { threads: { id: string }[] }
  anna = await world.contact('anna')
  dan = await world.contact('dan')
  adminOfBolt = await world.staff('admin', world.bolt)
  const { sessions } = (await (await anna.get('/sessions')).json()) as { sessions: { id: string }[] }
  const property = await (await world.staff('admin')).post('/properties', bodyFor('/properties'))
  const { id: propertyId } = (await property.json()) as { id: string }
  const hostPage = await openHostPage(world)
  const { keys } = (await (await (await world.staff('admin')).get(`${hostPage.path}/keys`)).json()) as { keys: { id: string }[] }
  const list = await (await world.staff('admin')).post('/lists', bodyFor('/lists'))
  const { id: listId } = (await list.json()) as { id: string }
  const menu = await (await world.staff('admin')).post('/menus', bodyFor('/menus'))
  const { id: menuId } = (await menu.json()) as { id: string }
  const domain = await (await world.staff('admin')).post('/domains', bodyFor('/domains'))
  const { id: domainId } = (await domain.json()) as { id: string }
  ids = {
    listId,
    domainId,
    menuId,
    page: 'log_in',
    mail: 'new_reply',
    ticketId: cases.anna.id,
    contactId: world.acme.contacts.anna,
    threadId: threads[0]?.id ?? '',
    attachmentId: cases.anna.attachmentId ?? '',
    sessionId: sessions[0]?.id ?? '',
    portalId: world.acme.portalId,
    formId: world.acme.formId,
    inboxId: world.acme.inboxId,
    pipelineId: world.acme.supportPipelineId,
    propertyId,
    companyId: world.acme.nordvikId,
    providerId: hostPage.provider.id,
    ssoId: 'f'.repeat(32),
    keyId: keys[0]?.id ?? '',
    checkId: `try${'f'.repeat(28)}`,
    staffProviderId: hostPage.provider.id,
    staffId: world.acme.staff.agent,
    invitationId: await inviteToTeam(),
  }
})
afterAll(() => world.close())

async function inviteToTeam(): Promise<string> {
  const response = await (await world.staff('admin')).post('/account/invitations', bodyFor('/account/invitations'))
  return ((await response.json()) as { id: string }).id
}

function fill(path: string): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const id = ids[name]
    if (!id) throw new Error(`Say in this file which "${name}" is somebody else’s.`)
    return id
  })
}

function split(route: string): [method: string, path: string] {
  return [route.slice(0, route.indexOf(' ')), route.slice(route.indexOf(' ') + 1)]
}

function bodyFor(path: string): unknown {
  const suffix = Object.keys(bodies).find((known) => path.endsWith(known))
  return suffix ? bodies[suffix]?.(world) : {}
}

describe('without a session', () => {
  test.each(customerRoutes.filter((route) => !forAnybody.has(route)))('customers: %s gives nothing', async (route) => {
    const [method, path] = split(route)
    const response = await world.stranger().json(method, fill(path), method === 'GET' ? undefined : bodyFor(path))
    expect(response.status).toBe(401)
  })

  test.each(staffRoutes.filter((route) => !forAnybody.has(route)))('staff: %s gives nothing', async (route) => {
    const [method, path] = split(route)
    const response = await world.send(`${staffPrefix}${fill(path)}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k',
        'Sec-Fetch-Site': 'same-origin',
        Origin: world.deps.config.publicUrl,
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(bodyFor(path)) }),
    })
    expect(response.status).toBe(401)
  })
})

test.each(staffRoutes.filter((route) => !forAnybody.has(route)))('staff: %s takes no token of a contact', async (route) => {
  const [method, path] = split(route)
  const response = await world.send(`${staffPrefix}${fill(path)}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': 'k',
      'Sec-Fetch-Site': 'same-origin',
      Origin: world.deps.config.publicUrl,
      Authorization: `DPoP ${anna.tokens?.accessToken}`,
      DPoP: await anna.proof(method, `${staffPrefix}${fill(path)}`),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(bodyFor(path)) }),
  })
  expect(response.status).toBe(401)
})

describe('ids of somebody else', () => {
  test.each(customerRoutes.filter((route) => route.includes(':')))('customers: %s does not find them', async (route) => {
    const [method, path] = split(route)
    const response = await dan.json(method, fill(path), method === 'GET' ? undefined : bodyFor(path))
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Case')
  })

  test.each(staffRoutes.filter((route) => route.includes(':')))('staff: %s does not find those of another account', async (route) => {
    const [method, path] = split(route)
    // A staff member reads a whole thread, a contact up to a message.
    const body = path.endsWith('/read-state') ? {} : path === '/portals/:portalId' ? { version: 1, title: 'Mine' } : bodyFor(path)
    const response = await adminOfBolt.json(method, fill(path), method === 'GET' ? undefined : body)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('Case')
  })
})

describe('S14: who lacks one permission alone', () => {
  const lacking = new Map<StaffPermission, StaffClient>()
  beforeAll(async () => {
    const like = await world.deps.db.selectFrom('staff').selectAll().where('id', '=', world.acme.staff.settings).executeTakeFirstOrThrow()
    for (const missing of staffPermissions) {
      const permissions = JSON.stringify(staffPermissions.filter((permission) => permission !== missing))
      const email = `lacks-${missing}@acme.example`
      await world.deps.db
        .insertInto('staff')
        .values({ ...like, id: world.deps.newId(), email, email_folded: email, permissions })
        .execute()
      lacking.set(missing, await new StaffClient(world.send, world.deps.config.publicUrl).signIn(email, password))
    }
  })
  const askAs = async (missing: StaffPermission, route: string) => {
    const [method, path] = split(route)
    const client = lacking.get(missing)
    if (!client) throw new Error(`nobody lacks ${missing}`)
    return client.json(method, fill(path), method === 'GET' ? undefined : bodyFor(path))
  }

  const guarded = staffRoutes.filter((route) => !forAnybody.has(route)).map((route) => ({ route, need: needOf(route) }))
  const refusals = guarded.flatMap(({ route, need }) =>
    typeof need === 'string' ? [] : need.map((permission) => [route, permission] as const),
  )

  test.each(refusals)('%s is refused without %s, before it looks at anything', async (route, permission) => {
    const response = await askAs(permission, route)
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'not_allowed'])
  })

  test.each(guarded.filter(({ need }) => need === 'tickets').map(({ route }) => route))(
    '%s finds nothing without inbox.answer',
    async (route) => {
      const response = await askAs('inbox.answer', route)
      const text = await response.text()
      expect(text).not.toContain('Case')
      if (response.status !== 404)
        expect(Object.values(JSON.parse(text) as object).filter((value) => Array.isArray(value) && value.length > 0)).toEqual([])
    },
  )
})

test('a cookie of staff opens no route of customers', async () => {
  const agent = await world.staff('agent')
  const response = await world.send(`/api/v1/portals/${world.acme.portalKey}/tickets`, {
    headers: { Cookie: agent.cookie, Origin: siteOrigin },
  })
  expect(response.status).toBe(401)
})
