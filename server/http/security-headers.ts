import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'

/** The strictest words for everything that is not a page: opened as one, an API answer or a file can do nothing. */
const headers = {
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Cache-Control': 'no-store',
}

const yearSeconds = 365 * 24 * 3600

/** Headers of every answer. A handler that needs another word (a page, a static file) sets its own in their place. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (c.var.deps.config.publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', `max-age=${yearSeconds}`)
  return next()
})
