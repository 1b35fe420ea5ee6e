import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * esbuild plugin: takes the indentation out of the html`` and css`` templates of our own files.
 * A run of white space with a line break becomes one space, which HTML and CSS read alike;
 * so write no text over several lines in an element with `white-space: pre`.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    setup(build) {
      build.onLoad({ filter: /[\\/]widget[\\/].*\.ts$/ }, async ({ path }) => ({
        contents: minifySource(await readFile(path, 'utf8')),
        loader: 'ts',
      }))
    },
  }
}

/** The source with every template of it minified. */
export function minifySource(source: string): string {
  return replaceTemplates(source, (tag, parts) => parts.map(tag === 'css' ? minifyCss : minifyHtml))
}

export type TemplateTag = 'html' | 'svg' | 'css'

/**
 * The source with the literal parts of every html``, svg`` and css`` template replaced; templates within templates come first.
 *
 * @param replace gets the parts around the expressions and answers as many.
 */
export function replaceTemplates(source: string, replace: (tag: TemplateTag, parts: string[]) => string[]): string {
  let out = ''
  let at = 0
  const opening = /\b(html|svg|css)`/g
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    const { parts, expressions, end } = readTemplate(source, match.index + match[0].length)
    const inner = expressions.map((expression) => `\${${replaceTemplates(expression, replace)}}`)
    const text = replace(match[1] as TemplateTag, parts).map((part, index) => part + (inner[index] ?? ''))
    out += `${source.slice(at, match.index)}${match[0]}${text.join('')}\``
    at = end
    opening.lastIndex = end
  }
  return out + source.slice(at)
}

/** Reads from behind a template's first backtick to behind its last one. */
function readTemplate(source: string, start: number): { parts: string[]; expressions: string[]; end: number } {
  const parts: string[] = []
  const expressions: string[] = []
  let from = start
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === '`') return { parts: [...parts, source.slice(from, at)], expressions, end: at + 1 }
    else if (source.startsWith('${', at)) {
      const end = endOfExpression(source, at + 2)
      parts.push(source.slice(from, at))
      expressions.push(source.slice(at + 2, end))
      at = end
      from = end + 1
    }
  }
  throw new Error('A template literal has no end.')
}

/** Position of the brace that closes an expression within a template. */
function endOfExpression(source: string, start: number): number {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const char = source[at]
    if (char === '`') at = readTemplate(source, at + 1).end - 1
    else if (char === "'" || char === '"') at = endOfString(source, at)
    else if (source.startsWith('//', at)) at = source.indexOf('\n', at)
    else if (source.startsWith('/*', at)) at = source.indexOf('*/', at) + 1
    else if (char === '{') depth += 1
    else if (char === '}' && depth-- === 0) return at
  }
  throw new Error('An expression in a template has no end.')
}

function endOfString(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === source[start]) return at
  }
  throw new Error('A string has no end.')
}

function minifyHtml(text: string): string {
  return text.replace(/<!--[^?][\s\S]*?-->/g, '').replace(/\s*\n\s*/g, ' ')
}

function minifyCss(text: string): string {
  // Strings stay as they are: they may hold anything.
  return text
    .split(/("[^"\n]*"|'[^'\n]*')/)
    .map((part, index) => (index % 2 === 1 ? part : squeezeCss(part)))
    .join('')
}

function squeezeCss(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([,:]) /g, '$1')
    .replace(/;\}/g, '}')
}
