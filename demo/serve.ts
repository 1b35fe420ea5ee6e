import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { readArticles } from './knowledge-base/articles.ts'
import { renderPage, type Page, type PageOptions } from './knowledge-base/layout.ts'
import { articlePage, elementPage, elementsPage, homePage, supportPage, twoPortalsPage } from './knowledge-base/pages.ts'
import { logInPage, signedInPage, type AskedSignIn } from './knowledge-base/own-pages.ts'
import { customers, findCustomer, signCustomer } from './sign-on.ts'
import { demoPortalKey, type DemoSite } from './site.ts'

/** Files of the site, by their path below /static/. */
const files: Record<string, string> = {
  'logo.svg': 'image/svg+xml',
  'reset.css': 'text/css; charset=utf-8',
  'site.css': 'text/css; charset=utf-8',
  'identify.js': 'text/javascript; charset=utf-8',
}

/**
 * The help site of a made-up company: plain pages, all but one without any script of their own, under the strict policy that docs/embed.md gives.
 *
 * Query parameters of every page: `lang`, `dir=rtl`, `scheme=dark`.
 *
 * @param key With which it signs who its customers are.
 */
export function makeKnowledgeBase(site: DemoSite, key: KeyObject): RequestListener {
  const articles = readArticles()
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site.invalid')
    const file = /^\/static\/([\w.-]+)$/.exec(url.pathname)?.[1]
    if (file && file in files) return sendFile(response, file)
    if (url.pathname === '/signed-in/token') return sendToken(response, url)
    const page = url.pathname === '/signed-in' ? ownPage(url) : findPage(url)
    const notFound: Page = { title: 'Not found', html: '<main class="main"><h1 class="page-title">This page does not exist.</h1></main>' }
    send(request, response, page ? 200 : 404, renderPage(site, page ?? notFound, optionsOf(url)))
  }

  function findPage(url: URL): Page | undefined {
    const [folder = '', name = ''] = url.pathname.slice(1).split('/')
    if (url.pathname === '/') return homePage(articles)
    if (url.pathname === '/support') return supportPage
    if (url.pathname === '/elements') return elementsPage
    if (url.pathname === '/two') return twoPortalsPage(site)
    if (folder === 'elements') return elementPage(name, attributesOf(url))
    const article = folder === 'articles' ? articles.find((candidate) => candidate.name === name) : undefined
    return article && articlePage(article, articles)
  }

  /** The page of a customer whom the site knows, or the one where it is asked who somebody is. */
  function ownPage(url: URL): Page {
    const customer = findCustomer(url.searchParams.get('as'))
    return customer ? signedInPage(customer) : logInPage(readAsked(url))
  }

  /** A token goes to the portal and to nobody else, wherever `return_to` leads. */
  function readAsked(url: URL): AskedSignIn | null {
    const tokenUrl = `${site.backend}/api/v1/portals/${demoPortalKey}/sso/jwt`
    const state = url.searchParams.get('state')
    if (url.searchParams.get('return_to') !== tokenUrl || state === null) return null
    return { tokenUrl, state, tokens: customers.map((customer) => signCustomer(key, customer)) }
  }

  function sendToken(response: ServerResponse, url: URL): void {
    const customer = findCustomer(url.searchParams.get('as'))
    response.writeHead(customer ? 200 : 404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
    response.end(customer && signCustomer(key, customer))
  }

  function send(request: IncomingMessage, response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(
        site.backend,
        new URL(request.url ?? '/', 'http://site.invalid').pathname === '/signed-in',
      ),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Cache-Control': 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : html)
  }
}

/** The strictest policy under which the elements work: docs/embed.md names the same parts. */
function contentSecurityPolicy(backend: string, hasOwnScript: boolean): string {
  const sources = hasOwnScript ? `'self' ${backend}` : backend
  return [
    "default-src 'none'",
    `script-src ${sources}`,
    `connect-src ${sources}`,
    `img-src 'self' ${backend} blob:`,
    "style-src 'self'",
    "base-uri 'none'",
    // The sign-in page posts its token to the portal.
    `form-action ${backend}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html cp-message 'allow-duplicates'",
  ].join('; ')
}

function sendFile(response: ServerResponse, file: string): void {
  response.writeHead(200, { 'Content-Type': files[file], 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' })
  response.end(readFileSync(join(import.meta.dirname, 'knowledge-base/static', file)))
}

function optionsOf(url: URL): PageOptions {
  return {
    language: /^[a-z]{2}(-[A-Z]{2})?$/.exec(url.searchParams.get('lang') ?? '')?.[0] ?? 'en',
    direction: url.searchParams.get('dir') === 'rtl' ? 'rtl' : 'ltr',
    scheme: url.searchParams.get('scheme') === 'dark' ? 'dark' : 'light',
  }
}

/** Other query parameters of a page with one element are that element's attributes. */
function attributesOf(url: URL): Record<string, string> {
  const reserved = new Set(['lang', 'dir', 'scheme'])
  return Object.fromEntries(
    [...url.searchParams].filter(([name]) => /^[a-z][a-z-]*$/.test(name) && !name.startsWith('on') && !reserved.has(name)),
  )
}
