import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'

const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Cache-Control': 'no-store',
}

/** The strictest policy, for everything that is not a page: opened as one, an API answer or a file can do nothing. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const yearSeconds = 365 * 24 * 3600

/** Headers of every answer. A handler that needs another word (a page, a static file) sets its own in their place. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  for (const [name, value] of Object.entries(everywhere)) c.header(name, value)
  c.header('Content-Security-Policy', dataPolicy)
  if (c.var.deps.config.publicUrl.startsWith('https:')) c.header('Strict-Transport-Security', `max-age=${yearSeconds}`)
  return next()
})

/**
 * Headers of a page of ours, by name: everything from our own origin, nothing written into the page, no frames, Trusted
 * Types for every sink.
 *
 * @param needs.imageOrigins Origins of the images that a site owner chose: logo, favicon.
 * @param needs.hasFrames The page shows documents of ours in frames: looks at templates, in which nothing runs.
 * @param needs.isSample The page stands in a frame of ours and reaches nothing.
 * @param needs.opensWindows The page opens windows that have to answer it: those of a provider.
 */
export function pageHeaders(
  publicUrl: string,
  {
    imageOrigins = [],
    opensWindows = false,
    hasFrames = false,
    isSample = false,
  }: { imageOrigins?: readonly string[]; opensWindows?: boolean; hasFrames?: boolean; isSample?: boolean } = {},
): Record<string, string> {
  return {
    ...everywhere,
    ...(isSample && { 'X-Frame-Options': 'SAMEORIGIN' }),
    ...(opensWindows && { 'Cross-Origin-Opener-Policy': 'same-origin-allow-popups' }),
    // With `no-referrer` a browser may write `Origin: null` on our own pages' requests (Fetch, "append a request Origin header").
    'Referrer-Policy': 'same-origin',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      ["img-src 'self' blob:", ...imageOrigins].join(' '),
      isSample ? "connect-src 'none'" : "connect-src 'self'",
      ...(hasFrames ? ["frame-src 'self'"] : []),
      "base-uri 'none'",
      "form-action 'none'",
      isSample ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html cp-message 'allow-duplicates'",
    ].join('; '),
    ...(publicUrl.startsWith('https:') && { 'Strict-Transport-Security': `max-age=${yearSeconds}` }),
  }
}

/**
 * Headers of a document that is only looked at, in a frame of our own page: it runs nothing, sends nothing, and is of no
 * origin, so that whatever stands in it can read nothing either.
 *
 * @param needs.nonce Of its one style sheet; without one it has styles at its elements.
 */
export function lookHeaders(
  publicUrl: string,
  { nonce, imageOrigins = [] }: { nonce?: string; imageOrigins?: readonly string[] } = {},
): Record<string, string> {
  return {
    ...everywhere,
    'X-Frame-Options': 'SAMEORIGIN',
    'Content-Security-Policy': [
      'sandbox',
      "default-src 'none'",
      nonce === undefined ? "style-src-attr 'unsafe-inline'" : `style-src 'nonce-${nonce}'`,
      ...(imageOrigins.length > 0 ? [`img-src ${imageOrigins.join(' ')}`] : []),
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    ...(publicUrl.startsWith('https:') && { 'Strict-Transport-Security': `max-age=${yearSeconds}` }),
  }
}

/**
 * Headers of the window of a sign-in: one script of ours by its nonce, a form to ourselves and to where it sends on. The
 * window must keep its opener, so it has no opener policy of its own.
 */
export function windowHeaders(
  publicUrl: string,
  {
    nonce,
    formTargets = [],
    imageOrigins = [],
  }: { nonce?: string; formTargets?: readonly string[]; imageOrigins?: readonly string[] } = {},
): Record<string, string> {
  const own = nonce === undefined ? [] : [`script-src 'nonce-${nonce}'`, `style-src 'nonce-${nonce}'`]
  return {
    ...everywhere,
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Content-Security-Policy': [
      "default-src 'none'",
      ...own,
      ...(imageOrigins.length > 0 ? [`img-src ${imageOrigins.join(' ')}`] : []),
      "base-uri 'none'",
      nonce === undefined ? "form-action 'none'" : ["form-action 'self'", ...formTargets].join(' '),
      "frame-ancestors 'none'",
    ].join('; '),
    ...(publicUrl.startsWith('https:') && { 'Strict-Transport-Security': `max-age=${yearSeconds}` }),
  }
}
