/**
 * Entry for host pages: `<script type="module" src="https://B/portal.js" data-portal="KEY"></script>`.
 * Loads an element's chunk when the page first uses its tag; leaves nothing on `window`.
 */
const loaders: Record<string, () => Promise<unknown>> = {
  'cp-ticket-list': () => import('./start.ts'),
  'cp-login': () => import('./login/login.ts'),
  'cp-ticket-detail': () => import('./ticket-detail/ticket-detail.ts'),
  'cp-support-form': () => import('./support-form/support-form.ts'),
  'cp-portal-link': () => import('./portal-link/portal-link.ts'),
  'cp-portal': () => import('./portal/portal.ts'),
}

const waiting = new Set(Object.keys(loaders))
const preloaded = new Set<string>()
const ownTag = [...document.scripts].find((script) => script.src === import.meta.url)

/** Settings are asked for while the chunks are still on their way: the browser hands the answer to the same request later. */
function preloadSettings(portalKey: string): void {
  if (!portalKey || preloaded.has(portalKey)) return
  preloaded.add(portalKey)
  const link = document.createElement('link')
  link.rel = 'preload'
  link.as = 'fetch'
  link.crossOrigin = 'anonymous'
  link.href = new URL(`/api/v1/portals/${encodeURIComponent(portalKey)}`, import.meta.url).href
  // It has done its work: the host's head stays as it was.
  link.onload = link.onerror = () => link.remove()
  document.head.append(link)
}

function load(element: Element): void {
  const name = element.localName
  if (!waiting.delete(name)) return
  preloadSettings(element.getAttribute('portal') ?? ownTag?.dataset['portal'] ?? '')
  // In parallel: every other chunk needs it.
  void import('./start.ts')
  loaders[name]?.().catch((error: unknown) => {
    waiting.add(name)
    console.error('[customer portal] A part of the portal could not be loaded.', error)
  })
}

function look(root: ParentNode): void {
  if (waiting.size === 0) return
  if (root instanceof Element) load(root)
  for (const element of root.querySelectorAll([...waiting].join(','))) load(element)
}

look(document)
new MutationObserver((records, observer) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) look(node)
  }
  if (waiting.size === 0) observer.disconnect()
}).observe(document, { childList: true, subtree: true })
