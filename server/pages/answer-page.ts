import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { html, type Html } from './html.ts'

/** A page of the backend's own. */
export interface Page {
  title: string
  language: string
  head?: Html
  body: Html
  /** Origins that images may come from besides our own: a portal's logo. */
  imageOrigins?: readonly string[]
}

/** Answers with a page under a policy that allows our own files and nothing written into the page. */
export function answerPage(c: Context<AppEnv>, page: Page, status: 200 | 404 = 200): Response {
  const images = ["'self'", 'blob:', ...(page.imageOrigins ?? [])].join(' ')
  c.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      `img-src ${images}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html cp-message 'allow-duplicates'",
    ].join('; '),
  )
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('X-Frame-Options', 'DENY')
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  c.header('Cache-Control', 'no-store')
  return c.html(write(page).text, status)
}

function write({ title, language, head, body }: Page): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${head ?? null}
      </head>
      <body>
        ${body}
      </body>
    </html> `
}
