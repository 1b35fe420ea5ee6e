import type { AttachmentView } from '../ui/attachment.ts'

// A picture that does not come does not keep the rest from being printed.
const picturesWithinMs = 10_000

/** Prints one element of the page alone, with its pictures, whatever else the page shows. */
export async function printOnly(element: Element, pictures: readonly AttachmentView[]): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, picturesWithinMs))
  await Promise.race([late, Promise.allSettled(pictures.map((picture) => picture.show()))])
  const restore = isolate(element)
  window.addEventListener('afterprint', restore, { once: true })
  window.print()
}

/**
 * From now on a printed page shows nothing but this element, until what it answers is called. Only style sheets are added,
 * constructed ones, which no Content-Security-Policy forbids; nothing of the page's own is touched.
 */
function isolate(element: Element): () => void {
  const sheets = new Map<Document | ShadowRoot, string[]>()
  const add = (root: Node, rule: string) => {
    if (root instanceof Document || root instanceof ShadowRoot) sheets.set(root, [...(sheets.get(root) ?? []), rule])
  }
  for (let at: Element = element, above = parentOf(at); above; at = above, above = parentOf(at)) {
    const container = at.parentNode instanceof Element ? selectorOf(at.parentNode) : at.parentNode instanceof ShadowRoot ? ':host' : ''
    if (container) add(at.getRootNode(), `${container}>:not(:nth-child(${indexOf(at)}))${strong}{display:none!important}`)
    add(above.getRootNode(), `${selectorOf(above)}${strong}{${asIfAlone}}`)
    for (const pseudo of ['before', 'after']) {
      add(above.getRootNode(), `${selectorOf(above)}${strong}::${pseudo}{content:none!important}`)
    }
  }
  add(element.getRootNode(), `${selectorOf(element)}${strong}{visibility:visible!important;position:static!important}`)
  const added = [...sheets].map(([root, rules]) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@media print{${rules.join('')}}`)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    return { root, sheet }
  })
  return () => {
    for (const { root, sheet } of added) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}

// Two ids that nothing has: heavier than what the page's own rules are likely to weigh.
const strong = ':not(#cp-print#cp-print)'

// What stands around the ticket takes no room of its own and cuts nothing off; its own words are not seen.
const asIfAlone = [
  'display:block',
  'visibility:hidden',
  'position:static',
  'float:none',
  'inline-size:auto',
  'min-inline-size:0',
  'max-inline-size:none',
  'block-size:auto',
  'min-block-size:0',
  'max-block-size:none',
  'margin:0',
  'padding:0',
  'border:0',
  'overflow:visible',
  'background:none',
  'box-shadow:none',
  'transform:none',
  'filter:none',
  'opacity:1',
  'columns:auto',
  'contain:none',
  'container-type:normal',
]
  .map((rule) => `${rule}!important;`)
  .join('')

/** The element around another as the page is drawn: through slots and shadow roots. */
function parentOf(element: Element): Element | null {
  const { parentNode } = element
  return element.assignedSlot ?? (parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement)
}

/** Selects the element within its document or shadow root, by its place alone. */
function selectorOf(element: Element): string {
  if (element === document.documentElement) return ':root'
  const parent = element.parentElement ? selectorOf(element.parentElement) : ':host'
  return `${parent}>:nth-child(${indexOf(element)})`
}

function indexOf(element: Element): number {
  return [...(element.parentNode?.children ?? [])].indexOf(element) + 1
}
