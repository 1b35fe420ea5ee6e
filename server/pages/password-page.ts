import type { Context } from 'hono'
import { signInBody } from '../../shared/auth.ts'
import { claimAnswer, findOpenAttempt, identifyAttempt, openAttempt } from '../auth/handoff.ts'
import { identifyByPassword } from '../auth/methods/password.ts'
import { offers } from '../auth/sign-in.ts'
import { readWindowCookie, setWindowCookie, windowCookieFor } from '../auth/window-cookie.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { drawPage, presentPage } from '../portal/portal-page.presenter.ts'
import { findPage } from '../portal/portal-page.repo.ts'
import { presentTheme } from '../portal/portal-theme.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import { html } from './html.ts'
import { passwordTexts, type PasswordTexts } from './password-texts.ts'
import { drawLinks, drawParagraphs } from './safe-html.ts'
import { findAttemptAndPortal, readForm } from './sign-in-answers.ts'
import { answer, answerOver, answerSignedIn } from './sign-in-page.ts'

/** What was typed, and what is wrong with it. */
interface Typed {
  email: string
  problem?: string
  status?: 401 | 403 | 429 | 503
}

/** Address and password on a page of ours, for portals that take them nowhere else (Q11). */
export async function openPasswordPage(c: Context<AppEnv>, portal: PortalRow, attempt: SignInAttemptRow): Promise<Response> {
  const cookie = windowCookieFor(c)
  if (!offers(portal, 'password') || !(await openAttempt(c.var.deps, attempt.id, cookie, ''))) return answerOver(c, portal.language)
  setWindowCookie(c, cookie)
  return answerPasswordPage(c, portal, attempt, { email: '' })
}

/** Takes the form of that page. What is wrong is said on it, and may be mended. */
export async function takePassword(c: Context<AppEnv>): Promise<Response> {
  const { deps, clientIp } = c.var
  const found = await findAttemptAndPortal(deps, c.req.param('ssoId') ?? '')
  const form = await readForm(c)
  const site = c.req.header('Sec-Fetch-Site')
  const attempt = found && (await findOpenAttempt(deps, found.attempt.id, readWindowCookie(c)))
  // Another site can send this form; signing somebody in as somebody else is of use to it.
  const isOurs = site === undefined || site === 'same-origin'
  if (!attempt || attempt.provider_id !== null || !isOurs || !offers(found.portal, 'password')) {
    return answerOver(c, found?.portal.language ?? 'en')
  }
  const { portal } = found
  const texts = passwordTexts(portal.language)
  const email = (form.get('email') ?? '').trim()
  const body = signInBody.safeParse({ email, password: form.get('password') ?? '' })
  if (!body.success) return answerPasswordPage(c, portal, attempt, { email, problem: texts.missing, status: 401 })
  try {
    const identity = await identifyByPassword(deps, portal.account_id, body.data, { ip: clientIp, jkt: attempt.jkt })
    if (!(await claimAnswer(deps, attempt))) return answerOver(c, portal.language)
    const secrets = await identifyAttempt(deps, attempt, identity)
    return secrets ? answerSignedIn(c, portal.language, attempt, secrets) : answerOver(c, portal.language)
  } catch (error) {
    const told = explain(error, texts)
    if (!told) throw error
    return answerPasswordPage(c, portal, attempt, { email, ...told })
  }
}

function explain(error: unknown, texts: PasswordTexts): Pick<Typed, 'problem' | 'status'> | undefined {
  if (!(error instanceof AppError)) return undefined
  if (error.code === 'sign_in_failed') return { problem: texts.failed, status: 401 }
  if (error.code === 'sign_in_locked' || error.code === 'too_many_requests') return { problem: texts.locked, status: 429 }
  return error.code === 'busy' ? { problem: texts.busy, status: 503 } : undefined
}

async function answerPasswordPage(c: Context<AppEnv>, portal: PortalRow, attempt: SignInAttemptRow, typed: Typed): Promise<Response> {
  const { deps } = c.var
  const language = portal.language === 'nb' ? 'nb' : 'en'
  const texts = passwordTexts(language)
  const { template, contents } = presentPage('log_in', await findPage(deps.db, portal.account_id, portal.id, 'log_in'))
  const own = drawPage(template, contents).texts[language]
  const title = own?.title || texts.title(portal.title)
  const { email, problem, status = 200 } = typed
  const body = html`<h1>${title}</h1>
    ${own && own.paragraphs.length > 0 ? html`<div class="text">${drawParagraphs(own.paragraphs)}</div>` : null}
    ${problem === undefined ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" action="/sso/${attempt.id}/password">
      <label for="email">${texts.email}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        maxlength="320"
        required
        value="${email}"
      />
      <label for="password">${texts.password}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required />
      <p class="act"><button type="submit">${texts.logIn}</button></p>
    </form>
    <p>${texts.goesTo(new URL(attempt.origin).host)}</p>
    ${own ? drawLinks(own.links) : null}`
  return answer(c, { language, title, body, status, look: presentTheme(portal, deps.config.publicUrl) })
}
