import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/stage.ts'
import { sourceFiles } from './source.ts'

const folders = ['server', 'shared', 'widget', 'demo', 'tests', 'docs', 'bench']
const sources = sourceFiles('server', 'shared', 'widget', 'demo')

test('every path that the documents name exists', () => {
  const missing = globSync(['README.md', 'CHANGELOG.md', 'docs/**/*.md'], { cwd: root }).flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8')
    return [...pathsNamedIn(text), ...linksOf(text, document)].filter((path) => !exists(path)).map((path) => `${document}: ${path}`)
  })
  expect(missing).toEqual([])
})

test('every path that a comment names exists', () => {
  const missing = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm)]
      .flatMap(([comment]) => pathsNamedIn(comment))
      .filter((named) => !exists(named))
      .map((named) => `${path}: ${named}`),
  )
  expect(missing).toEqual([])
})

test('every command that the documents give is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const missing = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(/\bnpm run ([\w:-]+)/g)]
      .filter(([, name = '']) => !(name in scripts))
      .map(([command]) => `${document}: ${command}`),
  )
  expect(missing).toEqual([])
})

test('every exported function says what its caller gets', () => {
  const silent = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:default )?(?:async )?function\*? (\w+)/gm)]
      .filter(({ index }) => !text.slice(0, index).trimEnd().endsWith('*/'))
      // The overloads of a function share the docstring of the first.
      .filter(({ index, 1: name }) => !new RegExp(`^export (async )?function ${name}\\b`, 'm').test(text.slice(0, index)))
      .map(([, name]) => `${path}: ${name}`),
  )
  expect(silent).toEqual([])
})

test('every element is described where it is defined', () => {
  const silent = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^define\(\s*'([\w-]+)'/gm)]
      .filter(([, name]) => !new RegExp(`\\* @element ${name}\\b`).test(text))
      .map(([, name]) => `${path}: ${name}`),
  )
  expect(silent).toEqual([])
})

/** Paths of ours as they stand in running text: `server/db/open.ts`, `docs/embed.md`. Those with a pattern in them name none. */
function pathsNamedIn(text: string): string[] {
  const path = new RegExp(`(?<![\\w/.@-])(?:${folders.join('|')})/[\\w./-]*\\.(?:ts|mjs|md|html|css|json)\\b(?![*{])`, 'g')
  return [...text.matchAll(path)].map(([found]) => found)
}

/** Relative links of a Markdown document, from the root. */
function linksOf(text: string, document: string): string[] {
  return [...text.matchAll(/\]\((?!\w+:|#|\/)([^)#\s]+)/g)].map(([, target = '']) => join(document, '..', target))
}

function exists(path: string): boolean {
  return existsSync(join(root, path))
}
