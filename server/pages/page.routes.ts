import { Hono } from 'hono'
import type { AppEnv } from '../deps.ts'
import { answerPage } from './answer-page.ts'
import { renderApiDocs, type ApiDocument } from './api-docs.ts'
import { healthRoutes } from './health.routes.ts'
import { hostedRoutes } from './hosted.routes.ts'
import { html, type Html } from './html.ts'
import { staffPageRoutes } from './staff.routes.ts'
import { staticRoutes } from './static.routes.ts'

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2f5fd0"/><path d="M8 11a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-6l-5 4v-4a3 3 0 0 1-2-3Z" fill="#fff"/></svg>`

/** Everything the backend serves besides the API: pages, the script for host pages and its chunks, health. */
export function makePageRoutes(readDocument: () => ApiDocument): Hono<AppEnv> {
  // The document never changes while the process runs.
  let document: ApiDocument | undefined
  let docs: { title: string; body: Html } | undefined
  return new Hono<AppEnv>()
    .route('/', staticRoutes)
    .route('/', healthRoutes)
    .route('/', hostedRoutes)
    .route('/', staffPageRoutes)
    .get('/', (c) => c.redirect('/staff'))
    .get('/favicon.svg', (c) => {
      c.header('Content-Type', 'image/svg+xml')
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      c.header('X-Content-Type-Options', 'nosniff')
      c.header('Cache-Control', 'public, max-age=86400')
      return c.body(favicon)
    })
    .get('/api/openapi.json', (c) => c.json((document ??= readDocument())))
    .get('/api/docs', (c) => {
      document ??= readDocument()
      docs ??= { title: document.info.title, body: renderApiDocs(document) }
      const head = html`<link rel="icon" href="/favicon.svg" /><link rel="stylesheet" href="${c.var.deps.assets.pathOf('docs.css')}" />`
      return answerPage(c, { ...docs, language: 'en', head })
    })
}
