import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transact } from '../../../server/db/transact.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import type { PublicPortal, UpdatePortalBody } from '../../../shared/portal.ts'
import { claimsOf, handIn, openHostPage, signToken, type HostPage } from '../../support/peers/host-page.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

async function save(changes: Partial<UpdatePortalBody>): Promise<Response> {
  const admin = await world.staff('admin')
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as { version: number }
  return admin.json('PATCH', path, { version, ...changes })
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const publicPortal = async () => (await (await world.stranger().get('')).json()) as PublicPortal

test('without a provider that is on nobody could get in: it cannot be switched on', async () => {
  const refusal = await save({ isSsoRequired: true })
  expect(refusal.status).toBe(400)
  expect(await refusal.json()).toMatchObject({ fields: { isSsoRequired: 'required' } })
  const off = await openHostPage(world, { settings: { isOn: false } })
  expect((await save({ isSsoRequired: true })).status).toBe(400)
  expect((await (await world.staff('admin')).fetch(off.path, { method: 'DELETE' })).status).toBe(204)
})

describe('single sign-on alone', () => {
  let shop: HostPage
  beforeAll(async () => {
    shop = await openHostPage(world, { settings: { loginUrl: 'https://shop.acme.example/login' } })
    const consentTexts = { en: { text: 'We keep what you write.', checkbox: 'I agree.' } }
    await save({ signInMethods: ['password', 'magic_link'], canRegister: true, consentTexts })
  })

  test('ends what began with a password, and nothing that began elsewhere', async () => {
    const byPassword = await world.contact('anna')
    const byShop = world.stranger()
    await handIn(byShop, await signToken(shop.keys, claimsOf(shop, { sub: 'anna' })))
    expect((await save({ isSsoRequired: true })).status).toBe(200)
    expect((await byPassword.get('/me')).status).toBe(401)
    expect((await byShop.get('/me')).status).toBe(200)
  })

  test('sends no mail of a login of our own, also for what was asked before', async () => {
    const { accountId, portalId } = world.acme
    const asked = [
      { portalId, purpose: 'password_reset', email: world.acme.email('anna') },
      { portalId, purpose: 'magic_link', email: world.acme.email('anna') },
      { portalId, purpose: 'registration', email: 'new@acme.example', name: 'New', consent: null },
    ] as const
    for (const payload of asked) {
      const job = { id: world.deps.newId(), accountId, name: 'mail_link', payload, at: world.deps.now() } as const
      await transact(world.deps.db, (tx) => enqueue(tx, job))
    }
    await world.runJobs()
    await world.runJobs()
    expect(world.sentMails.map(({ subject }) => subject)).toEqual([])
  })

  test('shows nothing but the providers', async () => {
    const portal = await publicPortal()
    expect([portal.signInMethods, portal.canRegister]).toEqual([[], false])
    expect(portal.identityProviders).toEqual([{ id: shop.provider.id, kind: 'jwt', name: 'Shop' }])
  })

  const email = () => world.acme.email('anna')
  const redemption = { token: `cpl_${'a'.repeat(43)}`, password: 'a long enough password' }
  const ways: Record<string, [path: string, body: () => object]> = {
    'a password': ['/session', () => ({ email: email(), password })],
    'asking for a new password': ['/password-resets', () => ({ email: email() })],
    'a new password': ['/password-resets/redemption', () => redemption],
    'asking for a link': ['/magic-links', () => ({ email: email() })],
    'a link': ['/magic-links/redemption', () => ({ token: redemption.token })],
    'asking to register': ['/registrations', () => ({ email: 'new@acme.example', name: 'New' })],
    registering: ['/registrations/redemption', () => redemption],
    'an invitation': ['/invitations/redemption', () => redemption],
  }
  for (const [name, [path, body]] of Object.entries(ways)) {
    test(`refuses ${name}`, async () => {
      expect(await codeOf(await world.stranger().post(path, body()))).toEqual([403, 'sign_in_method_off'])
    })
  }

  test('lets people in through a provider, and staff as ever', async () => {
    const client = world.stranger()
    expect((await handIn(client, await signToken(shop.keys, claimsOf(shop, { sub: 'ben', email: world.acme.email('ben') })))).status).toBe(
      201,
    )
    expect((await (await world.staff('agent')).get('/me')).status).toBe(200)
  })

  test('and goes as it came: what was set before is back', async () => {
    expect((await save({ isSsoRequired: false })).status).toBe(200)
    const portal = await publicPortal()
    expect(portal.signInMethods).toEqual(['magic_link', 'password'])
    expect((await (await world.contact('anna')).get('/me')).status).toBe(200)
  })
})
