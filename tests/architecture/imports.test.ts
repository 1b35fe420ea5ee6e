import { expect, test } from 'vitest'
import { type Import, importsOf, sourceFiles } from './source.ts'

const files = sourceFiles('shared', 'server', 'widget', 'demo')
const imports = files.flatMap(importsOf)
const within = (folder: string) => (path: string | undefined) => path?.startsWith(`${folder}/`) ?? false
const tell = ({ from, specifier }: Import) => `${from} → ${specifier}`

/** Folders and files of the server, lowest first: each may import its own level and lower ones. */
const levels: string[][] = [
  ['db', 'errors.ts', 'viewer.ts', 'deps.ts', 'config.ts', 'log.ts', 'new-id.ts', 'later.ts'],
  ['http', 'events', 'jobs'],
  ['accounts', 'contacts', 'mail', 'brand', 'menus'],
  ['portal', 'tickets'],
  ['threads', 'attachments', 'forms', 'pipelines'],
  ['auth', 'preview', 'channels', 'live'],
  // Everything that is put together from the rest: the app, the process, the command line.
]

/** Files that stand above the folder they are in, with the reason. */
const raised: Record<string, string> = {
  'server/jobs/handlers.ts': 'names the job of every domain',
}

function levelOf(path: string): number {
  if (path in raised) return levels.length
  const part = path.split('/')[1] ?? ''
  const level = levels.findIndex((names) => names.includes(part))
  return level === -1 ? levels.length : level
}

test('shared imports neither server nor widget', () => {
  expect(imports.filter(({ from, target }) => within('shared')(from) && target && !within('shared')(target)).map(tell)).toEqual([])
})

test('the widget imports nothing of the server or the demo, the server nothing of the widget', () => {
  const crossing = imports.filter(
    ({ from, target }) =>
      (within('widget')(from) && (within('server')(target) || within('demo')(target))) ||
      (within('server')(from) && within('widget')(target)),
  )
  expect(crossing.map(tell)).toEqual([])
})

test('only the command line knows the demo', () => {
  const users = imports.filter(({ from, target }) => within('server')(from) && within('demo')(target))
  expect(users.filter(({ from }) => !/^server\/(cli|commands)/.test(from)).map(tell)).toEqual([])
})

test('nothing that customers load imports the pages of staff', () => {
  const staff = within('widget/staff')
  const crossing = imports.filter(({ from, target }) => staff(target) && !staff(from) && from !== 'widget/staff.ts')
  expect(crossing.map(tell)).toEqual([])
})

test('the widget imports only types from files that need the validator', () => {
  const needsZod = reaching(({ specifier }) => /^(@hono\/zod-openapi|zod)(\/|$)/.test(specifier))
  const values = imports.filter(({ from, target, isTypeOnly }) => within('widget')(from) && target && needsZod.has(target) && !isTypeOnly)
  expect(values.map(tell)).toEqual([])
})

test('the widget needs no package but Lit', () => {
  const packages = imports.filter(
    ({ from, target, specifier }) => within('widget')(from) && !target && !/^(lit|@lit)(\/|$)/.test(specifier),
  )
  expect(packages.map(tell)).toEqual([])
})

test('a domain of the server imports only its own level and lower ones', () => {
  const upward = imports.filter(({ from, target, isTypeOnly }) => {
    if (!within('server')(from) || !target || !within('server')(target)) return false
    // The lowest level names the types that others bring: every table's row, everything that varies.
    if (isTypeOnly && levelOf(from) === 0) return false
    return levelOf(target) > levelOf(from)
  })
  expect(upward.map(tell)).toEqual([])
})

test('no file imports itself through others', () => {
  expect(findCycles()).toEqual([])
})

test('each outside package is imported in one place, so that it can be exchanged', () => {
  const places: Record<string, RegExp> = {
    // The bus listens on a connection of its own.
    pg: /^server\/(db\/|live\/postgres-bus\.ts$)/,
    'better-sqlite3': /^server\/db\//,
    nodemailer: /^server\/mail\//,
    'file-type': /^server\/attachments\//,
    'sanitize-html': /^server\/tickets\/sanitise-html\.ts$/,
    nanoid: /^server\/new-id\.ts$/,
    jose: /^server\/auth\//,
    otpauth: /^server\/auth\/second-factor\.ts$/,
    'openid-client': /^server\/auth\/methods\/oidc\.ts$/,
    '@node-saml/node-saml': /^server\/auth\/methods\/saml\.ts$/,
    '@xmldom/xmldom': /^server\/auth\//,
    pino: /^server\/(log|deps)\.ts$/,
    '@hono/node-server': /^server\/(start-server\.ts|http\/)|^demo\//,
  }
  const astray = imports.filter(({ from, specifier }) => {
    const name = Object.keys(places).find((known) => specifier === known || specifier.startsWith(`${known}/`))
    return name !== undefined && !places[name]?.test(from)
  })
  expect(astray.map(tell)).toEqual([])
})

test('no file is called after nothing in particular', () => {
  const vague = files.filter(
    ({ path }) => /^(server|widget)\//.test(path) && /\b(utils?|helpers?|common|misc|manager|service)\b/.test(path),
  )
  expect(vague.map(({ path }) => path)).toEqual([])
})

/** Files of ours that reach, through value imports, one that the test is true of. */
function reaching(isGoal: (found: Import) => boolean): Set<string> {
  const found = new Set(imports.filter((one) => isGoal(one) && !one.isTypeOnly).map(({ from }) => from))
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const { from, target, isTypeOnly } of imports) if (target && !isTypeOnly && found.has(target)) found.add(from)
  }
  return found
}

/** Rings of value imports; `import()` does not count, it runs later. */
function findCycles(): string[] {
  const targets = Map.groupBy(
    imports.filter(({ target, isTypeOnly, isLazy }) => target && !isTypeOnly && !isLazy),
    ({ from }) => from,
  )
  const cycles: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    else if (!done.has(path)) {
      for (const { target } of targets.get(path) ?? []) walk(target ?? '', [...trail, path])
      done.add(path)
    }
  }
  for (const { path } of files) walk(path, [])
  return cycles
}
