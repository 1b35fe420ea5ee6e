import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourceFiles } from '../../architecture/source.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { comparable, mailsOf, tokenIn } from './mailed.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await setPortal(world, { sign_in_methods: '["password","magic_link"]', can_register: 1 })
})
afterAll(() => world.close())

const redemptions: Record<string, (token: unknown) => object> = {
  '/password-resets/redemption': (token) => ({ token, password: 'seven blue kettles' }),
  '/invitations/redemption': (token) => ({ token, password: 'seven blue kettles' }),
  '/registrations/redemption': (token) => ({ token, password: 'seven blue kettles' }),
  '/magic-links/redemption': (token) => ({ token }),
}

describe.each(Object.keys(redemptions))('T-04: %s', (path) => {
  const redeem = (token: unknown) => world.stranger().post(path, redemptions[path]?.(token))

  test('empty, broken, over-long and foreign tokens get one and the same answer', async () => {
    // Of the right shape, and never given to anybody.
    const shaped = `cpl_${'A'.repeat(43)}`
    const wrong = [
      '',
      ' ',
      '0',
      'null',
      '%00',
      '\u0000',
      '[]',
      shaped,
      shaped.toUpperCase(),
      `${shaped} `,
      'x'.repeat(1000),
      'x'.repeat(20_000),
      'e3b0c44298fc',
    ]
    const answers = await Promise.all(wrong.map(async (token) => comparable(await redeem(token))))
    expect([...new Set(answers.map(({ status, text }) => `${status} ${text}`))]).toEqual(['404 {"code":"link_not_valid",}'])
  })

  test.each([[null], [[]], [{}], [0], [false]])('%j is no token', async (token) => {
    expect((await redeem(token)).status).toBe(400)
  })
})

test.each(['one_time_link', 'staff_session', 'session'] as const)('T-04: %s keeps no row without the hash of a token', async (table) => {
  const { db } = world.deps
  const column = table === 'session' ? 'access_hash' : 'token_hash'
  if (table === 'one_time_link') {
    await world.stranger().post('/password-resets', { email: world.acme.email('anna') })
    await mailsOf(world)
  } else await (table === 'session' ? world.contact('anna') : world.staff('agent'))
  const write = (value: string | null) =>
    db
      .updateTable(table)
      .set({ [column]: value })
      .where('account_id', '=', world.acme.accountId)
      .execute()
  await expect(write(null)).rejects.toThrow()
  if (table === 'one_time_link') await expect(write('')).rejects.toThrow()
})

/** All that somebody knows who has read the database, the configuration and the key file. */
async function leaked(): Promise<{ ids: string[]; times: string[]; secrets: Buffer[]; hashes: string[] }> {
  const { db, nonceSecret } = world.deps
  const [links, sessions, staff] = [
    await db.selectFrom('one_time_link').selectAll().execute(),
    await db.selectFrom('session').selectAll().execute(),
    await db.selectFrom('staff_session').selectAll().execute(),
  ]
  const rows = [...links, ...sessions, ...staff]
  const { acme } = world
  return {
    ids: [
      ...new Set([...rows.map(({ id }) => id), acme.accountId, acme.portalId, acme.contacts.anna, acme.staff.agent, acme.email('anna')]),
    ],
    times: [...new Set(rows.map(({ created_at }) => created_at))],
    // The key of the vault that the test world has, and the secret of the proofs.
    secrets: [Buffer.alloc(32, 9), Buffer.from(nonceSecret), Buffer.alloc(0)],
    hashes: [...links.map((row) => row.token_hash), ...sessions.map((row) => row.access_hash), ...staff.map((row) => row.token_hash)],
  }
}

test('T-06: with every id, time, hash and secret of the installation no token can be computed', async () => {
  await world.contact('anna')
  await world.staff('agent')
  await world.stranger().post('/password-resets', { email: world.acme.email('anna') })
  const token = tokenIn((await mailsOf(world)).at(-1))
  const { ids, times, secrets, hashes } = await leaked()
  expect(hashes.length).toBeGreaterThan(2)
  expect(hashes).toContain(createHash('sha256').update(token).digest('hex'))
  const inputs = ids.flatMap((id) => [id, ...times.flatMap((time) => [`${id}${time}`, `${time}${id}`, `${id} ${time}`, `${id}:${time}`])])
  const known = new Set(hashes)
  let computed = 0
  for (const input of inputs) {
    for (const secret of secrets) {
      const texts = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => [
        createHmac(name, secret).update(input).digest(),
        createHash(name).update(input).update(secret).digest(),
        createHash(name).update(secret).update(input).digest(),
      ])
      for (const prefix of ['cpl_', 'cpa_', 'cpr_', 'cps_']) {
        for (const bytes of texts) {
          for (const text of [bytes.toString('base64url'), bytes.toString('base64url').slice(0, 43), bytes.toString('hex')]) {
            computed += 1
            if (known.has(createHash('sha256').update(`${prefix}${text}`).digest('hex'))) throw new Error(`computed from ${input}`)
          }
        }
      }
    }
  }
  expect(computed).toBeGreaterThan(1000)
})

test('T-06: what the database holds of a token opens nothing', async () => {
  await world.staff('agent')
  const { hashes } = await leaked()
  for (const hash of hashes) {
    const staff = new StaffClient(world.send, world.deps.config.publicUrl)
    for (const value of [hash, `cps_${hash}`, `cps_${hash.slice(0, 43)}`, `cps_${Buffer.from(hash, 'hex').toString('base64url')}`]) {
      staff.cookie = `__Host-sid=${value}`
      expect((await staff.get('/me')).status).toBe(401)
      for (const token of [value, value.replace('cps_', 'cpl_')]) {
        const body = { token, password: 'seven blue kettles' }
        expect((await world.stranger().post('/password-resets/redemption', body)).status).toBe(404)
      }
    }
  }
})

test('T-06: the same person at the same moment gets another token each time', async () => {
  const { now } = world.deps
  const still = now()
  world.deps.now = () => still
  const cookies = [await world.staff('agent'), await world.staff('agent')].map(({ cookie }) => cookie)
  const tokens = [await world.contact('anna'), await world.contact('anna')].map((client) => client.tokens?.accessToken)
  world.deps.now = now
  expect(new Set([...cookies, ...tokens]).size).toBe(4)
})

/** Who may compute with a key, and what for: none of them makes what opens a session. */
const computers: Record<string, string> = {
  'server/auth/session.ts': 'the successor of a refresh token, from that token',
  'server/http/proof-nonce.ts': 'the nonce of proofs, which lets nobody in',
}

test('T-06: only the files that say what for compute with a key', () => {
  const found = sourceFiles('server').filter(({ text }) => /\bcreateHmac\b/.test(text))
  expect(found.map(({ path }) => path).filter((path) => !(path in computers))).toEqual([])
})
