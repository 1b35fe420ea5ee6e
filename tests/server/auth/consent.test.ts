import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionTokens } from '../../../shared/auth.ts'
import type { ConsentTexts, OwnConsent, PublicConsent } from '../../../shared/consent.ts'
import { listDeadSessions } from '../../../server/auth/authenticate.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf, tokenIn } from './mailed.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1' } })
})
afterEach(() => world.close())

const texts: ConsentTexts = {
  en: { text: 'We keep what you write. More at https://legal.example/privacy', checkbox: 'I agree.' },
  nb: { text: 'Vi lagrer det du skriver.', checkbox: 'Jeg samtykker.' },
}
const others: ConsentTexts = { en: { text: 'We keep what you write for a year.', checkbox: 'I agree.' } }

async function save(changes: object): Promise<Response> {
  const admin = await world.staff('settings')
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as { version: number }
  return admin.json('PATCH', path, { version, ...changes })
}

const asked = async () => ((await (await world.stranger().get('')).json()) as { consent: PublicConsent | null }).consent
const own = async (client: ContactClient) => (await (await client.get('/consent')).json()) as OwnConsent
const give = (client: ContactClient, version = '', language = 'en') =>
  client.post('/consent', { version, language }, { 'X-Forwarded-For': '203.0.113.77' })

test('without words nothing is asked for', async () => {
  const anna = await world.contact('anna')
  expect(anna.tokens?.me.needsConsent).toBe(false)
  expect(await asked()).toBeNull()
  expect(await own(anna)).toEqual({ asked: null, isGiven: true, records: [] })
})

test('with words, sign-in says that consent is needed, and nothing else is open before it is given', async () => {
  expect((await save({ consentTexts: texts })).status).toBe(200)
  const anna = await world.contact('anna')
  expect(anna.tokens?.me.needsConsent).toBe(true)
  for (const path of ['/tickets', '/form', '/live', '/tickets/counts']) {
    const response = await anna.get(path)
    expect(response.status, path).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'consent_required' })
  }
  expect((await anna.get('/me')).status).toBe(200)
  const { version } = (await asked()) ?? { version: '' }
  expect(await asked()).toEqual({ version: expect.stringMatching(/^[0-9a-f]{64}$/), texts })
  const given = await give(anna, version, 'nb')
  expect(given.status).toBe(201)
  expect(await given.json()).toMatchObject({
    isGiven: true,
    records: [{ kind: 'given', method: 'portal', version, language: 'nb', text: texts.nb?.text, checkbox: texts.nb?.checkbox }],
  })
  expect((await anna.get('/tickets')).status).toBe(200)
  expect((await world.contact('anna')).tokens?.me.needsConsent).toBe(false)
  expect((await world.contact('ben')).tokens?.me.needsConsent).toBe(true)
})

test('S59: the words of one portal are no other’s business', async () => {
  await save({ consentTexts: texts })
  expect((await (await world.contact('anna', world.bolt)).get('/tickets')).status).toBe(200)
})

test('the record holds version, language, time, method and the network, and never changes', async () => {
  await save({ consentTexts: texts })
  const anna = await world.contact('anna')
  const { version } = (await asked()) ?? { version: '' }
  await give(anna, version)
  await give(anna, version)
  const rows = await world.deps.db.selectFrom('consent_record').selectAll().execute()
  expect(rows).toMatchObject([
    { kind: 'given', method: 'portal', version, language: 'en', ip: '203.0.113.0', contact_id: world.acme.contacts.anna },
  ])
  const events = await world.deps.db
    .selectFrom('event')
    .select('kind')
    .where('kind', 'in', ['consent.given', 'consent.withdrawn'])
    .execute()
  expect(events).toEqual([{ kind: 'consent.given' }])
})

test('B20: other words are asked for again, in sessions that are open as well; the old words stay readable in the receipt', async () => {
  await save({ consentTexts: texts })
  const anna = await world.contact('anna')
  const first = (await asked())?.version ?? ''
  await give(anna, first)
  const sessionIds = (await world.deps.db.selectFrom('session').select('id').execute()).map(({ id }) => id)
  expect(await listDeadSessions(world.deps, sessionIds)).toEqual([])
  await save({ consentTexts: others })
  expect(await listDeadSessions(world.deps, sessionIds)).toEqual(sessionIds)
  expect((await anna.get('/tickets')).status).toBe(403)
  expect(await (await anna.get('/me')).json()).toMatchObject({ needsConsent: true })
  expect(await (await give(anna, first)).json()).toMatchObject({ code: 'changed_meanwhile' })
  const second = (await asked())?.version ?? ''
  await give(anna, second)
  expect((await anna.get('/tickets')).status).toBe(200)
  expect((await own(anna)).records.map(({ version, text }) => [version, text])).toEqual([
    [second, others.en?.text],
    [first, texts.en?.text],
  ])
})

test('the same words again are the same version: nobody is asked twice', async () => {
  await save({ consentTexts: texts })
  const anna = await world.contact('anna')
  const { version } = (await asked()) ?? { version: '' }
  await give(anna, version)
  await save({ consentTexts: null })
  expect((await anna.get('/tickets')).status).toBe(200)
  await save({ consentTexts: { nb: texts.nb, en: { checkbox: texts.en?.checkbox, text: `  ${texts.en?.text} ` } } })
  expect((await asked())?.version).toBe(version)
  expect((await anna.get('/tickets')).status).toBe(200)
})

test('consent is taken back as easily as it was given: every session is closed, streams too, and the record stays', async () => {
  await save({ consentTexts: texts })
  const [here, there] = [await world.contact('anna'), await world.contact('anna')]
  const { version } = (await asked()) ?? { version: '' }
  await give(here, version)
  const stream = await there.fetch('/live')
  expect(stream.status).toBe(200)
  const closed = new Response(stream.body).text()
  expect((await here.json('DELETE', '/consent', {})).status).toBe(204)
  expect(await closed).toMatch(/event: ended/)
  for (const client of [here, there]) expect((await client.get('/tickets')).status).toBe(403)
  expect((await here.json('DELETE', '/consent', {})).status).toBe(204)
  expect((await own(here)).records.map(({ kind }) => kind)).toEqual(['withdrawn', 'given'])
  expect((await world.contact('anna')).tokens?.me.needsConsent).toBe(true)
  await give(there, version)
  expect((await here.get('/tickets')).status).toBe(200)
})

test('who looks at a portal as staff is asked for nothing', async () => {
  await save({ consentTexts: texts })
  const agent = await world.staff('admin')
  const response = await agent.post(`/portals/${world.acme.portalId}/previews`, { contactId: world.acme.contacts.anna })
  const { url } = (await response.json()) as { url: string }
  const client = world.stranger()
  const session = await client.post('/preview-sessions', { code: /code=([\w-]+)/.exec(url)?.[1] })
  client.tokens = (await session.json()) as SessionTokens
  expect(client.tokens.me.needsConsent).toBe(false)
  expect((await client.get('/tickets')).status).toBe(200)
  expect(await (await client.get('/me')).json()).toMatchObject({ needsConsent: false })
})

test('Q25: registration needs words, and the tick; what was ticked is recorded with the proof', async () => {
  expect(await (await save({ canRegister: true })).json()).toMatchObject({ fields: { isOn: 'required' } })
  expect((await save({ canRegister: true, consentTexts: texts })).status).toBe(200)
  const { version } = (await asked()) ?? { version: '' }
  const eva = { email: 'eva@nordvik.example', name: 'Eva Berg' }
  const without = await world.stranger().post('/registrations', eva)
  expect(await without.json()).toMatchObject({ fields: { consent: 'required' } })
  const other = await world.stranger().post('/registrations', { ...eva, consent: { version: 'a'.repeat(64), language: 'en' } })
  expect(await other.json()).toMatchObject({ code: 'changed_meanwhile' })
  expect(await mailsOf(world)).toEqual([])
  await world.stranger().post('/registrations', { ...eva, consent: { version, language: 'nb' } })
  const [mail] = await mailsOf(world)
  expect(await world.deps.db.selectFrom('consent_record').selectAll().execute()).toEqual([])
  const body = { token: tokenIn(mail), password: 'velvet otter climbs nine hills' }
  const { me } = (await (await world.stranger().post('/registrations/redemption', body)).json()) as SessionTokens
  expect(me.needsConsent).toBe(false)
  const rows = await world.deps.db.selectFrom('consent_record').selectAll().execute()
  expect(rows).toMatchObject([{ kind: 'given', method: 'registration', version, language: 'nb', contact_id: me.id }])
})

test('words that changed between the tick and the proof are asked for', async () => {
  await save({ canRegister: true, consentTexts: texts })
  const { version } = (await asked()) ?? { version: '' }
  await world.stranger().post('/registrations', { email: 'eva@nordvik.example', name: 'Eva', consent: { version, language: 'en' } })
  const [mail] = await mailsOf(world)
  await save({ consentTexts: others })
  const body = { token: tokenIn(mail), password: 'velvet otter climbs nine hills' }
  const { me } = (await (await world.stranger().post('/registrations/redemption', body)).json()) as SessionTokens
  expect(me.needsConsent).toBe(true)
})

test('bad words are refused at their field', async () => {
  const cases: [object, number][] = [
    [{ consentTexts: {} }, 400],
    [{ consentTexts: { en: { text: ' ', checkbox: 'I agree.' } } }, 400],
    [{ consentTexts: { en: { text: 'x'.repeat(10_001), checkbox: 'I agree.' } } }, 400],
    [{ consentTexts: { de: { text: 'Wir', checkbox: 'Ja' } } }, 400],
  ]
  for (const [change, status] of cases) expect((await save(change)).status).toBe(status)
  const anna = await world.contact('anna')
  expect((await give(anna, 'x')).status).toBe(400)
  expect((await give(anna, 'a'.repeat(64))).status).toBe(409)
})
