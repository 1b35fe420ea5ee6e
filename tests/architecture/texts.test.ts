import { expect, test } from 'vitest'
import { replaceTemplates } from '../../esbuild.templates.ts'
import { sourceFiles } from './source.ts'

/** Attributes whose value a person reads or hears. */
const spoken =
  /(?<![\w-])(?:aria-label|aria-description|aria-placeholder|aria-valuetext|alt|label|placeholder|title)=(?:"([^"]*)"|'([^']*)'|([^\s"'>\u0000]+))/g

test('no words stand in a template: they come from the texts of the reader’s language', () => {
  expect(sourceFiles('widget').flatMap(({ path, text }) => wordsInTemplates(text).map((words) => `${path}: ${words}`))).toEqual([])
})

test('words are found between tags and in attributes, in templates within templates, and nowhere else', () => {
  const source = [
    'const a = html`<p class="letters ${here}" title=${texts.title}>${texts.hello}, #${number} · <b>Bold</b> &nbsp;</p>`',
    'const b = html`${items.map((item) => html`<li aria-label="Close it">${item}</li>`)}`',
    'const c = css`:host { color: red }`',
    'const d = html`<!-- a remark --><svg><path d="M0 0"></path></svg>`',
  ]
  expect(wordsInTemplates(source.join('\n')).toSorted()).toEqual(['Bold', 'Close it'])
})

function wordsInTemplates(source: string): string[] {
  const found: string[] = []
  replaceTemplates(source, (tag, parts) => {
    if (tag !== 'css') found.push(...wordsOf(parts.join('\u0000')))
    return parts
  })
  return found
}

function wordsOf(markup: string): string[] {
  const plain = markup.replace(/<!--[\s\S]*?-->/g, '')
  const between = plain.replace(/<[a-zA-Z/][^>]*>/g, '\u0001').replace(/&\w+;/g, '')
  const attributes = [...plain.matchAll(spoken)].map(([, ...values]) => values.join(''))
  return [...between.split(/[\u0000\u0001]/), ...attributes.flatMap((value) => value.split('\u0000'))]
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text))
}
