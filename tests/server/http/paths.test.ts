import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'
import { siteOrigin } from '../../support/world-rows.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ isListening: true })
})
afterAll(() => world.close())

/** The status of a request whose path is sent as it is written here: no client library has a word in it. */
function statusOf(path: string, extra: string[] = []): Promise<number> {
  const { hostname, port, host } = new URL(world.deps.config.publicUrl)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write([`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...extra, '', ''].join('\r\n'))
    })
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)))
  })
}

const protectedPaths = (): string[] => {
  const portal = `/api/v1/portals/${world.acme.portalKey}`
  const staff = '/api/v1/staff'
  return [
    ...['/me', '/sessions', '/tickets', `/tickets/${'0'.repeat(24)}`, '/form', '/live'].map((path) => portal + path),
    ...[
      '/me',
      '/inboxes',
      '/threads',
      '/tickets',
      '/contacts',
      '/pipelines',
      '/portals',
      `/portals/${world.acme.portalId}`,
      '/mails',
      '/live',
    ].map((path) => staff + path),
  ]
}

/** The same path, as one part of a chain might read it and another not. */
function variantsOf(path: string): string[] {
  const segments = path.split('/').slice(1)
  const last = segments.at(-1) ?? ''
  const first = segments.slice(0, -1).join('/')
  const encoded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`
  return [
    path,
    `${path}/`,
    `//${segments.join('/')}`,
    `/${segments.join('//')}`,
    `/${segments.join('/./')}`,
    `/./${segments.join('/')}`,
    `/${first}/x/../${last}`,
    `/${first}/x/%2e%2e/${last}`,
    `/${first}/%2e/${last}`,
    `/${first}%2f${last}`,
    `/${first}%2F${last}`,
    `/${segments.join('%2f')}`,
    `/${first}%5c${last}`,
    `/${first}\\${last}`,
    `/${first};/${last}`,
    `/${first}/${last};x=1`,
    `/${first}/${last}.`,
    `/${first}/${last}%20`,
    `/${first}/${last}%00`,
    `/${first}/${encoded}`,
    `/${first}/%25${encoded.slice(1)}`,
    `/${first}/${last.toUpperCase()}`,
    path.toUpperCase(),
    path.replace('/api/', '/API/'),
    path.replace('/api/', '/%61pi/'),
    path.replace('/v1/', '/%76%31/'),
    path.replace('/staff', '/%73taff').replace('/portals/', '/%70ortals/'),
    `${path}?x=/../public`,
    `${path}#/public`,
    `${world.deps.config.publicUrl}${path}`,
    `http://other.example${path}`,
    `/files/..${path}`,
    `/assets/..%2f..${path}`,
    `/healthz/..${path}`,
  ]
}

const senders: Record<string, () => string[]> = {
  nobody: () => [],
  'a page of the site': () => [`Origin: ${siteOrigin}`],
  'our own page': () => ['Sec-Fetch-Site: same-origin'],
  'somebody with made-up credentials': () => [
    `Authorization: DPoP cpa_${'A'.repeat(43)}`,
    `Cookie: __Host-sid=cps_${'A'.repeat(43)}; cp-sid=cps_${'A'.repeat(43)}`,
  ],
}
for (const [name, headers] of Object.entries(senders)) {
  test(`T-69: no spelling of a protected path opens it for ${name}`, async () => {
    for (const path of protectedPaths()) {
      const plain = await statusOf(path, headers())
      expect([401, 403], path).toContain(plain)
      for (const variant of variantsOf(path)) {
        const status = await statusOf(variant, headers())
        // A proxy in front or our own router may refuse it in several ways; none of them is an answer.
        expect(status === 0 || status >= 300, `${variant} → ${status}`).toBe(true)
        expect(status, variant).toBeLessThan(500)
      }
    }
  }, 60_000)
}

test('T-69: with good credentials a proof for one spelling is no proof for another', async () => {
  const anna = await world.contact('anna')
  const me = `${anna.base}/me`
  const send = async (sent: string, proved: string) =>
    statusOf(sent, [`Origin: ${siteOrigin}`, `Authorization: DPoP ${anna.tokens?.accessToken}`, `DPoP: ${await anna.proof('GET', proved)}`])
  expect(await send(me, me)).toBe(200)
  for (const other of [me.replace('/me', '/%6de'), me.replace('/me', '/x/../me'), `${me}/`, me.toUpperCase()]) {
    expect(await send(me, other), other).toBe(401)
  }
})
