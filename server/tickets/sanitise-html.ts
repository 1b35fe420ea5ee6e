import sanitizeHtml from 'sanitize-html'
import { arrangeMarkup } from './arrange-markup.ts'
import { readMarkup, textOfMarkup, writeMarkup } from './markup-tree.ts'

/** Grows with every change of what comes out: what was made safe by an older one is done again (redo-markup.ts). */
export const sanitiserVersion = 1

/** A message's markup made safe, and what it says without. */
export interface SafeMarkup {
  html: string
  text: string
}

/** Longest markup that is looked at; of a longer mail the rest is left out. */
const markupMaxChars = 500_000

/**
 * Makes the markup of a mail safe to show: elements and attributes of a short list, links to the web and to addresses, and of
 * pictures those that came with the message. No style, no script, nothing that loads from elsewhere: who reads a mail is not
 * told to its sender. Quoted mails become `blockquote`.
 *
 * @param contentIds Content-IDs of the files of this message.
 */
export function sanitiseHtml(original: string, contentIds: readonly string[]): SafeMarkup {
  const known = new Set(contentIds.map(bareContentId))
  const safe = sanitizeHtml(original.slice(0, markupMaxChars), {
    allowedTags: [...tags],
    allowedAttributes: { '*': ['data-mark'], a: ['href'], img: ['src', 'alt'], td: cellAttributes, th: cellAttributes },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    // Nothing in these was written to be read.
    nonTextTags: rawTags,
    nestingLimit: 100,
    enforceHtmlBoundary: false,
    transformTags: { '*': (tagName, attributes) => transform(tagName, attributes, known) },
  })
  const nodes = arrangeMarkup(readMarkup(safe))
  return { html: writeMarkup(nodes), text: textOfMarkup(nodes) }
}

const cellAttributes = ['colspan', 'rowspan']
const tags = new Set(
  'a blockquote br code div em h1 h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td tfoot th thead tr u ul'.split(' '),
)
const rawTags = (
  'applet audio canvas embed frameset head iframe math noembed noframes noscript object optgroup option plaintext script select ' +
  'style svg template textarea title video xmp'
).split(' ')
const renamed: Readonly<Record<string, string>> = {
  b: 'strong',
  i: 'em',
  del: 's',
  strike: 's',
  ins: 'u',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  article: 'div',
  section: 'div',
  header: 'div',
  footer: 'div',
  main: 'div',
  center: 'div',
  address: 'div',
  dl: 'div',
  dt: 'div',
  dd: 'div',
}

/** Attributes are made anew: whatever is not named here is gone. */
function transform(tagName: string, given: Record<string, string>, known: ReadonlySet<string>): sanitizeHtml.Tag {
  const attribs: Record<string, string> = {}
  const mark = markOf(given)
  if (mark) attribs['data-mark'] = mark
  if (tagName === 'a') {
    const href = safeLink(given['href'])
    if (href) attribs['href'] = href
  }
  if (tagName === 'img') {
    const [, contentId = ''] = /^\s*cid:(.*)$/is.exec(given['src'] ?? '') ?? []
    const bare = bareContentId(decoded(contentId))
    if (known.has(bare) && bare !== '') attribs['src'] = `cid:${encodeURIComponent(bare)}`
    if (given['alt']) attribs['alt'] = given['alt'].slice(0, 300)
  }
  if (tagName === 'td' || tagName === 'th') {
    for (const name of cellAttributes) if (/^[1-9]\d?$/.test(given[name] ?? '')) attribs[name] = given[name] ?? ''
  }
  return { tagName: renamed[tagName] ?? tagName, attribs }
}

/** How mail programs mark what they quote: a whole element, or where it begins. */
function markOf({ class: className = '', id = '' }: Record<string, string>): 'quote' | 'rest' | undefined {
  if (/(^|\s)(gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|zmail_extra)(\s|$)/.test(className)) return 'quote'
  if (/^(x_)?(divRplyFwdMsg|appendonsend)$/.test(id)) return 'rest'
  return undefined
}

/** A link to the web or to an address, written out; undefined for anything else, however it is disguised. */
function safeLink(href: string | undefined): string | undefined {
  const compact = (href ?? '').replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]+/g, '')
  if (!/^(https?:\/\/|mailto:)/i.test(compact) || compact.length > 2000 || !URL.canParse(compact)) return undefined
  const url = new URL(compact)
  // A name before the host makes one site look like another.
  return url.username === '' && url.password === '' ? url.href : undefined
}

function bareContentId(contentId: string): string {
  return contentId.trim().replace(/^<(.*)>$/, '$1')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
