import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../deps.ts'
import { requireStaff } from '../viewer.ts'
import { requireFreshProof } from './second-factor.ts'

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * What must not be done from an unwatched desk: routes of staff that need a person who proved who it is in the last five
 * minutes. Whom a portal or the sign-in of staff trusts, with keys and secrets; data that leaves; people who are deleted; roles. Begins and ends of one's own second factor ask for it themselves (server/auth/second-factor.ts).
 */
export const stepUpRoutes: readonly { methods: readonly string[]; path: string }[] = [
  { methods: writes, path: '/portals/:portalId/identity-providers/*' },
  { methods: ['POST'], path: '/contacts/:contactId/data-export' },
  { methods: ['POST'], path: '/contacts/:contactId/erasure' },
  { methods: writes, path: '/account/staff-providers/*' },
  { methods: writes, path: '/account/staff/*' },
  { methods: writes, path: '/account/invitations/*' },
  { methods: ['PUT'], path: '/account/second-factor' },
]

/** Settings of a portal that say how people prove who they are: changing one needs the same. */
const settingsOfSignIn = ['isSsoRequired', 'passwordEntry'] as const

/** Asks for a fresh proof where one of the methods is used. Needs `authenticateStaff` before it. @throws AppError `proof_required`. */
export function freshProof(methods: readonly string[]): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (methods.includes(c.req.method)) await requireFreshProof(c.var.deps, requireStaff(c.var.viewer))
    return next()
  })
}

/** Asks for a fresh proof where a portal's settings of sign-in are among those that are saved. @throws AppError `proof_required`. */
export const freshProofForSignIn = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method !== 'PATCH') return next()
  // What is no object is refused by the route.
  const body = (await c.req.json().catch(() => null)) as unknown
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : []
  if (settingsOfSignIn.some((name) => names.includes(name))) await requireFreshProof(c.var.deps, requireStaff(c.var.viewer))
  return next()
})
