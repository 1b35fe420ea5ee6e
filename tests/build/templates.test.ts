import { expect, test } from 'vitest'
import { minifySource } from '../../esbuild.templates.ts'

test('indentation of a template becomes one space, and its remarks go', () => {
  const source = 'const a = html`\n    <p class="a">\n      <!-- why -->\n      ${text}\n    </p>`'
  expect(minifySource(source)).toBe('const a = html` <p class="a"> ${text} </p>`')
})

test('a space within a line stays: text keeps its words apart', () => {
  expect(minifySource('html`<b>${name}</b> <i>x  y</i>`')).toBe('html`<b>${name}</b> <i>x  y</i>`')
})

test('style sheets lose white space and comments, never what a string holds', () => {
  const source = 'css`\n  /* why */\n  :host { color: red; }\n  a :hover, b::after { content: "; ,  x { }" ; margin: 0 ${gap} 1px }\n`'
  expect(minifySource(source)).toBe('css` :host{color:red}a :hover,b::after{content:"; ,  x { }";margin:0 ${gap} 1px}`')
})

test('calculations and selectors keep the spaces that mean something', () => {
  const source = 'css`a > b + c { width: calc(100% - ${gap} + 2px); inset: -1px auto }`'
  expect(minifySource(source)).toBe('css`a > b + c{width:calc(100% - ${gap} + 2px);inset:-1px auto}`')
})

test('templates within templates, strings and comments with braces are read whole', () => {
  const source = 'html`<ul>\n  ${items.map((item) => html`\n  <li>${`}${item}`}</li>`)} ${"`}"} ${/* } ` */ { a: 1 }.a}\n</ul>` + `a\n  b`'
  expect(minifySource(source)).toBe(
    'html`<ul> ${items.map((item) => html` <li>${`}${item}`}</li>`)} ${"`}"} ${/* } ` */ { a: 1 }.a} </ul>` + `a\n  b`',
  )
})
