import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { siteOrigin } from '../../support/world-rows.ts'

let world: World
let client: ContactClient
beforeAll(async () => {
  world = await openWorld({ isListening: true, allowedOrigins: ['https://xn--bcher-kva.example', 'https://acme.example'] })
  client = await world.contact('anna')
})
afterAll(() => world.close())

interface Answer {
  status: number
  headers: Headers
}

/** One request over a real socket, with exactly these headers: two of one name stay two. */
function raw(method: string, path: string, headers: [string, string][], body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.deps.config.publicUrl)
    const flat = [
      ['Host', `${hostname}:${port}`],
      ...headers,
      ...(body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))]]),
    ]
    const sent = request({ hostname, port, method, path, headers: flat.flat() }, (response) => {
      const answered = new Headers()
      for (const [name, values] of Object.entries(response.headersDistinct)) for (const value of values ?? []) answered.append(name, value)
      resolve({ status: response.statusCode ?? 0, headers: answered })
      // A stream has no end to wait for.
      response.destroy()
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a browser lets a page of `origin` read: the rule of the Fetch standard, "CORS check". */
const isReadable = ({ headers }: Answer, origin: string) => ['*', origin].includes(headers.get('Access-Control-Allow-Origin') ?? 'none')

interface Kind {
  method: string
  path: string
  type?: string
  body?: string
  status: number
}

const kinds: Record<string, Kind> = {
  OPTIONS: { method: 'OPTIONS', path: '/tickets', status: 204 },
  GET: { method: 'GET', path: '/tickets', status: 200 },
  POST: { method: 'POST', path: '/tickets', type: 'application/json', body: '{}', status: 400 },
  SSE: { method: 'GET', path: '/live', status: 200 },
  upload: { method: 'POST', path: '/attachments?fileName=a.txt', type: 'text/plain', body: 'hello', status: 201 },
}

async function ask({ method, path, type, body }: Kind, origins: readonly string[]): Promise<Answer> {
  const full = client.base + path
  const headers: [string, string][] = origins.map((origin) => ['Origin', origin])
  if (method === 'OPTIONS') {
    headers.push(['Access-Control-Request-Method', 'POST'], ['Access-Control-Request-Headers', 'authorization,dpop,content-type'])
  } else {
    headers.push(['Authorization', `DPoP ${client.tokens?.accessToken}`], ['DPoP', await client.proof(method, full)])
    headers.push(['Idempotency-Key', crypto.randomUUID()])
  }
  if (type) headers.push(['Content-Type', type])
  return raw(method, full, headers, body)
}

const foreign: Record<string, string[]> = {
  sibling: ['https://www.acme.example'],
  'child of an allowed one': ['https://evil.acme.example'],
  'suffix-evil': [`${siteOrigin}.evil`],
  'prefix-evil': ['https://evilhelp.acme.example'],
  'another port': [`${siteOrigin}:8443`],
  'the default port written out': [`${siteOrigin}:443`],
  'http for https': [siteOrigin.replace('https', 'http')],
  null: ['null'],
  'a star': ['*'],
  'upper case': [siteOrigin.toUpperCase()],
  'a trailing dot': [`${siteOrigin}.`],
  'a trailing slash': [`${siteOrigin}/`],
  'a punycode twin': ['https://xn--bchr-0ra3d.example'],
  'the Unicode form of an allowed one': ['https://b\u00fccher.example'],
  'two Origin headers': [siteOrigin, 'https://evil.example'],
  'two Origin headers, evil first': ['https://evil.example', siteOrigin],
  '10 KiB': [`https://${'a'.repeat(10 * 1024)}.example`],
  'an empty one': [''],
  'the backend itself, which may hold no portal (D18)': ['self'],
}

for (const [kindName, kind] of Object.entries(kinds)) {
  test(`T-89: ${kindName} from the exact origin is readable`, async () => {
    for (const origin of [siteOrigin, 'https://xn--bcher-kva.example', 'https://acme.example']) {
      // A session belongs to the origin where it was made; the others may read that it is over.
      const status = origin === siteOrigin || kind.method === 'OPTIONS' ? kind.status : 401
      const answer = await ask(kind, [origin])
      expect(answer.status).toBe(status)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin)
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
      expect(answer.headers.get('Vary')).toMatch(/\bOrigin\b/)
    }
  })

  for (const [name, origins] of Object.entries(foreign)) {
    test(`T-89: ${kindName} from ${name} is refused and unreadable`, async () => {
      const sent = origins.map((origin) => (origin === 'self' ? world.deps.config.publicUrl : origin))
      const answer = await ask(kind, sent)
      expect(answer.status).toBe(403)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(answer.headers.get('Access-Control-Allow-Methods')).toBeNull()
      for (const origin of sent) expect(isReadable(answer, origin)).toBe(false)
      expect(answer.headers.get('Vary')).toMatch(/\bOrigin\b/)
    })
  }

  test(`T-89: ${kindName} without Origin is no browser's: answered, and readable by no page`, async () => {
    const answer = await ask(kind, [])
    expect(answer.status).toBe(kind.status)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    // A cache must not hand this answer to a page.
    expect(answer.headers.get('Vary')).toMatch(/\bOrigin\b/)
  })
}

test('a foreign origin is stopped before the body is read, the token looked at or a sign-in counted', async () => {
  const answer = await raw(
    'POST',
    `${client.base}/session`,
    [
      ['Origin', 'https://evil.example'],
      ['Content-Type', 'application/json'],
    ],
    '{"broken',
  )
  expect(answer.status).toBe(403)
  expect(answer.headers.get('DPoP-Nonce')).toBeNull()
})

test('a preflight is answered with exactly what the elements send and read, for two hours', async () => {
  const { status, headers } = await ask(kinds['OPTIONS']!, [siteOrigin])
  expect(status).toBe(204)
  expect(headers.get('Access-Control-Allow-Methods')).toBe('GET, POST, PUT, PATCH, DELETE')
  expect(headers.get('Access-Control-Allow-Headers')).toBe('Authorization, DPoP, Content-Type, Idempotency-Key, Cp-Activity, Last-Event-ID')
  expect(headers.get('Access-Control-Max-Age')).toBe('7200')
  const real = await ask(kinds['GET']!, [siteOrigin])
  expect(real.headers.get('Access-Control-Expose-Headers')).toBe('Content-Disposition, Cp-Event-Id, DPoP-Nonce, Retry-After, X-Request-Id')
})

test('errors are readable where answers are: an element can tell what went wrong', async () => {
  for (const path of ['/tickets', '/nothing-here', '/tickets/00000000000000000000']) {
    const answer = await raw('GET', client.base + path, [['Origin', siteOrigin]])
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers.get('Access-Control-Allow-Origin'), path).toBe(siteOrigin)
  }
})

test('Q8: the public settings, and nothing below them, are for every origin; they say whether that origin is allowed', async () => {
  for (const [origin, isOriginAllowed] of [
    [siteOrigin, true],
    ['https://evil.example', false],
    ['null', false],
  ] as const) {
    const response = await world.send(client.base, { headers: { Origin: origin } })
    expect(response.status).toBe(200)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await response.json()).toMatchObject({ key: client.portalKey, isOriginAllowed })
    const below = await world.send(`${client.base}/`, { headers: { Origin: origin } })
    expect(below.headers.get('Access-Control-Allow-Origin')).toBe(isOriginAllowed ? origin : null)
  }
})

test('an unknown portal key is said to be one, readable by the page that asked for its settings', async () => {
  const response = await world.send('/api/v1/portals/pk_00000000000000000000', { headers: { Origin: 'https://evil.example' } })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'portal_not_found' })
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  const below = await world.send('/api/v1/portals/pk_00000000000000000000/tickets', { headers: { Origin: siteOrigin } })
  expect(below.status).toBe(404)
  expect(below.headers.get('Access-Control-Allow-Origin')).toBeNull()
})

test('an origin of one portal is foreign to another', async () => {
  await world.deps.db
    .updateTable('portal')
    .set({ allowed_origins: '["https://bolt.example"]' })
    .where('id', '=', world.bolt.portalId)
    .execute()
  const answer = await raw('GET', `/api/v1/portals/${world.bolt.portalKey}/tickets`, [['Origin', siteOrigin]])
  expect(answer.status).toBe(403)
  expect((await raw('GET', `${client.base}/tickets`, [['Origin', 'https://bolt.example']])).status).toBe(403)
})

test('D18: the hosted page’s own origin is allowed where the operator says so; a same-origin GET names it by Sec-Fetch-Site', async () => {
  const hosting = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  try {
    const path = `/api/v1/portals/${hosting.acme.portalKey}/tickets`
    const ours = 'https://portal.example'
    expect((await hosting.send(path, { headers: { Origin: ours } })).status).toBe(401)
    expect((await hosting.send(path, { headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(401)
  } finally {
    await hosting.close()
  }
  expect((await raw('GET', `${client.base}/tickets`, [['Sec-Fetch-Site', 'same-origin']])).status).toBe(403)
})

test('T-62: staff routes know no CORS: nothing is reflected, not even for an origin of a portal', async () => {
  for (const origin of [siteOrigin, 'https://evil.example', 'null']) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const answer = await raw(method, '/api/v1/staff/me', [
        ['Origin', origin],
        ['Access-Control-Request-Method', 'GET'],
      ])
      expect(answer.status).toBe(403)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    }
  }
})

test('T-63: nothing that the client writes comes back in a header', async () => {
  const marker = 'x-injected-marker'
  const headers: [string, string][] = [
    'Vary',
    'Access-Control-Request-Headers',
    'Access-Control-Request-Method',
    'X-Request-Id',
    'DPoP-Nonce',
  ].map((name) => [name, marker])
  for (const method of ['OPTIONS', 'GET']) {
    const answer = await raw(method, `${client.base}/tickets`, [['Origin', siteOrigin], ...headers])
    expect(JSON.stringify([...answer.headers])).not.toContain(marker)
  }
})

test('T-63: 64 KiB of Access-Control-Request-Headers cost nothing', async () => {
  const huge = 'x-zz,'.repeat(13 * 1024)
  const from = performance.now()
  const response = await world.send(`${client.base}/tickets`, {
    method: 'OPTIONS',
    headers: { Origin: siteOrigin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': huge },
  })
  expect(response.status).toBe(204)
  expect(JSON.stringify([...response.headers])).not.toContain('x-zz')
  expect(performance.now() - from).toBeLessThan(200)
  const overSocket = await raw('OPTIONS', `${client.base}/tickets`, [
    ['Origin', siteOrigin],
    ['Access-Control-Request-Headers', huge],
  ]).catch((error: NodeJS.ErrnoException) => error.code)
  expect(typeof overSocket === 'object' ? overSocket.status : overSocket).toEqual(
    expect.toSatisfy((it) => [431, 'ECONNRESET', 'EPIPE'].includes(it as string)),
  )
})

test('T-63: what follows a # in an address is not read as its query', async () => {
  const signed = async (path: string) =>
    raw('GET', client.base + path, [
      ['Origin', siteOrigin],
      ['Authorization', `DPoP ${client.tokens?.accessToken}`],
      ['DPoP', await client.proof('GET', `${client.base}/tickets`)],
    ])
  expect((await signed('/tickets?limit=1000')).status).toBe(400)
  expect((await signed('/tickets#?limit=1000')).status).toBe(200)
})
