import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password, siteOrigin } from '../../support/world-rows.ts'

let world: World
let agent: StaffClient
beforeAll(async () => {
  world = await openWorld()
  agent = await world.staff('agent')
})
afterAll(() => world.close())

const ours = 'https://portal.example'
const id = '0'.repeat(24)

/** Every write that a cookie opens, whatever its body would be. */
const writes: [string, string][] = [
  ['POST', '/session'],
  ['DELETE', '/session'],
  ['POST', `/threads/${id}/messages`],
  ['PUT', `/threads/${id}/read-state`],
  ['POST', '/tickets'],
  ['POST', `/tickets/${id}/messages`],
  ['PUT', `/tickets/${id}/stage`],
  ['POST', `/tickets/${id}/closure`],
  ['DELETE', `/tickets/${id}/closure`],
  ['PUT', `/tickets/${id}/hidden`],
  ['PATCH', `/portals/${id}`],
  ['POST', '/attachments'],
  ['DELETE', `/attachments/${id}`],
  ['POST', `/attachments/${id}/download-links`],
]

const simpleTypes = [
  undefined,
  'application/x-www-form-urlencoded',
  'Application/X-WWW-Form-Urlencoded',
  'text/plain',
  'text/plain; application/json',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'application/jsonp',
  'application/ld+json',
  'application/json; charset=utf-7',
  '',
]

function send(method: string, path: string, headers: Record<string, string>, body: string | null = null): Promise<Response> {
  const all = {
    Cookie: agent.cookie,
    'Idempotency-Key': 'k-1',
    ...headers,
    ...(body === null ? {} : { 'Content-Length': String(body.length) }),
  }
  // Bytes, because a text body gets a content type of its own.
  return world.send(`/api/v1/staff${path}`, { method, headers: all, body: body === null ? null : new TextEncoder().encode(body) })
}

const json = { 'Content-Type': 'application/json' }

for (const [method, path] of writes) {
  test(`T-64: ${method} ${path.replace(id, '…')} from another site is refused before anything else`, async () => {
    const foreign: Record<string, string>[] = [
      { Origin: siteOrigin, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: siteOrigin },
      { Origin: 'null' },
      { Origin: `${ours}.evil` },
      { Origin: ours.toUpperCase() },
      { Origin: ours, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: ours, 'Sec-Fetch-Site': 'same-site' },
      { Origin: ours, 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'cross-site' },
      {},
    ]
    for (const headers of foreign) {
      const response = await send(method, path, { ...json, ...headers }, method === 'DELETE' ? null : '{}')
      expect(response.status, JSON.stringify(headers)).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'origin_not_allowed' })
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(response.headers.get('Set-Cookie')).toBeNull()
    }
  })

  if (path === '/attachments') continue
  test(`T-64: ${method} ${path.replace(id, '…')} takes JSON and nothing that a form can send`, async () => {
    for (const type of simpleTypes) {
      const typed: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
      const response = await send(method, path, { Origin: ours, 'Sec-Fetch-Site': 'same-origin', ...typed }, '{"a":1}')
      expect(response.status, String(type)).toBe(415)
      expect(await response.json()).toMatchObject({ code: 'unsupported_media_type' })
    }
  })
}

test('T-64: no read changes anything: every GET of the staff API is free of effects, and no write is reachable by GET', async () => {
  for (const [, path] of writes) {
    const response = await send('GET', path, { 'Sec-Fetch-Site': 'same-origin' })
    expect([200, 404, 403, 405], path).toContain(response.status)
  }
  expect((await agent.get('/me')).status).toBe(200)
})

test('a read from another site is refused, with and without Origin; a read without either header is not', async () => {
  expect((await send('GET', '/me', { Origin: siteOrigin })).status).toBe(403)
  expect((await send('GET', '/me', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await send('GET', '/me', { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
  expect((await send('GET', '/me', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  expect((await send('GET', '/me', {})).status).toBe(200)
})

test('the real page can write: same origin by either header, JSON with or without charset', async () => {
  const body = JSON.stringify({ email: world.acme.email('agent'), password })
  const good: Record<string, string>[] = [
    { Origin: ours },
    { Origin: ours, 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: ours, 'Content-Type': 'application/json; charset=UTF-8' },
  ]
  for (const headers of good) {
    expect((await send('POST', '/session', { ...json, ...headers }, body)).status).toBe(200)
  }
})
