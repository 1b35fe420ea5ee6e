import type { DemoSite } from '../site.ts'

/** What a page of the help site consists of. `html` is trusted: escape what comes from outside. */
export interface Page {
  title: string
  html: string
  /** Path of the entry in the navigation that is marked as the current one. */
  nav?: string
}

/** What a request may change about any page, for trying things out and for screenshots. */
export interface PageOptions {
  language: string
  direction: 'ltr' | 'rtl'
  scheme: 'light' | 'dark'
}

const navigation = [
  ['/', 'Articles'],
  ['/support', 'Support'],
  ['/elements', 'Elements'],
  ['/two', 'Two portals'],
] as const

/** A whole page: header with the link to the portal, the portal's one script tag, and the site's own style sheets. */
export function renderPage(site: DemoSite, page: Page, options: PageOptions): string {
  const links = navigation.map(([path, label]) => `<a href="${path}"${path === page.nav ? ' aria-current="page"' : ''}>${label}</a>`)
  return `<!doctype html>
<html lang="${escapeHtml(options.language)}" dir="${options.direction}" data-scheme="${options.scheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} – Kvist Help</title>
<link rel="icon" href="/static/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/reset.css">
<link rel="stylesheet" href="/static/site.css">
<script type="module" src="${site.backend}/portal.js" data-portal="${site.portalKey}"></script>
</head>
<body>
<header class="bar">
<a class="brand" href="/"><img src="/static/logo.svg" alt="">Kvist Help</a>
<nav aria-label="Site">${links.join('')}</nav>
<cp-portal-link href="/support"></cp-portal-link>
</header>
${page.html}
<footer class="foot"><span>Kvist AS, a made-up company</span><a href="/">All articles</a><a href="/support">Support</a></footer>
</body>
</html>
`
}

/** Text made safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
