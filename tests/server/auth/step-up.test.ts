import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, staffPrefix } from '../../../server/app.ts'
import { stepUpRoutes } from '../../../server/auth/step-up.ts'
import type { Deps } from '../../../server/deps.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'

// Read from the app itself: a route that is added tomorrow is tested here tomorrow.
const routes = [
  ...new Set(
    createApp({} as Deps)
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith(staffPrefix))
      .map(({ method, path }) => `${method} ${path.slice(staffPrefix.length)}`),
  ),
]

/** What must ask for a fresh proof by what it is called: providers and their keys, data that leaves, people deleted, roles, one's own second factor. */
const sensitive: readonly RegExp[] = [
  /^(POST|PUT|PATCH|DELETE) .*\/(identity|staff)-providers/,
  /^(POST|PUT|PATCH|DELETE) .*\/(secrets?|keys?)(\/|$)/,
  /^\w+ .*\/(exports?|own-data|data-exports?)(\/|$)/,
  /^DELETE \/contacts\/:contactId$/,
  /^POST \/contacts\/:contactId\/erasure$/,
  /^(POST|PUT|PATCH|DELETE) .*\/(staff|team|roles)(\/|$)/,
  /^(POST|PUT|PATCH|DELETE) \/account\/invitations(\/|$)/,
  /^(POST|PUT|PATCH|DELETE) .*\/(mail-routing|senders?|mailboxes)(\/|$)/,
  /^PUT \/account\/second-factor$/,
  /^(POST|DELETE) \/second-factor(\/recovery-codes)?$/,
]
const listed = routes.filter((route) => sensitive.some((pattern) => pattern.test(route)))

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const filled = (path: string) => path.replaceAll(/:\w+/g, 'x'.repeat(24))
const codeOf = async (response: Response) => ((await response.json().catch(() => ({}))) as { code?: string }).code

describe('step-up', () => {
  test('the routes that need it are there', () => {
    expect(listed.length).toBeGreaterThanOrEqual(9)
    for (const { methods, path } of stepUpRoutes) {
      const stem = path.replace(/\/\*$/, '')
      expect(
        routes.some((route) => methods.some((method) => route.startsWith(`${method} ${stem}`))),
        path,
      ).toBe(true)
    }
  })

  test.each(listed)('%s asks for a proof of the last five minutes, before it looks at anything else', async (route) => {
    const [method = '', path = ''] = route.split(' ')
    const admin = await world.staff('admin')
    world.advance(301)
    const stale = await admin.json(method, filled(path), method === 'GET' ? undefined : {})
    expect([stale.status, await codeOf(stale)]).toEqual([403, 'proof_required'])
    expect((await admin.post('/session/proof', { password })).status).toBe(204)
    expect(await codeOf(await admin.json(method, filled(path), method === 'GET' ? undefined : {}))).not.toBe('proof_required')
  })

  test.each([{ isSsoRequired: false }, { passwordEntry: 'page' }])(
    'saving %j of a portal asks for it, other settings do not',
    async (changes) => {
      const admin = await world.staff('admin')
      const path = `/portals/${world.acme.portalId}`
      const { version } = (await (await admin.get(path)).json()) as { version: number }
      world.advance(301)
      const stale = await admin.json('PATCH', path, { version, ...changes })
      expect([stale.status, await codeOf(stale)]).toEqual([403, 'proof_required'])
      expect((await admin.json('PATCH', path, { version, title: 'Help' })).status).toBe(200)
      expect((await admin.post('/session/proof', { password })).status).toBe(204)
      expect((await admin.json('PATCH', path, { version: version + 1, ...changes })).status).toBe(200)
    },
  )
})
