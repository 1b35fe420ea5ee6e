import { expect, test } from 'vitest'
import { sourceFiles } from './source.ts'

const maxLines = 350

/** Path prefix → why its files may be longer. */
const exceptions: Record<string, string> = {
  'server/db/migrations/': 'frozen once released; one step reads best in one piece',
  'widget/locales/': 'a list of texts',
  'widget/staff/locales/': 'a list of texts',
}

test('no source file is longer than 350 lines', () => {
  const tooLong = sourceFiles('server', 'shared', 'widget', 'demo')
    .filter(({ path }) => !Object.keys(exceptions).some((prefix) => path.startsWith(prefix)))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > maxLines)
  expect(tooLong).toEqual([])
})
