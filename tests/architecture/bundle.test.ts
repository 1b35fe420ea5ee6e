import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../esbuild.config.mjs'
import { en } from '../../widget/locales/en.ts'
import { startTexts } from '../../widget/locales/en/start.ts'
import { nb } from '../../widget/locales/nb.ts'
import { sourceFiles } from './source.ts'

const kilobyte = 1024
const outdir = mkdtempSync(join(tmpdir(), 'portal-bundle-'))
/** File name → text of every script that a customer's page may load. */
const scripts = new Map<string, string>()

beforeAll(async () => {
  await build({ outdir, server: false })
  const read = (path: string) => readFileSync(join(outdir, 'public', path), 'utf8')
  const all = new Map(
    readdirSync(join(outdir, 'public/assets'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, read(`assets/${name}`)]),
  )
  scripts.set('portal.js', read('portal.js'))
  // A Map walks on over what is added on the way.
  for (const text of scripts.values()) {
    for (const name of [...importedBy(text), ...lazilyImportedBy(text)]) scripts.set(name, all.get(name) ?? '')
  }
})

afterAll(() => rmSync(outdir, { recursive: true, force: true }))

test('the entry for host pages is at most 3 KB and waits for no other file', () => {
  expect(gzipOf('portal.js')).toBeLessThanOrEqual(3 * kilobyte)
  expect(importedBy(scripts.get('portal.js') ?? '')).toEqual([])
})

test('entry and start chunk, which show the first rows of the list, are at most 26 KB in two requests', () => {
  const start = startChunk()
  expect(importedBy(scripts.get(start) ?? '')).toEqual([])
  expect(gzipOf('portal.js') + gzipOf(start)).toBeLessThanOrEqual(26 * kilobyte)
})

test('each further chunk is at most 8 KB', () => {
  const start = startChunk()
  const sizes = [...scripts.keys()].filter((name) => name !== start).map((name) => ({ name, bytes: gzipOf(name) }))
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes.filter(({ bytes }) => bytes > 8 * kilobyte)).toEqual([])
})

test('each further element is at most 12 KB together with the parts that it shares with others', () => {
  const start = startChunk()
  const sizes = [...scripts.keys()].map((name) => ({ name, bytes: gzipOf(...withImports(name).filter((other) => other !== start)) }))
  expect(sizes.filter(({ bytes }) => bytes > 12 * kilobyte)).toEqual([])
})

test.each([
  ['the validator', /\bzod\b|ZodError|_zod/],
  ['Lit’s development mode', /dev mode|dev-mode/i],
  ['markup from text', /unsafeHTML|insertAdjacentHTML|outerHTML|document\.write/],
  ['code from text', /\beval\(|new Function\b/],
  ['cookies', /document\.cookie|cookieStore/],
  ['somebody else’s server', /https:\/\/(?!support\.example|example)[\w.-]+\.(com|net|org|io|dev)\b/],
])('the customer bundle is free of %s', (_what, forbidden) => {
  const found = [...scripts].flatMap(([name, text]) => (forbidden.exec(text) ?? []).slice(0, 1).map((words) => `${name}: ${words}`))
  expect(found).toEqual([])
})

test('the customer bundle holds no element of the staff pages', () => {
  const staffNames = sourceFiles('widget/staff').flatMap(({ text }) =>
    [...text.matchAll(/\bdefine\(\s*'([\w-]+)'/g)].map(([, name = '']) => name),
  )
  expect(staffNames.length).toBeGreaterThan(0)
  const found = staffNames.filter((staffName) => [...scripts.values()].some((text) => text.includes(staffName)))
  expect(found).toEqual([])
})

test('only the chunk of a language holds its texts', () => {
  const english = new Set(stringsOf(en))
  const norwegian = stringsOf(nb).filter((text) => text.length > 10 && !english.has(text))
  expect(norwegian.length).toBeGreaterThan(0)
  const astray = [...scripts].filter(([name, text]) => !name.startsWith('nb-') && norwegian.some((words) => text.includes(words)))
  expect(astray.map(([name]) => name)).toEqual([])
})

test('the start chunk holds no English texts of other elements', () => {
  const own = stringsOf(startTexts).join()
  const others = stringsOf(en).filter((text) => text.length > 10 && !own.includes(text))
  expect(others.length).toBeGreaterThan(0)
  const start = scripts.get(startChunk()) ?? ''
  expect(others.filter((words) => start.includes(words))).toEqual([])
})

function startChunk(): string {
  const start = [...scripts.keys()].find((name) => name.startsWith('start-'))
  if (!start) throw new Error('The build has no start chunk: does widget/start.ts still hold it together?')
  return start
}

function importedBy(text: string): string[] {
  return [...text.matchAll(/\b(?:import|from)"([^"]+)"/g)].map(([, path = '']) => basename(path))
}

function lazilyImportedBy(text: string): string[] {
  return [...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, path = '']) => basename(path))
}

/** The file and all that the browser loads before it runs. */
function withImports(name: string): string[] {
  const found = new Set([name])
  for (const one of found) for (const other of importedBy(scripts.get(one) ?? '')) found.add(other)
  return [...found]
}

function gzipOf(...names: string[]): number {
  return names.reduce((bytes, name) => bytes + gzipSync(scripts.get(name) ?? '', { level: 9 }).length, 0)
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
