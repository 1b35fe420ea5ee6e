import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../deps.ts'

const info = {
  openapi: '3.1.0',
  info: {
    title: 'Customer portal API',
    version: '1',
    description:
      'Contacts use `/api/v1/portals/{portalKey}` with tokens bound to a key of their browser (RFC 9449), staff use `/api/v1/staff` with a ' +
      'session cookie. Every error is `{ code, fields?, requestId }`; codes are permanent.',
  },
}

const securitySchemes = {
  dpop: {
    type: 'http',
    scheme: 'DPoP',
    description: 'Access token of `POST …/session`, with a proof of possession in the header `DPoP` (RFC 9449, ES256, server nonce).',
  },
  staffSession: { type: 'apiKey', in: 'cookie', name: '__Host-sid', description: 'Set by `POST /api/v1/staff/session`.' },
} as const

const portalKeyParameter = {
  name: 'portalKey',
  in: 'path',
  required: true,
  description: 'Public key of the portal, as in the script tag.',
  schema: { type: 'string', example: 'pk_demo0000000000000000' },
} as const

/** Paths that anybody may ask, without token or cookie. */
const open: readonly string[] = [
  'GET /api/v1/portals/{portalKey}',
  'POST /api/v1/portals/{portalKey}/invitations/redemption',
  'POST /api/v1/portals/{portalKey}/magic-links',
  'POST /api/v1/portals/{portalKey}/magic-links/redemption',
  'POST /api/v1/portals/{portalKey}/password-resets',
  'POST /api/v1/portals/{portalKey}/password-resets/redemption',
  'POST /api/v1/portals/{portalKey}/registrations',
  'POST /api/v1/portals/{portalKey}/registrations/redemption',
  'POST /api/v1/portals/{portalKey}/session',
  'POST /api/v1/portals/{portalKey}/session/refresh',
  'POST /api/v1/staff/invitations/lookup',
  'POST /api/v1/staff/invitations/redemption',
  'POST /api/v1/staff/password-resets',
  'POST /api/v1/staff/password-resets/redemption',
  'POST /api/v1/staff/session',
  'GET /files/{token}',
]

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>

/**
 * The OpenAPI 3.1 document of the app's routes. What every route below a prefix shares, the prefix's own parameter and who
 * may ask, is added here and not said again at each.
 */
export function describeApi(app: OpenAPIHono<AppEnv>): Document {
  const document = app.getOpenAPI31Document(info)
  const paths: NonNullable<Document['paths']> = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const isOfPortal = path.startsWith('/api/v1/portals/')
    const security = [isOfPortal ? { dpop: [] } : { staffSession: [] }]
    const operations = Object.entries(item as Record<string, object>).map(([method, operation]) => [
      method,
      { ...operation, security: open.includes(`${method.toUpperCase()} ${path}`) ? [] : security },
    ])
    paths[path] = { ...(isOfPortal && { parameters: [portalKeyParameter] }), ...Object.fromEntries(operations) }
  }
  return { ...document, paths, components: { ...document.components, securitySchemes } }
}
