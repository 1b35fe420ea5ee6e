import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { limits } from '../../../shared/limits.ts'
import { openWorld, type World } from '../../support/world.ts'
import { siteOrigin } from '../../support/world-rows.ts'

let world: World
let path: string
beforeAll(async () => {
  world = await openWorld({ isListening: true })
  path = `/api/v1/portals/${world.acme.portalKey}/session`
})
afterAll(() => world.close())

/** Writes bytes to a socket; the status line of the answer, or how the server ended the connection. */
function talk(lines: string[], write: (send: (chunk: string | Buffer) => Promise<void>) => Promise<void>): Promise<string> {
  const { hostname, port } = new URL(world.deps.config.publicUrl)
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(port), hostname)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n')) {
        socket.destroy()
        resolve(text.split('\r\n')[0] ?? '')
      }
    })
    socket.on('error', () => resolve('closed'))
    socket.on('close', () => resolve(text === '' ? 'closed' : (text.split('\r\n')[0] ?? '')))
    const send = (chunk: string | Buffer) =>
      new Promise<void>((sent) => void (socket.destroyed ? sent() : socket.write(chunk, () => sent())))
    socket.on('connect', () => {
      void send(`${lines.join('\r\n')}\r\n\r\n`).then(() => write(send))
    })
  })
}

const head = (...more: string[]) => [
  `POST ${path} HTTP/1.1`,
  `Host: ${new URL(world.deps.config.publicUrl).host}`,
  `Origin: ${siteOrigin}`,
  'Content-Type: application/json',
  ...more,
]

const tooMuch = limits.jsonBodyMaxBytes + 1
const refused = /^(HTTP\/1\.1 413 .*|closed)$/

test('T-65: a body that says it is too large is refused before it is sent', async () => {
  expect(await talk(head(`Content-Length: ${tooMuch}`), async () => undefined)).toMatch(/^HTTP\/1\.1 413 /)
})

test('T-65: a chunked body without length is refused when it has become too large', async () => {
  const chunk = `2000\r\n${'a'.repeat(0x2000)}\r\n`
  const answer = await talk(head('Transfer-Encoding: chunked'), async (send) => {
    for (let sent = 0; sent < 4 * tooMuch; sent += 0x2000) await send(chunk)
    await send('0\r\n\r\n')
  })
  expect(answer).toMatch(refused)
})

test('T-65: a small length does not hide a chunked body', async () => {
  const answer = await talk(head('Content-Length: 2', 'Transfer-Encoding: chunked'), async (send) => {
    await send(`2\r\n{}\r\n0\r\n\r\n`)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
})

test('T-65: a compressed body is not unpacked', async () => {
  const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
  const answer = await talk(head('Content-Encoding: gzip', `Content-Length: ${packed.length}`), (send) => send(packed))
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
})

test('T-65: a large body to a route that never reads it costs no memory', async () => {
  const before = process.memoryUsage().rss
  const chunk = Buffer.alloc(1024 * 1024, 'a')
  for (const target of ['/api/v1/nothing', `/api/v1/portals/${world.acme.portalKey}/me`]) {
    const lines = [`POST ${target} HTTP/1.1`, ...head().slice(1), `Content-Length: ${64 * chunk.length}`]
    const answer = await talk(lines, async (send) => {
      for (let n = 0; n < 64; n += 1) await send(chunk)
    })
    expect(answer).toMatch(/^(HTTP\/1\.1 (413|404|401|403|405) .*|closed)$/)
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

const hostileBodies: Record<string, string> = {
  '__proto__ as a member': '{"__proto__":{"isAdmin":true},"email":"a@b.example","password":"x"}',
  'constructor.prototype as a member': '{"constructor":{"prototype":{"isAdmin":true}},"email":"a@b.example","password":"x"}',
  'a dotted __proto__': '{"__proto__.isAdmin":true,"email":"a@b.example","password":"x"}',
  'ten thousand levels': `{"email":${'['.repeat(10_000)}${']'.repeat(10_000)},"password":"x"}`,
  'a name of a hundred thousand dots': JSON.stringify({ ['a.'.repeat(100_000)]: 1, email: 'a@b.example', password: 'x' }),
  'a number for a text': '{"email":1e400,"password":"x"}',
}
for (const [name, body] of Object.entries(hostileBodies)) {
  test(`T-68: ${name} is an invalid request, told in no time`, async () => {
    const client = world.stranger()
    await client.get('')
    const from = performance.now()
    const response = await client.fetch('/session', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
    expect(performance.now() - from).toBeLessThan(250)
    expect(response.status).toBe(400)
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })
}

test('T-68: forms are not read at all', async () => {
  const client = world.stranger()
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const body = type.startsWith('multipart')
      ? '--x\r\nContent-Disposition: form-data; name="__proto__.x"\r\n\r\n1\r\n--x--'
      : '__proto__.x=1'
    const response = await client.fetch('/session', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect(response.status).toBe(415)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  }
})
