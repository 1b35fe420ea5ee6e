import { createRoute, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { findAttemptProvider, findOpenAttempt, openAttempt, readProtocol, releaseAttempt } from '../auth/handoff.ts'
import { identifyByOidc } from '../auth/methods/oidc.ts'
import { beginAtProvider } from '../auth/begin-at-provider.ts'
import { identifyByJwt } from '../auth/methods/jwt.ts'
import { isCheckId } from '../auth/sign-in-check.ts'
import { isStaffAttemptId } from '../auth/staff-single-sign-on.ts'
import { readWindowCookie, setWindowCookie, windowCookieFor } from '../auth/window-cookie.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { makeRouter } from '../http/router.ts'
import { windowHeaders } from '../http/security-headers.ts'
import { findPortalByKey } from '../portal/portal.repo.ts'
import { answerCheckWindow, openCheckWindow } from './sign-in-check-window.ts'
import { answerStaffWindow } from './staff-sign-in-window.ts'
import { answerIdentity, answerRefusal, findAttemptAndPortal, limitForm, readForm } from './sign-in-answers.ts'
import { openPasswordPage, takePassword } from './password-page.ts'
import { answerGoBack, answerOver } from './sign-in-page.ts'

const formMaxBytes = 64 * 1024

/** The window of a sign-in through a provider: our own pages before and after it. */
export const signInWindowRoutes = makeRouter()

signInWindowRoutes.get('/sso/callback', async (c) => {
  const { deps } = c.var
  const state = c.req.query('state') ?? ''
  if (isCheckId(state)) return answerCheckWindow(c, state, { search: new URL(c.req.url).search })
  if (isStaffAttemptId(state)) return answerStaffWindow(c, state)
  const attempt = await findOpenAttempt(deps, state, readWindowCookie(c))
  const found = attempt && (await findAttemptAndPortal(deps, attempt.id))
  const provider = attempt && (await findAttemptProvider(deps, attempt))
  if (!attempt || !found || provider?.kind !== 'oidc') return answerOver(c, found?.portal.language ?? 'en')
  const { search } = new URL(c.req.url)
  return answerIdentity(c, found.portal, attempt, () =>
    identifyByOidc(deps, provider, { search, state, protocol: readProtocol(deps, attempt) }),
  )
})

signInWindowRoutes.get('/sso/:ssoId', async (c) => {
  const { deps } = c.var
  const ssoId = c.req.param('ssoId')
  if (isCheckId(ssoId)) return openCheckWindow(c, ssoId)
  const found = await findAttemptAndPortal(deps, ssoId)
  if (!found) return answerOver(c, 'en')
  const { attempt, portal } = found
  if (attempt.provider_id === null) return openPasswordPage(c, portal, attempt)
  const begun = await beginAtProvider(deps, portal, attempt).catch((error: unknown) => answerRefusal(c, portal, attempt, error))
  if (begun instanceof Response) return begun
  if (!begun) return answerOver(c, portal.language)
  const cookie = windowCookieFor(c)
  if (!(await openAttempt(deps, attempt.id, cookie, begun.protocol))) return answerOver(c, portal.language)
  for (const [name, value] of Object.entries(windowHeaders(deps.config.publicUrl))) c.header(name, value)
  setWindowCookie(c, cookie)
  return c.redirect(begun.url, 302)
})

signInWindowRoutes.post('/sso/:ssoId/continuation', limitForm(formMaxBytes), async (c) => {
  const { deps } = c.var
  const found = await findAttemptAndPortal(deps, c.req.param('ssoId'))
  const form = await readForm(c)
  const site = c.req.header('Sec-Fetch-Site')
  // Another site can send this form; it cannot know what stands in ours.
  if (!found || (site !== undefined && site !== 'same-origin')) return answerOver(c, found?.portal.language ?? 'en')
  const attempt = await releaseAttempt(deps, found.attempt.id, readWindowCookie(c), form.get('confirmation') ?? '')
  if (!attempt) return answerOver(c, found.portal.language)
  if (attempt.return_url === null) return answerGoBack(c, found.portal.language, attempt)
  for (const [name, value] of Object.entries(windowHeaders(deps.config.publicUrl))) c.header(name, value)
  return c.redirect(attempt.return_url, 303)
})

signInWindowRoutes.post('/sso/:ssoId/password', limitForm(formMaxBytes), (c) => takePassword(c))

/**
 * Where a site's own sign-in page posts its token. Not behind the gate of the portal: the form comes from whatever page signs
 * people in there, in a window of ours.
 */
export const hostTokenRoutes = makeRouter()

/** Addresses stand in logs and histories. @throws AppError `invalid_request`. */
const refuseTokenInAddress = createMiddleware<AppEnv>(async (c, next) => {
  if (Object.keys(c.req.query()).length === 0) return next()
  c.var.deps.log.warn({ requestId: c.var.requestId }, 'a token in the address was refused: the sign-in page has to post it in a form')
  throw new AppError('invalid_request', 'a token in the address')
})

const pageAnswer = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } })

const postToken = createRoute({
  method: 'post',
  path: '/sso/jwt',
  summary: 'The sign-in page of a site hands its token over',
  description: 'A form that the page sends by itself, with `token` and the `state` that the portal gave it. Answers with a page.',
  tags: ['sessions'],
  request: {
    body: {
      content: { 'application/x-www-form-urlencoded': { schema: z.object({ token: z.string(), state: z.string() }) } },
    },
  },
  responses: {
    200: pageAnswer('Signed in'),
    403: pageAnswer('The token was refused; the log says why'),
    404: pageAnswer('Nobody waits for it in this browser'),
  },
})
hostTokenRoutes.use('/sso/jwt', limitForm(formMaxBytes), refuseTokenInAddress)
hostTokenRoutes.post('/sso/jwt', async (c) => {
  const { deps } = c.var
  const form = await readForm(c)
  const portal = await findPortalByKey(deps.db, c.req.param('portalKey') ?? '')
  const attempt = await findOpenAttempt(deps, form.get('state') ?? '', readWindowCookie(c))
  if (portal?.is_on !== 1 || attempt?.portal_id !== portal.id) return answerOver(c, portal?.language ?? 'en')
  return answerIdentity(c, portal, attempt, () => identifyByJwt(deps, portal, form.get('token') ?? '', attempt.jkt))
})
hostTokenRoutes.openAPIRegistry.registerPath(postToken)
