import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { sourceFiles } from '../../architecture/source.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

async function dump(): Promise<string> {
  const { db } = world.deps
  const tables = await db.introspection.getTables()
  const texts: string[] = []
  for (const { name } of tables) texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows))
  expect(texts.length).toBeGreaterThan(20)
  return texts.join('\n')
}

test('T-50: a dump of the database holds no password, no token, and nothing they can be made from', async () => {
  const anna = await world.contact('anna')
  const agent = await world.staff('agent')
  const before = anna.tokens!
  anna.tokens = null
  const after = (await (
    await anna.post('/session/refresh', { refreshToken: before.refreshToken, requestId: 'request-1' })
  ).json()) as typeof before
  await world.stranger().post('/session', { email: world.acme.email('anna'), password: 'a password that is wrong' })
  const text = await dump()
  const secrets = [before.accessToken, before.refreshToken, after.accessToken, after.refreshToken, agent.cookie.split('=')[1] ?? '']
  for (const secret of secrets) {
    expect(secret).toMatch(/^cp[ars]_[\w-]{43}$/)
    expect(text).not.toContain(secret.slice(4))
  }
  expect(text).not.toContain(password)
  expect(text).not.toContain('a password that is wrong')
  expect(text.match(/\$argon2id\$/g)?.length).toBeGreaterThan(5)
})

test('T-50: no token of a thousand begins or ends like another', async () => {
  const { makeSecretToken } = await import('../../../server/http/secret-token.ts')
  const tokens = Array.from({ length: 1000 }, () => makeSecretToken('cpa_').slice(4))
  expect(new Set(tokens.map((token) => token.slice(0, 8))).size).toBe(1000)
  expect(new Set(tokens.map((token) => token.slice(-8))).size).toBe(1000)
  expect(tokens.every((token) => Buffer.from(token, 'base64url').length === 32)).toBe(true)
})

test('T-50: the server takes chance from node:crypto alone, and the linter refuses Math.random', () => {
  const guessers = sourceFiles('server').filter(({ text }) => /Math\s*\.\s*random|Math\[['"]random/.test(text))
  expect(guessers.map(({ path }) => path)).toEqual([])
  expect(readFileSync('.oxlintrc.json', 'utf8')).toMatch(/"object": "Math",\s*"property": "random"/)
})
