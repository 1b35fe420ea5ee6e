import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { build } from '../../esbuild.config.mjs'
import { root } from '../support/stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'portal-cli-'))
const running = new Set<ChildProcess>()
/** A port that somebody else has. */
const neighbour = createServer()

beforeAll(async () => {
  await build({ server: false })
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})
afterAll(() => {
  neighbour.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Run {
  child: ChildProcess
  output: () => string
  ended: Promise<number | null>
}

function run(words: string[], env: Record<string, string> = {}, nodeFlags: string[] = []): Run {
  const child = spawn(process.execPath, [...nodeFlags, join(root, 'server/cli.mjs'), ...words], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data'), PORT: '0', DEMO_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return { child, output: () => text, ended }
}

/** Waits until a running command has printed something that matches. */
async function printed({ output, ended }: Run, wanted: RegExp): Promise<RegExpExecArray> {
  let match: RegExpExecArray | null = null
  const early = ended.then(() => true)
  await expect
    .poll(
      async () => {
        match = wanted.exec(output())
        return match !== null || (await Promise.race([early, Promise.resolve(false)]))
      },
      { timeout: 30_000, message: `waiting for ${wanted}` },
    )
    .toBe(true)
  if (!match) throw new Error(`ended without ${wanted}:\n${output()}`)
  return match
}

const taken = () => String((neighbour.address() as AddressInfo).port)
const aFile = join(folder, 'file')
writeFileSync(aFile, '')

const mistakes: Record<string, { words: string[]; env?: () => Record<string, string>; says: RegExp }> = {
  'a taken port': { words: ['start'], env: () => ({ PORT: taken() }), says: /^Port \d+ is taken by another program.*PORT=….$/ },
  'a taken port of the help site': { words: ['demo'], env: () => ({ DEMO_PORT: taken() }), says: /^Port \d+ is taken.*DEMO_PORT=….$/ },
  'a folder that cannot be made': {
    words: ['start'],
    env: () => ({ DATA_DIR: join(aFile, 'below') }),
    says: /^The folder .* cannot be written/,
  },
  'a port that is none': { words: ['start'], env: () => ({ PORT: 'eighty' }), says: /^PORT must be a whole number/ },
  'a database that does not answer': {
    words: ['start'],
    env: () => ({ DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/none' }),
    says: /^Opening the database at 127\.0\.0\.1:1\/none failed/,
  },
  'a demo for the whole network': { words: ['demo'], env: () => ({ HOST: '0.0.0.0' }), says: /listens on loopback only/ },
  'an unknown command': { words: ['dmeo'], says: /^There is no command "dmeo"/ },
  'a link for nobody of the staff': {
    words: ['staff-link', '--email', 'nobody@kvist.example'],
    says: /^Nobody of the staff who can sign in has the address nobody@kvist\.example\.$/,
  },
  'a link without an address': { words: ['staff-link'], says: /^Whose link\? Name the e-mail address\.$/ },
  'an account with a short password': {
    words: ['create-account', '--name', 'Kvist', '--admin-name', 'Maja', '--admin-email', 'maja@kvist.example'],
    env: () => ({ PORTAL_PASSWORD: 'short' }),
    says: /^The password must have 12 to 256 characters\.$/,
  },
}

for (const [name, { words, env, says }] of Object.entries(mistakes)) {
  test(`${name} gets one clear sentence and exit code 1`, async () => {
    const command = run(words, env?.())
    expect(await command.ended).toBe(1)
    const [sentence = ''] = command.output().trim().split('\n')
    expect(sentence).toMatch(says)
    expect(command.output()).not.toContain('    at ')
    expect(command.output()).not.toContain('secret')
  })
}

test('an old Node gets one clear sentence before anything is loaded', async () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})'
  const command = run(['start'], {}, ['--import', pretend])
  expect(await command.ended).toBe(1)
  expect(command.output().trim()).toMatch(/^The customer portal needs Node 24 or newer; this is Node 20\.20\.2 \(.*\)\.$/)
})

test('an account is made, its admin signs in, and SIGTERM ends the server in order', async () => {
  const account = ['create-account', '--name', 'Kvist & Co', '--admin-name', 'Maja', '--admin-email', 'maja@kvist.example']
  const made = run(account, { PORTAL_PASSWORD: 'a long enough password' })
  expect(await made.ended).toBe(0)
  expect(made.output()).toMatch(/key is pk_[a-z0-9]{20} \./)
  const again = run(account, { PORTAL_PASSWORD: 'a long enough password' })
  expect(await again.ended).toBe(1)
  expect(again.output()).toMatch(/^Somebody of the staff already has the address/)

  const server = run(['start'])
  const [, url = ''] = await printed(server, /"url":"(http:\/\/localhost:\d+)"/)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const signedIn = await fetch(`${url}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ email: 'maja@kvist.example', password: 'a long enough password' }),
  })
  expect(signedIn.status).toBe(200)

  // While the server runs: who forgot the password and is the only admin.
  const rescue = run(['staff-link', '--email', 'Maja@Kvist.example', '--reset-second-factor'])
  expect(await rescue.ended).toBe(0)
  const [, token = ''] = /\/staff\/reset-password#(cpt_[\w-]{43})\nTwo-step sign-in is off/.exec(rescue.output()) ?? []
  const chosen = await fetch(`${url}/api/v1/staff/password-resets/redemption`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ token, password: 'velvet otter climbs nine hills' }),
  })
  expect([chosen.status, await chosen.json()]).toEqual([200, { email: 'maja@kvist.example' }])
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})

test('the demo prints where to go, keeps its data, and begins anew when asked', async () => {
  const data = { DATA_DIR: join(folder, 'demo') }
  const first = run(['demo'], data)
  await printed(first, /Help site {3}http:\/\/127\.0\.0\.1:\d+[^]*anna@nordvik\.example[^]*portal-demo-2026/)
  const [, url = ''] = await printed(first, /Staff {7}(http:\/\/localhost:\d+)\/staff/)
  const cookie = await signIn(url)
  const opened = await fetch(`${url}/api/v1/staff/tickets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url, Cookie: cookie, 'Idempotency-Key': 'once' },
    body: JSON.stringify({ email: 'anna@nordvik.example', subject: 'Kept over a restart' }),
  })
  expect(opened.status).toBe(201)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  expect(await subjects(run(['demo'], data))).toContain('Kept over a restart')
  expect(await subjects(run(['demo', '--reset'], data))).not.toContain('Kept over a restart')
})

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ email: 'agent@demo.example', password: 'portal-demo-2026' }),
  })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** What the newest tickets of a demo are called; ends it afterwards. */
async function subjects(demo: Run): Promise<string> {
  const [, url = ''] = await printed(demo, /Staff {7}(http:\/\/localhost:\d+)\/staff/)
  const answer = await fetch(`${url}/api/v1/staff/tickets`, { headers: { Cookie: await signIn(url) } })
  const text = await answer.text()
  demo.child.kill('SIGTERM')
  expect(await demo.ended).toBe(0)
  expect(answer.status).toBe(200)
  return text
}
