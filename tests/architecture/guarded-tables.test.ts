import { expect, test } from 'vitest'
import { importsOf, sourceFiles } from './source.ts'

const files = sourceFiles('server', 'demo')

/** Who else may open the guarded tables, with the reason. */
const openers: Record<string, string> = {
  'server/db/index.ts': 'defines it',
  'server/tickets/add-ticket.ts': 'writes the first rows of a ticket, reads none',
  'server/tickets/touch-ticket.ts': 'the only writer of last activity and its copies',
  'demo/seed.ts': 'writes a history that nobody lived',
}

/** Who may claim that a query has passed the visibility rule. */
const brander = 'server/tickets/ticket.visibility.ts'

/** Who may turn one kind of database handle into another. */
const casters: Record<string, string> = {
  'server/db/index.ts': 'defines guarded()',
  'server/db/open.ts': 'makes the handle',
  'server/db/migrate.ts': 'migrations know no tables by type',
}

test('only repos and visibility files open the guarded tables', () => {
  const astray = files.filter(
    (file) =>
      !/\.(repo|visibility)\.ts$/.test(file.path) &&
      !(file.path in openers) &&
      (/\bguarded\s*\(/.test(withoutComments(file.text)) ||
        importsOf(file).some(({ target, isTypeOnly }) => target === 'server/db/index.ts' && !isTypeOnly)),
  )
  expect(astray.map(({ path }) => path)).toEqual([])
})

test('only the visibility file says that a query is visible', () => {
  const astray = files.filter(({ path, text }) => path !== brander && /\bas\s+(unknown\s+as\s+)?Visible\w+/.test(withoutComments(text)))
  expect(astray.map(({ path }) => path)).toEqual([])
})

test('nobody casts a database handle', () => {
  const cast = /\bas\s+(unknown\s+as\s+)?(Kysely|Transaction|Db|Tx)\b/
  const astray = files.filter(({ path, text }) => !(path in casters) && cast.test(withoutComments(text)))
  expect(astray.map(({ path }) => path)).toEqual([])
})

test('no raw SQL goes around the fence', () => {
  const raw =
    /\b(from|join|into|update)\s+"?(ticket|ticket_contact|ticket_company|thread|message|attachment|search_document|search_index)\b/i
  const astray = files.filter(
    ({ path, text }) =>
      !/\.(repo|visibility|search)\.ts$|\.search\.|\/search\.|^server\/db\/migrations\//.test(path) &&
      [...withoutComments(text).matchAll(/\bsql(?:<[^`]*?>)?`([^`]*)`/g)].some(([, statement = '']) => raw.test(statement)),
  )
  expect(astray.map(({ path }) => path)).toEqual([])
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
