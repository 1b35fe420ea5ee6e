import { readFile } from 'node:fs/promises'

/**
 * esbuild plugin: takes the indentation out of the html`` and css`` templates of our own files.
 * A run of white space with a line break becomes one space, which HTML and CSS read alike;
 * so write no text over several lines in an element with `white-space: pre`.
 */
export function minifyTemplates() {
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

const minifiers = { html: minifyHtml, svg: minifyHtml, css: minifyCss }

/** The source with every html``, svg`` and css`` template minified, templates within templates included. */
export function minifySource(source) {
  let out = ''
  let at = 0
  const tag = /\b(html|svg|css)`/g
  for (let match = tag.exec(source); match; match = tag.exec(source)) {
    const start = match.index + match[0].length
    const [text, end] = readTemplate(source, start, minifiers[match[1]])
    out += `${source.slice(at, start)}${text}\``
    at = end
    tag.lastIndex = end
  }
  return out + source.slice(at)
}

/** Reads from behind a template's first backtick to behind its last one; answers the new text and that position. */
function readTemplate(source, start, minify) {
  let out = ''
  let literal = ''
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') {
      literal += source.slice(at, ++at + 1)
    } else if (source[at] === '`') {
      return [out + minify(literal), at + 1]
    } else if (source[at] === '$' && source[at + 1] === '{') {
      const end = endOfExpression(source, at + 2)
      out += `${minify(literal)}\${${minifySource(source.slice(at + 2, end))}}`
      literal = ''
      at = end
    } else literal += source[at]
  }
  throw new Error('A template literal has no end.')
}

/** Position of the brace that closes an expression within a template. */
function endOfExpression(source, start) {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const char = source[at]
    if (char === '`') at = readTemplate(source, at + 1, (text) => text)[1] - 1
    else if (char === "'" || char === '"') at = endOfString(source, at)
    else if (source.startsWith('//', at)) at = source.indexOf('\n', at)
    else if (source.startsWith('/*', at)) at = source.indexOf('*/', at) + 1
    else if (char === '{') depth += 1
    else if (char === '}' && depth-- === 0) return at
  }
  throw new Error('An expression in a template has no end.')
}

function endOfString(source, start) {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === source[start]) return at
  }
  throw new Error('A string has no end.')
}

function minifyHtml(text) {
  return text.replace(/<!--[^?][\s\S]*?-->/g, '').replace(/\s*\n\s*/g, ' ')
}

function minifyCss(text) {
  // Strings stay as they are: they may hold anything.
  return text
    .split(/("[^"\n]*"|'[^'\n]*')/)
    .map((part, index) => (index % 2 === 1 ? part : squeezeCss(part)))
    .join('')
}

function squeezeCss(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([,:]) /g, '$1')
    .replace(/;\}/g, '}')
}
