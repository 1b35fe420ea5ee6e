import { generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { guarded } from '../../server/db/index.ts'
import { anna, layla } from '../../demo/seed/people.ts'
import { makeSelfSigned } from '../support/peers/certificate.ts'
import { clientId } from '../support/peers/openid-peer.ts'
import { ticketLink } from './support/acts.ts'
import { doors, isIn, useFrontDoor, type Door } from './support/front-door.ts'
import { providerNames, useIdentityPeers } from './support/identity-peers.ts'

const front = useFrontDoor({ ALLOW_PRIVATE_PROVIDERS: '1' })
const peers = useIdentityPeers(front)
const kinds = ['saml', 'oidc', 'jwt'] as const
const subject = 'Shelf labels in aisle 4'

function mend(): void {
  peers.saml.spoil = {}
  peers.host.spoil = {}
  const { '/authorize': authorize } = peers.wrong.handlers
  peers.wrong.reset()
  if (authorize) peers.wrong.handlers['/authorize'] = authorize
}
afterEach(mend)

const button = (page: Page, name: string) => page.getByRole('button', { name: `Log in with ${name}` })

async function openWindow(page: Page, name: string): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, name).click()])
  return popup
}

/** Says who one is on a provider's page. */
async function sayWho(at: Page, email: string): Promise<void> {
  await at.getByLabel('Your address').fill(email)
  await at.getByRole('button', { name: 'Sign in here' }).click()
}

async function closes(popup: Page, of = ''): Promise<void> {
  await expect.poll(() => popup.isClosed(), { message: `the window closes ${of}`, timeout: 8000 }).toBe(true)
}
const hashOf = (page: Page) => new URL(page.url()).hash

for (const door of doors) {
  for (const kind of kinds) {
    test(`T-88: ${door}, ${kind}: in a window, which closes; the place is the same`, async () => {
      const page = await front.open(door, '#support/new')
      const popup = await openWindow(page, providerNames[kind])
      await sayWho(popup, anna.email)
      await isIn(page, anna.name)
      await closes(popup)
      expect(hashOf(page)).toBe('#support/new')
      await page.getByRole('link', { name: 'Tickets' }).click()
      await ticketLink(page, subject).waitFor()
    })

    test(`T-88: ${door}, ${kind}: where windows are blocked the page goes there and comes back to its place`, async () => {
      const page = await front.open(door, '#support/new')
      await page.evaluate(() => (window.open = () => null))
      await button(page, providerNames[kind]).click()
      await sayWho(page, anna.email)
      await page.getByRole('button', { name: 'Continue' }).click()
      await isIn(page, anna.name)
      expect(page.url()).toBe(`${front.home(door)}#support/new`)
    })
  }
}

for (const kind of kinds) {
  test(`somebody new comes in through ${kind} and is made a contact by that, once`, async () => {
    const email = `newcomer-${kind}@new.example`
    const count = async () => {
      const rows = await guarded(front.stage.demo.backend.deps.db)
        .selectFrom('contact_address')
        .select('id')
        .where('email', '=', email)
        .execute()
      return rows.length
    }
    expect(await count()).toBe(0)
    for (const _ of ['the first time', 'again']) {
      const page = await front.open('embedded')
      const popup = await openWindow(page, providerNames[kind])
      await sayWho(popup, email)
      await isIn(page, `Newcomer-${kind}`)
    }
    expect(await count()).toBe(1)
  })
}

test('a window that is closed, and a provider that is down, leave a login to try again', async () => {
  const page = await front.open('embedded')
  const popup = await openWindow(page, providerNames.saml)
  await popup.getByLabel('Your address').waitFor()
  await popup.close()
  const second = await openWindow(page, providerNames.oidc)
  await second.close()
  const third = await openWindow(page, providerNames.jwt)
  await sayWho(third, anna.email)
  await isIn(page, anna.name)
})

test('T-88: two at once, each in its window, both end where they began', async () => {
  const page = await front.open('embedded', '#support/new')
  const other = await front.open('embedded', '#support')
  const popups = [await openWindow(page, providerNames.saml), await openWindow(other, providerNames.jwt)] as const
  await sayWho(popups[1], layla.email)
  await sayWho(popups[0], anna.email)
  await isIn(page, anna.name)
  await isIn(other, layla.name)
})

test('T-88: two at once in one browser: the first to end signs both tabs in, the other one may follow', async () => {
  const page = await front.open('embedded', '#support/new')
  const other = await front.open('embedded', '#support', page.context())
  const first = await openWindow(page, providerNames.saml)
  const second = await openWindow(other, providerNames.oidc)
  await sayWho(second, anna.email)
  await isIn(other, anna.name)
  await isIn(page, anna.name)
  if (!first.isClosed()) await first.close()
  expect(hashOf(page)).toBe('#support/new')
})

test('R21: a browser whose clock is six minutes off signs in all the same', async () => {
  for (const minutes of [-6, 6]) {
    const person = await front.stage.openPerson()
    await person.addInitScript((shift) => {
      const { now } = Date
      Date.now = () => now() + shift
    }, minutes * 60_000)
    const page = await front.open('embedded', '', person)
    const popup = await openWindow(page, providerNames.jwt)
    await sayWho(popup, anna.email)
    await isIn(page, anna.name)
  }
})

const minutes = (count: number) => count * 60
const isoIn = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const samlAt = (seconds: number) => () => ({
  issueInstant: isoIn(seconds),
  notBefore: isoIn(seconds - 5),
  notOnOrAfter: isoIn(seconds + 120),
})

/** What can be wrong with a provider's answer: who is asked, and what is wrong. */
const faults: Record<string, [name: string, spoil: () => void]> = {
  'SAML, another certificate': [providerNames.saml, () => (peers.saml.spoil = { signing: { keys: makeSelfSigned('evil') } })],
  'SAML, another audience': [providerNames.saml, () => (peers.saml.spoil = { parts: () => ({ audience: 'https://other.example' }) })],
  'SAML, clock six minutes behind': [providerNames.saml, () => (peers.saml.spoil = { parts: samlAt(-minutes(6)) })],
  'SAML, clock six minutes ahead': [providerNames.saml, () => (peers.saml.spoil = { parts: samlAt(minutes(6)) })],
  'SAML, an answer to somebody else': [providerNames.saml, () => (peers.saml.spoil = { parts: () => ({ inResponseTo: '_somebody' }) })],
  'OpenID, down': [providerNames.wrongOidc, () => (peers.wrong.handlers['/token'] = (request) => request.socket.destroy())],
  'OpenID, does not answer': [providerNames.wrongOidc, () => (peers.wrong.handlers['/token'] = () => undefined)],
  'OpenID, another audience': [providerNames.wrongOidc, () => (peers.wrong.claims = { aud: `${clientId}-2` })],
  'OpenID, another key': [
    providerNames.wrongOidc,
    () => (peers.wrong.idToken = (claims) => peers.wrong.sign(claims, { key: peers.wrong.otherKeys.privateKey })),
  ],
  'OpenID, clock six minutes behind': [providerNames.wrongOidc, () => (peers.wrong.claims = oidcAt(-minutes(6)))],
  'OpenID, clock six minutes ahead': [providerNames.wrongOidc, () => (peers.wrong.claims = oidcAt(minutes(6)))],
  'JWT, another key': [providerNames.jwt, () => (peers.host.spoil = { key: stranger })],
  'JWT, another audience': [providerNames.jwt, () => (peers.host.spoil = { claims: () => ({ aud: 'pk_another' }) })],
  'JWT, good for an hour': [providerNames.jwt, () => (peers.host.spoil = { claims: (now) => ({ exp: now + 3600 }) })],
  'JWT, clock six minutes behind': [providerNames.jwt, () => (peers.host.spoil = { claims: jwtAt(-minutes(6)) })],
  'JWT, clock six minutes ahead': [providerNames.jwt, () => (peers.host.spoil = { claims: jwtAt(minutes(6)) })],
  'JWT, unsigned': [
    providerNames.jwt,
    () => (peers.host.spoil = { token: (good) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.` }),
  ],
}

function oidcAt(seconds: number) {
  const now = Math.floor(Date.now() / 1000) + seconds
  return { iat: now, exp: now + 300 }
}

function jwtAt(seconds: number) {
  return (now: number) => ({ iat: now + seconds, exp: now + seconds + 120 })
}

test('whatever is wrong with an answer: it is said, there is a way forward, and nothing is made', { timeout: 120_000 }, async () => {
  const tables = guarded(front.stage.demo.backend.deps.db)
  const counted = async () => ({
    contacts: (await tables.selectFrom('contact').select('id').execute()).length,
    sessions: (await tables.selectFrom('session').select('id').execute()).length,
  })
  const page = await front.open('embedded')
  await button(page, providerNames.saml).waitFor()
  const before = await counted()
  for (const [what, [name, spoil]] of Object.entries(faults)) {
    spoil()
    const popup = await openWindow(page, name)
    if (name !== providerNames.wrongOidc) await sayWho(popup, `mallory@new.example`)
    await closes(popup, what)
    await page.getByText('You have not been logged in.').waitFor()
    expect(await counted(), what).toEqual(before)
    mend()
  }
  // The way forward: the same button, once the other side is well again.
  const popup = await openWindow(page, providerNames.jwt)
  await sayWho(popup, anna.email)
  await isIn(page, anna.name)
})

test('a token that a page kept is worth nothing the second time', async () => {
  let kept = ''
  peers.host.spoil = { token: (good) => (kept ||= good) }
  const page = await front.open('embedded')
  await sayWho(await openWindow(page, providerNames.jwt), anna.email)
  await isIn(page, anna.name)
  const thief = await front.open('embedded')
  await sayWho(await openWindow(thief, providerNames.jwt), anna.email)
  await thief.getByText('You have not been logged in.').waitFor()
})

test('S51: only members of a list come in through a provider too', async () => {
  const staff = await front.staff()
  const list = (await (await staff.post('/lists', { kind: 'static', name: 'Members' })).json()) as { id: string }
  await staff.post(`/lists/${list.id}/members`, { emails: [layla.email] })
  await front.changePortal({ accessMode: 'lists', accessListIds: [list.id] })
  const page = await front.open('embedded')
  const tryAs = async (email: string) => sayWho(await openWindow(page, providerNames.saml), email)
  await tryAs(anna.email)
  await page.getByText('You have no access to this portal.').waitFor()
  await page.getByRole('button', { name: 'Log in as somebody else' }).click()
  await tryAs(layla.email)
  await isIn(page, layla.name)
  await front.changePortal({ accessMode: 'everyone', accessListIds: [] })
})

test('consent is asked for after a provider’s word as well', async () => {
  await front.changePortal({ consentTexts: { en: { text: 'We keep your tickets.', checkbox: 'I agree.' } } })
  const page = await front.open('hosted' satisfies Door)
  await sayWho(await openWindow(page, providerNames.oidc), layla.email)
  await page.getByText('We keep your tickets.').waitFor()
  await page.getByRole('checkbox', { name: 'I agree.' }).check()
  await page.getByRole('button', { name: 'Agree and go on' }).click()
  await isIn(page, layla.name)
  await front.changePortal({ consentTexts: null })
})
