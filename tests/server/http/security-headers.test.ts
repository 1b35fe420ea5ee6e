import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'
import { siteOrigin } from '../../support/world-rows.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
})
afterAll(() => world.close())

const strict = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=31536000',
}

test('every answer of the API carries the strict headers: good ones, errors, preflights and unknown paths', async () => {
  const anna = await world.contact('anna')
  const agent = await world.staff('agent')
  const answers = [
    await anna.get(''),
    await anna.get('/me'),
    await anna.get('/tickets'),
    await anna.get('/nothing'),
    await world.stranger().get('/me'),
    await world.send(`${anna.base}/me`, { headers: { Origin: 'https://evil.example' } }),
    await world.send(`${anna.base}/me`, { method: 'OPTIONS', headers: { Origin: siteOrigin } }),
    await agent.get('/me'),
    await agent.get('/nothing'),
    await world.send('/api/v1/staff/me'),
    await world.send('/api/nothing'),
    await world.send('/files/nothing'),
  ]
  for (const answer of answers) {
    expect(Object.fromEntries(answer.headers), `${answer.url} ${answer.status}`).toMatchObject(strict)
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-z]{24}$/)
  }
})

test('our pages allow nothing inline, nothing from elsewhere, no frames and no untrusted sinks', async () => {
  for (const path of ['/staff', '/staff/settings', `/p/${world.acme.slug}`, '/api/docs', '/p/nothing']) {
    const { headers } = await world.send(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toMatch(/^default-src 'none'; script-src 'self'/)
    expect(policy, path).not.toMatch(/unsafe-|\*|data:|https?:/)
    expect(policy, path).toContain("require-trusted-types-for 'script'")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    // The windows of providers have to answer the portal's page, and nobody else opens any.
    const opener = path === `/p/${world.acme.slug}` ? 'same-origin-allow-popups' : 'same-origin'
    expect(headers.get('cross-origin-opener-policy')).toBe(opener)
  }
})

test('the page in the frames of the preview stands in our own frames alone, and reaches nothing', async () => {
  const { headers } = await world.send('/staff/look-sample')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("connect-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("form-action 'none'")
  expect(policy).not.toMatch(/unsafe-|\*|data:|https?:/)
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
})

test('the images of a page may come from where the site owner’s logo is, and from nowhere else', async () => {
  const theme = JSON.stringify({ accent: null, logoUrl: 'https://cdn.acme.example/logo.png', faviconUrl: null })
  await world.deps.db.updateTable('portal').set({ theme }).where('id', '=', world.bolt.portalId).execute()
  const { headers } = await world.send(`/p/${world.bolt.slug}`)
  expect(headers.get('content-security-policy')).toContain("img-src 'self' blob: https://cdn.acme.example;")
})
