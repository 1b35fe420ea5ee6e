import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { SessionTokens } from '../../../shared/auth.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password, type AccountIds } from '../../support/world-rows.ts'
import { comparable, mailsOf, openStillWorld, tokenIn } from './mailed.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const chosen = 'velvet otter climbs nine hills'

const ask = (email: string, account?: AccountIds) => world.stranger(account).post('/password-resets', { email })
const redeem = (token: unknown, newPassword: string = chosen, client = world.stranger()) =>
  client.post('/password-resets/redemption', { token, password: newPassword })

async function mailedToken(who: 'anna' | 'ben' = 'anna', account: AccountIds = world.acme): Promise<string> {
  expect((await ask(account.email(who), account)).status).toBe(202)
  return tokenIn((await mailsOf(world)).findLast(({ to }) => to === account.email(who)))
}

test('who forgot the password chooses a new one by mail and is signed in with it', async () => {
  await world.deps.db.updateTable('portal').set({ home_url: 'https://help.acme.example/support#top' }).execute()
  expect((await ask(` ${world.acme.email('anna').toUpperCase()}`)).status).toBe(202)
  const [mail, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: 'anna@acme.example', subject: 'Choose a new password for acme support' })
  expect(mail?.text).toMatch(/^https:\/\/help\.acme\.example\/support#support\/reset\?token=cpl_[\w-]{43}$/m)
  const client = world.stranger()
  const response = await redeem(tokenIn(mail), chosen, client)
  expect(response.status).toBe(201)
  client.tokens = (await response.json()) as SessionTokens
  expect(client.tokens.me).toMatchObject({ id: world.acme.contacts.anna })
  expect((await client.get('/me')).status).toBe(200)
  await expect(world.contact('anna')).rejects.toThrow('401')
  await world.stranger().signIn(world.acme.email('anna'), chosen)
  const [notice] = await mailsOf(world)
  expect(notice).toMatchObject({ to: 'anna@acme.example', subject: 'Your password for acme support was changed' })
  expect(notice?.text).not.toMatch(/cpl_/)
})

test('mails are in the language of the contact, else of the portal', async () => {
  await world.deps.db.updateTable('portal').set({ language: 'nb' }).execute()
  await world.deps.db.updateTable('contact').set({ language: 'en' }).where('id', '=', world.acme.contacts.ben).execute()
  await ask(world.acme.email('anna'))
  await ask(world.acme.email('ben'))
  expect((await mailsOf(world)).map(({ subject }) => subject).sort()).toEqual([
    'Choose a new password for acme support',
    'Velg nytt passord til acme support',
  ])
})

test('T-32: a new password ends every other session of the contact, refresh tokens and streams too, and nobody else’s', async () => {
  const [here, there, ben] = [await world.contact('anna'), await world.contact('anna'), await world.contact('ben')]
  const stream = await there.fetch('/live')
  const token = await mailedToken()
  expect((await redeem(token)).status).toBe(201)
  expect(await new Response(stream.body).text()).toMatch(/event: ended/)
  for (const client of [here, there]) {
    expect((await client.get('/me')).status).toBe(401)
    const refreshToken = client.tokens?.refreshToken
    client.tokens = null
    expect((await client.post('/session/refresh', { refreshToken, requestId: 'request-1' })).status).toBe(401)
  }
  expect((await ben.get('/me')).status).toBe(200)
})

test('T-18: known and unknown addresses get the same answer from the same statements; only the known one gets a mail', async () => {
  await world.close()
  world = await openStillWorld()
  const attempt = async (email: string) => {
    const client = world.stranger()
    await client.get('')
    const from = world.statements.length
    const answer = await comparable(await client.post('/password-resets', { email }))
    return { answer, statements: world.statements.slice(from) }
  }
  await attempt('warm@up.example')
  const known = await attempt(world.acme.email('anna'))
  const unknown = await attempt('nobody@acme.example')
  expect(unknown).toEqual(known)
  expect(known.answer).toMatchObject({ status: 202, text: '' })
  expect((await mailsOf(world)).map(({ to }) => to)).toEqual(['anna@acme.example'])
})

test('T-18: the limit per address holds for known and unknown ones alike, from wherever one asks', async () => {
  for (const email of [world.acme.email('anna'), 'nobody@acme.example']) {
    const statuses: number[] = []
    for (let round = 0; round < 7; round += 1) statuses.push((await ask(email)).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429])
  }
  const refused = await ask('nobody@acme.example')
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3000)
  expect(await mailsOf(world)).toHaveLength(5)
  world.advance(3600)
  expect((await ask('nobody@acme.example')).status).toBe(202)
})

test('a contact without a login gets none by asking for a new password, nor does one of a portal that is off', async () => {
  await world.deps.db.updateTable('contact').set({ password_hash: null }).where('id', '=', world.acme.contacts.dan).execute()
  await ask(world.acme.email('dan'))
  await ask(world.bolt.email('anna'), world.bolt)
  await world.deps.db.updateTable('portal').set({ is_on: 0 }).where('id', '=', world.bolt.portalId).execute()
  expect(await mailsOf(world)).toEqual([])
})

test('T-04: no token but the mailed one is good, and every wrong one gets the same answer', async () => {
  const token = await mailedToken()
  const wrong = [
    '',
    ' ',
    '0',
    'null',
    '%00',
    '[]',
    token.toLowerCase(),
    `${token} `,
    token.slice(0, -1),
    'x'.repeat(20_000),
    `cpa_${token.slice(4)}`,
  ]
  const answers = await Promise.all(wrong.map(async (one) => comparable(await redeem(one))))
  const bodies = new Set(answers.map(({ status, text }) => `${status} ${text}`))
  expect([...bodies]).toEqual(['404 {"code":"link_not_valid",}'])
  for (const other of [null, [], {}, 0]) expect((await redeem(other)).status).toBe(400)
  expect((await redeem(token)).status).toBe(201)
})

test('T-05: a link is good once, also in two browsers at the same moment', async () => {
  const token = await mailedToken()
  const statuses = (await Promise.all([redeem(token), redeem(token), redeem(token)])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([201, 404, 404])
  expect((await redeem(token)).status).toBe(404)
})

test('T-05: a link is good for 24 hours and not a second longer', async () => {
  const [first, second] = [await mailedToken('anna'), await mailedToken('ben')]
  world.advance(24 * 3600 - 60)
  expect((await redeem(first)).status).toBe(201)
  world.advance(61)
  expect((await redeem(second)).status).toBe(404)
})

test('T-05: asking again ends the link before', async () => {
  const first = await mailedToken()
  const second = await mailedToken()
  expect((await redeem(first)).status).toBe(404)
  expect((await redeem(second)).status).toBe(201)
})

test('a link of one portal is nothing on another, of the same account or not', async () => {
  const token = await mailedToken()
  expect((await redeem(token, chosen, world.stranger(world.bolt))).status).toBe(404)
  expect((await redeem(token)).status).toBe(201)
})

test('a link is nothing without a proof of a key', async () => {
  const token = await mailedToken()
  const response = await world.send(`/api/v1/portals/${world.acme.portalKey}/password-resets/redemption`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, password: chosen }),
  })
  expect(response.status).toBe(401)
  expect((await redeem(token)).status).toBe(201)
})

const refused: Record<string, [string, string]> = {
  'eleven characters': ['vk9 wq2 zd7', 'too_short'],
  'eleven characters that are 22 units': ['😀😁😂🤣😃😄😅😆😉😊😋', 'too_short'],
  'a common one': ['qwerty123456', 'too_common'],
  'a common one and a year': ['Basketball2024', 'too_common'],
  'twice a common one': ['sunshinesunshine', 'too_common'],
  'one key held down': ['aaaaaaaaaaaaaa', 'too_common'],
  'a run of digits': ['1234567890123', 'too_common'],
  'the name of the portal': ['acme-support-1', 'too_personal'],
  'the own name and address': ['Anna.Acme.2026', 'too_personal'],
}
for (const [name, [candidate, problem]] of Object.entries(refused)) {
  test(`${name} is refused as a password with the reason, and the link stays good`, async () => {
    const token = await mailedToken()
    const response = await redeem(token, candidate)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { password: problem } })
    expect((await redeem(token)).status).toBe(201)
  })
}

test('a password is taken as it is: spaces, any script, 256 characters, and composed or not is the same', async () => {
  const decomposed = 'cafe\u0301 pa\u030a fjellet'
  expect((await redeem(await mailedToken(), decomposed)).status).toBe(201)
  await world.stranger().signIn(world.acme.email('anna'), decomposed.normalize('NFC'))
  const long = 'åß漢字 '.repeat(60).slice(0, 256)
  expect((await redeem(await mailedToken('ben'), long)).status).toBe(201)
  await world.stranger().signIn(world.acme.email('ben'), long)
  await expect(world.stranger().signIn(world.acme.email('ben'), long.slice(0, 255))).rejects.toThrow('401')
})

test('an admin sets the shortest password, from 8 to 64, and the page knows it', async () => {
  const admin = await world.staff('settings')
  const path = `/portals/${world.acme.portalId}`
  expect((await admin.json('PATCH', path, { version: 1, passwordMinChars: 7 })).status).toBe(400)
  expect((await admin.json('PATCH', path, { version: 1, passwordMinChars: 65 })).status).toBe(400)
  expect((await admin.json('PATCH', path, { version: 1, passwordMinChars: 30 })).status).toBe(200)
  expect(await (await world.stranger().get('')).json()).toMatchObject({ passwordMinChars: 30 })
  const token = await mailedToken()
  expect(await (await redeem(token, chosen.slice(0, 29))).json()).toMatchObject({ fields: { password: 'too_short' } })
  expect((await redeem(token, chosen)).status).toBe(201)
})

test('a portal without passwords takes and gives none', async () => {
  const token = await mailedToken()
  await world.deps.db.updateTable('portal').set({ sign_in_methods: '["magic_link"]' }).execute()
  for (const response of [await ask(world.acme.email('anna')), await redeem(token)]) {
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'sign_in_method_off' })
  }
  expect((await world.stranger().post('/session', { email: world.acme.email('anna'), password })).status).toBe(403)
})

test('T-50: neither mails nor links nor jobs in the database hold a token, before and after the mail left', async () => {
  await ask(world.acme.email('anna'))
  const token = await mailedToken()
  const texts: string[] = []
  for (const { name } of await world.deps.db.introspection.getTables()) {
    texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(world.deps.db)).rows))
  }
  expect(texts.join('\n')).toContain('{{token}}')
  expect(texts.join('\n')).not.toContain(token.slice(4))
  expect(texts.join('\n')).not.toMatch(/cpl_[\w-]{43}/)
})

test('a mail that could not leave in time is not sent any more', async () => {
  const { deliver } = world.deps.mailer
  world.deps.mailer.deliver = () => Promise.reject(new Error('no connection'))
  await ask(world.acme.email('anna'))
  await world.runJobs()
  world.deps.mailer.deliver = deliver
  world.advance(25 * 3600)
  expect(await mailsOf(world)).toEqual([])
  const mail = await world.deps.db.selectFrom('mail').select(['state', 'error']).executeTakeFirstOrThrow()
  expect(mail).toEqual({ state: 'failed', error: 'too late to be of use' })
})

test('a mail that is sent again after a failure carries a link that is good', async () => {
  const { deliver } = world.deps.mailer
  const lost: string[] = []
  world.deps.mailer.deliver = (mail) => {
    lost.push(mail.text)
    return Promise.reject(new Error('dropped after DATA'))
  }
  await ask(world.acme.email('anna'))
  await world.runJobs()
  world.deps.mailer.deliver = deliver
  world.advance(600)
  const [second] = await mailsOf(world)
  // Whichever of the two arrived: both are good until one is used.
  expect((await redeem(tokenIn({ text: lost[0] ?? '' }), 'too short')).status).toBe(400)
  expect((await redeem(tokenIn(second))).status).toBe(201)
  expect((await redeem(tokenIn({ text: lost[0] ?? '' }))).status).toBe(404)
})

test('the outbox shows mail with its link, so that the portal can be tried without a mail server', async () => {
  world.deps.mailer.deliver = () => Promise.resolve('kept')
  await ask(world.acme.email('anna'))
  await world.runJobs()
  const kept = await world.deps.db.selectFrom('mail').select(['text', 'state']).executeTakeFirstOrThrow()
  expect(kept.state).toBe('kept')
  expect((await redeem(tokenIn(kept))).status).toBe(201)
})
