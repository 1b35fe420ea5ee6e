import type { Context } from 'hono'
import { answerCheck, findLiveCheck, openCheck } from '../auth/sign-in-check.ts'
import { readWindowCookie, setWindowCookie, windowCookieFor } from '../auth/window-cookie.ts'
import type { AppEnv } from '../deps.ts'
import { windowHeaders } from '../http/security-headers.ts'
import { answerChecked, answerOver } from './sign-in-page.ts'

/** The window of a test sign-in goes to the provider. */
export async function openCheckWindow(c: Context<AppEnv>, checkId: string): Promise<Response> {
  const { deps } = c.var
  const cookie = windowCookieFor(c)
  const url = await openCheck(deps, checkId, cookie)
  if (url === undefined) return answerDoneOrOver(c, checkId)
  for (const [name, value] of Object.entries(windowHeaders(deps.config.publicUrl))) c.header(name, value)
  setWindowCookie(c, cookie)
  return c.redirect(url, 302)
}

/** The provider has answered: the settings page shows what came of it. */
export async function answerCheckWindow(
  c: Context<AppEnv>,
  checkId: string,
  answer: { samlResponse: string } | { search: string },
): Promise<Response> {
  const { deps } = c.var
  if (!(await answerCheck(deps, checkId, readWindowCookie(c), answer))) return answerOver(c, await languageOf(c, checkId))
  return answerChecked(c, await languageOf(c, checkId))
}

async function answerDoneOrOver(c: Context<AppEnv>, checkId: string): Promise<Response> {
  const found = await findLiveCheck(c.var.deps, checkId)
  return found?.check.state === 'done' ? answerChecked(c, found.portal.language) : answerOver(c, found?.portal.language ?? 'en')
}

async function languageOf(c: Context<AppEnv>, checkId: string): Promise<string> {
  return (await findLiveCheck(c.var.deps, checkId))?.portal.language ?? 'en'
}
