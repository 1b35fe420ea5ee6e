import type { Context } from 'hono'
import { setStaffCookie } from '../auth/authenticate-staff.ts'
import { answerStaffSignIn } from '../auth/staff-single-sign-on.ts'
import { readWindowCookie } from '../auth/window-cookie.ts'
import type { AppEnv } from '../deps.ts'
import { windowHeaders } from '../http/security-headers.ts'

/** A staff member is back from a provider: to the page that they came from, or to the sign-in, which says that it did not work. */
export async function answerStaffWindow(c: Context<AppEnv>, attemptId: string): Promise<Response> {
  const { deps } = c.var
  const answer = await answerStaffSignIn(deps, {
    attemptId,
    search: new URL(c.req.url).search,
    cookie: readWindowCookie(c),
    userAgent: c.req.header('User-Agent') ?? '',
  })
  for (const [name, value] of Object.entries(windowHeaders(deps.config.publicUrl))) c.header(name, value)
  if (typeof answer === 'string') return c.redirect(`/staff?sso=${answer}`, 303)
  setStaffCookie(c, answer.token)
  return c.redirect(answer.returnPath, 303)
}
