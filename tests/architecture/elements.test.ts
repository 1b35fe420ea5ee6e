import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface Named {
  name: string
  description?: string
}
interface ElementDeclaration extends Named {
  tagName: string
  attributes?: Named[]
  events?: Named[]
  cssParts?: Named[]
  cssProperties?: Named[]
}

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'portal-manifest-'))
let elements: (ElementDeclaration & { path: string })[] = []

beforeAll(async () => {
  await promisify(execFile)('cem', ['analyze', '--quiet', '--outdir', relative(root, folder)], { cwd: root })
  const manifest = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8')) as {
    modules: { path: string; declarations: ElementDeclaration[] }[]
  }
  elements = manifest.modules.flatMap(({ path, declarations }) => declarations.map((element) => ({ ...element, path })))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the manifest names the six elements for site owners, each with a summary', () => {
  expect(elements.map((element) => element.tagName).sort()).toEqual([
    'cp-login',
    'cp-portal',
    'cp-portal-link',
    'cp-support-form',
    'cp-ticket-detail',
    'cp-ticket-list',
  ])
  expect(elements.filter((element) => !element.description)).toEqual([])
})

test('every attribute, event, part and custom property says what it is', () => {
  for (const { tagName, attributes = [], events = [], cssParts = [], cssProperties = [] } of elements) {
    const silent = [...attributes, ...events, ...cssParts, ...cssProperties].filter((item) => !item.description)
    expect(silent, tagName).toEqual([])
  }
})

test('every reactive property that is an attribute has its line in the doc block, and every event that is fired', () => {
  for (const { tagName, path, attributes = [], events = [] } of elements) {
    const source = readFileSync(join(root, path), 'utf8')
    const declared = /static override properties = \{([\s\S]*?)\n {2}\}/.exec(source)?.[1] ?? ''
    const written = [...declared.matchAll(/^\s+(\w+): \{([^}]*)\}/gm)]
      .filter(([, , options = '']) => !/state: true|attribute: false/.test(options))
      .map(([, name = '', options = '']) => /attribute: '([^']+)'/.exec(options)?.[1] ?? name.toLowerCase())
    const documented = attributes.map((attribute) => attribute.name)
    expect(
      written.filter((name) => !documented.includes(name)),
      tagName,
    ).toEqual([])
    const fired = [...source.matchAll(/\.emit\('(cp-[\w-]+)'/g)].map((match) => match[1] ?? '')
    expect(
      fired.filter((name) => !events.some((event) => event.name === name)),
      tagName,
    ).toEqual([])
  }
})

test('each tag that the README and the guide name is an element', () => {
  const documents = ['README.md', 'docs/embed.md'].map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const named = new Set([...documents.matchAll(/<(cp-[\w-]+)/g)].map((match) => match[1]))
  expect([...named].filter((name) => !elements.some((element) => element.tagName === name))).toEqual([])
})
