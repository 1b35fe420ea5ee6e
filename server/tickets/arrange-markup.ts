import { blocks, element, wordsOfMarkup, type MarkupElement, type MarkupNode } from './markup-tree.ts'

/**
 * Puts a mail's markup in order: paragraphs for the nested boxes that mail programs write, one kind of heading, pictures that
 * are not shown by their words, and what was quoted, with the line that says of whom, in a `blockquote`.
 */
export function arrangeMarkup(nodes: readonly MarkupNode[]): MarkupNode[] {
  return inParagraphs(foldIntroductions(markQuotes(nodes)).flatMap(arrange))
}

/** What the sender's program marked as quoted. */
function markQuotes(nodes: readonly MarkupNode[]): MarkupNode[] {
  const marked: MarkupNode[] = []
  for (const [at, node] of nodes.entries()) {
    if (typeof node === 'string') {
      marked.push(node)
      continue
    }
    const { 'data-mark': mark, ...attributes } = node.attributes
    if (mark === 'rest') {
      const quoted = [element(node.name, node.children, attributes), ...nodes.slice(at + 1)]
      return [...marked, element('blockquote', markQuotes(quoted))]
    }
    const children = foldIntroductions(markQuotes(node.children))
    if (mark === 'quote') marked.push(...quote(node.name, children))
    else marked.push({ ...node, attributes, children })
  }
  return marked
}

/** Boxes around a quote that are marked like it are one quote. */
function quote(name: string, children: MarkupNode[]): MarkupNode[] {
  const said = children.filter((child) => !isBlank(child))
  if (said.every((child) => typeof child !== 'string' && child.name === 'blockquote')) return said
  return [element('blockquote', name === 'blockquote' ? children : [element('div', children)])]
}

const introductionMaxChars = 300
const introduction = /\b(wrote|writes|skrev|schrieb|écrit|escribió|ha scritto|schreef|skrifaði)\b[^:]{0,100}:\s*$/iu

/** "On Monday, Anna wrote:" belongs to the quote that it introduces. */
function foldIntroductions(nodes: readonly MarkupNode[]): MarkupNode[] {
  const folded: MarkupNode[] = []
  for (const node of nodes) {
    if (typeof node === 'string' || node.name !== 'blockquote') {
      folded.push(node)
      continue
    }
    const lead: MarkupNode[] = []
    while (lead.length < 4) {
      const before = folded.at(-1)
      if (before === undefined || !(isBlank(before) || isIntroduction(before))) break
      lead.unshift(before)
      folded.pop()
      if (isIntroduction(before)) break
    }
    if (lead.some(isIntroduction)) folded.push({ ...node, children: [element('p', lead.flatMap(inline)), ...node.children] })
    else folded.push(...lead, node)
  }
  return folded
}

function isIntroduction(node: MarkupNode): boolean {
  const words = wordsOfMarkup(node).trim()
  return words.length <= introductionMaxChars && introduction.test(words)
}

function inline(node: MarkupNode): MarkupNode[] {
  return typeof node !== 'string' && blocks.has(node.name) ? node.children.flatMap(inline) : [node]
}

function arrange(node: MarkupNode): MarkupNode[] {
  if (typeof node === 'string') return [node]
  const { name, attributes } = node
  if (name === 'img' && attributes['src'] === undefined) return attributes['alt'] ? [`[${attributes['alt']}]`] : []
  if (name === 'pre') return [node]
  const children = node.children.flatMap(arrange)
  if (name === 'a' && attributes['href'] === undefined) return children
  if (name === 'div' || name === 'p') return inParagraphs(children)
  if (/^h\d$/.test(name)) return inParagraphs(children).map((child) => (isParagraph(child) ? strong(child) : child))
  if (name === 'blockquote') return [{ ...node, children: inParagraphs(children) }]
  return [{ ...node, children }]
}

function strong(paragraph: MarkupElement): MarkupElement {
  return element('p', [element('strong', paragraph.children)])
}

/** Blocks as they are, and what stands between them in paragraphs. Empty ones, which are blank lines, are left out. */
function inParagraphs(nodes: readonly MarkupNode[]): MarkupNode[] {
  const arranged: MarkupNode[] = []
  let run: MarkupNode[] = []
  const endRun = () => {
    const trimmed = trimmedRun(run)
    if (trimmed.length > 0) arranged.push(element('p', trimmed))
    run = []
  }
  for (const node of nodes) {
    if (typeof node !== 'string' && blocks.has(node.name)) {
      endRun()
      arranged.push(node)
    } else run.push(node)
  }
  endRun()
  return arranged
}

function trimmedRun(run: readonly MarkupNode[]): MarkupNode[] {
  const first = run.findIndex((node) => !isBlank(node))
  return first === -1 ? [] : run.slice(first, run.findLastIndex((node) => !isBlank(node)) + 1)
}

function isBlank(node: MarkupNode): boolean {
  if (typeof node === 'string') return node.trim() === ''
  return node.name === 'br' || (node.name !== 'img' && node.name !== 'hr' && node.children.every(isBlank))
}

function isParagraph(node: MarkupNode): node is MarkupElement {
  return typeof node !== 'string' && node.name === 'p'
}
