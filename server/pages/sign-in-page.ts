import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { luminance } from '../../shared/contrast.ts'
import type { PublicTheme } from '../../shared/look.ts'
import { windowHeaders } from '../http/security-headers.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import { html, Html } from './html.ts'
import { signInTexts } from './sign-in-texts.ts'

type Attempt = Pick<SignInAttemptRow, 'id' | 'origin' | 'return_url'>

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; display: grid; place-items: center; min-height: 100vh }
main { max-width: 26rem; padding: 1.5rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
label { display: block; margin: 1rem 0 .25rem; font-weight: 500 }
input { font: inherit; box-sizing: border-box; width: 100%; min-height: 44px; padding: .5rem .75rem; border: 1px solid #8a93a0; border-radius: 8px; background: Field; color: FieldText }
input:focus-visible { outline: 3px solid #8fb0ff; outline-offset: 1px }
.problem { margin: 1rem 0 0; padding: .75rem; border: 1px solid #b3261e; border-radius: 8px }
.text p { white-space: pre-line; overflow-wrap: anywhere }
.act { margin: 1.5rem 0 1rem }
main { box-sizing: border-box; width: min(100%, 26rem) }
button { font: inherit; padding: .5rem 1.25rem; border: 0; border-radius: 8px; background: #2f5fd0; color: #fff; cursor: pointer; min-height: 44px }
button:focus-visible { outline: 3px solid #8fb0ff; outline-offset: 2px }
b { overflow-wrap: anywhere }
.logo { display: block; max-width: 100%; max-height: 48px; margin: 0 0 1.25rem; object-fit: contain }`

const buttonStyle = (accent: string) => `
button { background: ${accent}; color: ${luminance(accent) > 0.179 ? '#000' : '#fff'} }`

/**
 * Hands over to the page that opened this window, at exactly the origin that started the sign-in; a page of any other origin
 * is told nothing. Where nobody opened it (or a provider's page cut the two apart) a person has to say so. A window that its
 * opener does not close in three seconds asks as well.
 */
const script = `
const { origin, message } = document.body.dataset
const ask = document.getElementById('ask'), wait = document.getElementById('wait')
if (window.opener) {
  window.opener.postMessage(JSON.parse(message), origin)
  if (ask) { ask.hidden = true; wait.hidden = false; setTimeout(() => { ask.hidden = false; wait.hidden = true }, 3000) }
}`

/** The person is signed in: the opener gets the code, or the person lets the page that started it have one. */
export function answerSignedIn(
  c: Context<AppEnv>,
  language: string,
  attempt: Attempt,
  secrets: { code: string; confirmation: string },
): Response {
  const texts = signInTexts(language)
  const { host } = new URL(attempt.origin)
  const body = html`<h1>${texts.signedInTitle}</h1>
    <p id="wait" role="status" hidden>${texts.closesItself}</p>
    <form id="ask" method="post" action="/sso/${attempt.id}/continuation">
      <p><b>${texts.continueTo(host)}</b></p>
      <p>${texts.continueHint(host)}</p>
      <input type="hidden" name="confirmation" value="${secrets.confirmation}" />
      <button type="submit">${texts.continueButton}</button>
    </form>`
  const message = { type: 'cp-sso', v: 1, ssoId: attempt.id, code: secrets.code }
  return answer(c, { language, title: texts.signedInTitle, body, attempt, message })
}

/** The person let the page have a code, and came without a page to go back to. */
export function answerGoBack(c: Context<AppEnv>, language: string, attempt: Attempt): Response {
  const texts = signInTexts(language)
  const body = html`<h1>${texts.goBackTitle}</h1>
    <p>${texts.goBack(new URL(attempt.origin).host)}</p>`
  return answer(c, { language, title: texts.goBackTitle, body })
}

/** A test sign-in is over; its log stands on the page that began it. */
export function answerChecked(c: Context<AppEnv>, language: string): Response {
  const texts = signInTexts(language)
  const body = html`<h1>${texts.checkedTitle}</h1>
    <p>${texts.checked}</p>`
  return answer(c, { language, title: texts.checkedTitle, body })
}

/** The provider did not say who it is. */
export function answerFailed(c: Context<AppEnv>, language: string, attempt: Attempt): Response {
  const texts = signInTexts(language)
  const body = html`<h1>${texts.failedTitle}</h1>
    <p role="alert">${texts.failed}</p>`
  const message = { type: 'cp-sso', v: 1, ssoId: attempt.id }
  return answer(c, { language, title: texts.failedTitle, body, attempt, message, status: 403 })
}

/** There is no such sign-in in this browser (any more). */
export function answerOver(c: Context<AppEnv>, language: string): Response {
  const texts = signInTexts(language)
  const body = html`<h1>${texts.overTitle}</h1>
    <p role="alert">${texts.over}</p>`
  return answer(c, { language, title: texts.overTitle, body, status: 404 })
}

/** A page of the window of a sign-in. */
export interface SignInPage {
  language: string
  title: string
  body: Html
  attempt?: Attempt
  message?: object
  status?: 200 | 401 | 403 | 404 | 429 | 503
  /** Of the portal whose window it is. */
  look?: Pick<PublicTheme, 'accent' | 'logoUrl'>
}

/** Answers with a page of the window of a sign-in; with a message for the page that opened it, if there is one. */
export function answer(c: Context<AppEnv>, page: SignInPage): Response {
  const { language, title, body, attempt, message, status = 200, look } = page
  const nonce = randomBytes(16).toString('base64url')
  const formTargets = attempt?.return_url ? [attempt.origin] : []
  const headers = windowHeaders(c.var.deps.config.publicUrl, {
    nonce,
    formTargets,
    imageOrigins: look?.logoUrl ? [new URL(look.logoUrl).origin] : [],
  })
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  const data = attempt && message ? html` data-origin="${attempt.origin}" data-message="${JSON.stringify(message)}"` : null
  const run =
    data &&
    html`<script nonce="${nonce}">
      ${new Html(script)}
    </script>`
  const text = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>${title}</title>
<style nonce="${nonce}">${new Html(style + (look?.accent ? buttonStyle(look.accent) : ''))}</style></head>
<body${data}><main>${look?.logoUrl ? html`<img class="logo" src="${look.logoUrl}" alt="" />` : null}${body}</main>${run}</body>
</html>
`
  return c.html(text.text, status)
}
