/** Markup that the sanitiser has let through, as a tree. */
export type MarkupNode = string | MarkupElement

export interface MarkupElement {
  name: string
  attributes: Readonly<Record<string, string>>
  children: MarkupNode[]
}

const empty = new Set(['br', 'hr', 'img'])

/** Elements that begin a line of their own. */
export const blocks: ReadonlySet<string> = new Set(
  'blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul'.split(' '),
)

/** Makes an element. */
export function element(name: string, children: MarkupNode[], attributes: Record<string, string> = {}): MarkupElement {
  return { name, attributes, children }
}

/** Reads what sanitize-html wrote: every attribute quoted, every other `<` escaped. Texts and values are kept unescaped. */
export function readMarkup(safe: string): MarkupNode[] {
  const root = element('', [])
  const open = [root]
  for (const [, text, closing, name = '', attributes = ''] of safe.matchAll(
    /([^<]+)|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>/g,
  )) {
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.children.push(unescaped(text))
    else if (closing) {
      const at = open.findLastIndex((one) => one.name === name)
      if (at > 0) open.length = at
    } else {
      const child = element(name, [], readAttributes(attributes))
      parent.children.push(child)
      if (!empty.has(name)) open.push(child)
    }
  }
  return root.children
}

/** Writes it down again. */
export function writeMarkup(nodes: readonly MarkupNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escaped(node)
      const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
      const start = `<${node.name}${attributes.join('')}>`
      return empty.has(node.name) ? start : `${start}${writeMarkup(node.children)}</${node.name}>`
    })
    .join('')
}

/** What it says without markup: paragraphs apart, quotes behind `>`, a link's address behind its words. */
export function textOfMarkup(nodes: readonly MarkupNode[]): string {
  return linesOf(nodes)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The words alone, in one line. */
export function wordsOfMarkup(node: MarkupNode): string {
  return typeof node === 'string' ? node : node.children.map(wordsOfMarkup).join('')
}

function linesOf(nodes: readonly MarkupNode[], isPre = false): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return isPre ? node : node.replace(/\s+/g, ' ')
      const inner = linesOf(node.children, isPre || node.name === 'pre')
      switch (node.name) {
        case 'br':
          return '\n'
        case 'hr':
          return '\n\n---\n\n'
        case 'img':
          return node.attributes['alt'] ? `[${node.attributes['alt']}]` : ''
        case 'a': {
          const href = (node.attributes['href'] ?? '').replace(/^mailto:/, '')
          return inner.trim() === '' || inner.includes(href.replace(/\/$/, '')) ? inner : `${inner} (${href})`
        }
        case 'li':
          return `\n- ${inner.trim()}`
        case 'td':
        case 'th':
          return `${inner.trim()} `
        case 'tr':
          return `\n${inner.trim()}`
        case 'blockquote':
          return `\n\n${inner
            .replace(/\n{3,}/g, '\n\n')
            .trim()
            .split('\n')
            .map((line) => `> ${line.trimStart()}`.trimEnd())
            .join('\n')}\n\n`
        default:
          return blocks.has(node.name) ? `\n\n${isPre || node.name === 'pre' ? inner : inner.trim()}\n\n` : inner
      }
    })
    .join('')
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
