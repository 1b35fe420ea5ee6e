import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'
import { requireStaff } from '../viewer.ts'
import { requireFreshProof } from './second-factor.ts'

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * What must not be done from an unwatched desk: routes of staff that need a person who proved who it is in the last five
 * minutes. Whom a portal or the staff's sign-in trusts with keys and secrets, data that leaves, people who are deleted, roles, where mail goes, and
 * where staff sign in. Begins and ends of one's own second factor ask for it themselves (server/auth/second-factor.ts).
 */
export const stepUpRoutes: readonly { methods: readonly string[]; path: string }[] = [
  { methods: writes, path: '/portals/:portalId/identity-providers/*' },
  { methods: ['POST'], path: '/contacts/:contactId/data-export' },
  { methods: ['POST'], path: '/contacts/:contactId/erasure' },
  { methods: writes, path: '/account/staff-providers/*' },
  { methods: ['PUT'], path: '/account/second-factor' },
  { methods: writes, path: '/account/staff-providers/*' },
]

/** Asks for a fresh proof where one of the methods is used. Needs `authenticateStaff` before it. @throws AppError `proof_required`. */
export function freshProof(methods: readonly string[]): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (methods.includes(c.req.method)) await requireFreshProof(c.var.deps, requireStaff(c.var.viewer))
    return next()
  })
}
