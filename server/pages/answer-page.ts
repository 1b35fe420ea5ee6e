import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { pageHeaders } from '../http/security-headers.ts'
import { html, type Html } from './html.ts'

/** A page of the backend's own. */
export interface Page {
  title: string
  language: string
  head?: Html
  body: Html
  /** Origins that images may come from besides our own: a portal's logo. */
  imageOrigins?: readonly string[]
  /** It opens windows that have to answer it. */
  opensWindows?: boolean
  /** It shows documents of ours in frames. */
  hasFrames?: boolean
  /** It stands in a frame of ours, and nothing leaves it. */
  isSample?: boolean
}

/** Answers with a page under a policy that allows our own files and nothing written into the page. */
export function answerPage(c: Context<AppEnv>, page: Page, status: 200 | 404 = 200): Response {
  const { imageOrigins = [], opensWindows = false, hasFrames = false, isSample = false } = page
  const headers = pageHeaders(c.var.deps.config.publicUrl, { imageOrigins, opensWindows, hasFrames, isSample })
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
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
