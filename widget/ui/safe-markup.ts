/** What copying must know of the place where the copy stands. */
export interface MarkupFrame {
  quotedText: string
  /** The picture of the message that has this content id, else what stands in its place. */
  picture: (contentId: string, alt: string) => Node | string
}

const kept = names(
  'a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre s small span strike strong sub sup ' +
    'table tbody td tfoot th thead tr u ul',
)
// Of every other element the content stays; of these it is nothing that anybody wrote to be read.
const dropped = names('iframe noembed noframes script select style template textarea title xmp')
const address = /^(?:https?:|mailto:)/i
const attributes: Readonly<Record<string, RegExp>> = {
  dir: /^(?:ltr|rtl|auto)$/i,
  colspan: /^\d\d?$/,
  rowspan: /^\d\d?$/,
  start: /^\d\d?$/,
}

/**
 * Parses markup without running, loading or showing anything of it, and copies what is harmless: elements and attributes of
 * a short list, links to the web and to addresses, pictures of the message itself. Quoted mails are folded.
 *
 * @throws TypeError when the page's Trusted Types policy does not let markup be parsed.
 */
export function copyMarkup(markup: string, frame: MarkupFrame): DocumentFragment {
  const parsed = new DOMParser().parseFromString(trusted(markup) as string, 'text/html')
  // A walker, because forms may hide their own properties behind fields named like them.
  const walker = document.createTreeWalker(parsed.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  const copy = document.createDocumentFragment()
  copyChildren(walker, copy, frame, false)
  return copy
}

function copyChildren(walker: TreeWalker, target: Node & ParentNode, frame: MarkupFrame, isQuoted: boolean): void {
  let node = walker.firstChild()
  if (!node) return
  for (; node; node = walker.nextSibling()) {
    if (node instanceof Text) target.append(node.data)
    // Nothing of SVG or MathML, whose elements do more than those of the same name here.
    if (!(node instanceof HTMLElement)) continue
    const name = node.localName
    if (dropped.has(name)) continue
    if (name === 'img') target.append(picture(node, frame))
    else {
      const isQuote = name === 'blockquote' && !isQuoted
      const inner = kept.has(name) ? copyElement(node, name) : undefined
      if (inner) target.append(isQuote ? folded(inner, frame.quotedText) : inner)
      copyChildren(walker, inner ?? target, frame, isQuoted || isQuote)
    }
  }
  walker.parentNode()
}

function copyElement(from: HTMLElement, name: string): HTMLElement {
  // A sender's headings are none of the page's.
  const copy = document.createElement(/^h\d$/.test(name) ? 'p' : name)
  if (copy.localName !== name) copy.className = 'heading'
  for (const [attribute, allowed] of Object.entries(attributes)) {
    const value = from.getAttribute(attribute)
    if (value !== null && allowed.test(value)) copy.setAttribute(attribute, value)
  }
  const href = from.getAttribute('href')?.trim()
  if (copy instanceof HTMLAnchorElement && href && address.test(href) && URL.canParse(href)) {
    copy.href = new URL(href).href
    copy.target = '_blank'
    copy.rel = 'noopener noreferrer nofollow ugc'
  }
  return copy
}

function folded(quote: HTMLElement, label: string): HTMLElement {
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  details.className = 'quote'
  summary.textContent = label
  details.append(summary, quote)
  return details
}

function picture(from: HTMLElement, frame: MarkupFrame): Node | string {
  const alt = from.getAttribute('alt') ?? ''
  const [, contentId] = /^cid:(.+)$/i.exec(from.getAttribute('src')?.trim() ?? '') ?? []
  return contentId === undefined ? alt : frame.picture(decoded(contentId), alt)
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId)
  } catch {
    return contentId
  }
}

interface TrustedTypes {
  createPolicy: (name: string, rules: { createHTML: (markup: string) => string }) => { createHTML: (markup: string) => unknown }
}

/** What the parser takes under Trusted Types. The parser runs nothing, so everything may pass; what it gives is copied by the list above. */
function trusted(markup: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  return trustedTypes?.createPolicy('cp-message', { createHTML: (same) => same }).createHTML(markup) ?? markup
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
