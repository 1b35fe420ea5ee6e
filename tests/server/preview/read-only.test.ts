import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp, portalPrefix } from '../../../server/app.ts'
import type { Deps } from '../../../server/deps.ts'
import type { PreviewSession } from '../../../shared/preview.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

// Read from the app itself: a route that is added tomorrow is refused here tomorrow.
const writes = [
  ...new Set(
    createApp({} as Deps)
      .routes.filter(({ method, path }) => path.startsWith(portalPrefix) && !['ALL', 'GET', 'HEAD', 'OPTIONS'].includes(method))
      .map(({ method, path }) => `${method} ${path.slice(portalPrefix.length)}`),
  ),
]

let world: World
let cases: CaseTickets
let preview: ContactClient

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  const admin = await world.staff('admin')
  const started = await admin.post(`/portals/${world.acme.portalId}/previews`, { contactId: world.acme.contacts.anna })
  const { url } = (await started.json()) as { url: string }
  preview = world.stranger()
  const redeemed = await preview.post('/preview-sessions', { code: url.split('code=')[1] })
  const { accessToken, me } = (await redeemed.json()) as PreviewSession
  preview.tokens = { accessToken, refreshToken: '', accessExpiresInSeconds: 0, me }
})
afterAll(() => world.close())

test.each(writes)('a preview can not %s', async (route) => {
  const [method = '', path = ''] = route.split(' ')
  const filled = path
    .replace(':ticketId', cases.anna.id)
    .replace(':attachmentId', cases.anna.attachmentId ?? '')
    .replaceAll(/:\w+/g, world.acme.contacts.anna)
  // Ending itself is the one thing that it does; the other tests need it.
  if (route === 'DELETE /preview-sessions') return
  const stranger = await world.stranger().json(method, filled, {})
  const response = await preview.json(method, filled, {})
  const { code } = (await response.json()) as { code: string }
  // What anybody may ask before signing in (the sign-in itself, for one) is no write of the preview's.
  if (stranger.status !== 401 || ((await stranger.json()) as { code: string }).code !== 'sign_in_required') {
    expect(response.status).toBeGreaterThanOrEqual(400)
  } else expect([response.status, code]).toEqual([403, 'preview_read_only'])
})

test('and that is tried of the routes that change tickets', () => {
  expect(writes).toEqual(
    expect.arrayContaining(['POST /tickets', 'POST /tickets/:ticketId/messages', 'PUT /tickets/:ticketId/read-state', 'PATCH /me']),
  )
})
