import type { Person } from '../seed/people.ts'
import { customers } from '../sign-on.ts'
import { escapeHtml, type Page } from './layout.ts'

/** The portal asks who somebody is: where the answer goes, and a token for each customer. */
export interface AskedSignIn {
  tokenUrl: string
  state: string
  tokens: readonly string[]
}

/** Where the site's customers sign in: sent by the portal, or, when nobody asked, for pages of the site itself. */
export function logInPage(asked: AskedSignIn | null): Page {
  const choices = customers.map(({ name, company, email }, index) => {
    const words = `<b>${escapeHtml(name)}</b><span>${escapeHtml(company ?? '')}</span>`
    return asked
      ? `<form class="customer" method="post" action="${escapeHtml(asked.tokenUrl)}">
<input type="hidden" name="token" value="${escapeHtml(asked.tokens[index] ?? '')}"><input type="hidden" name="state" value="${escapeHtml(asked.state)}">
<button>${words}</button></form>`
      : `<div class="customer"><a href="/signed-in?as=${encodeURIComponent(email)}">${words}</a></div>`
  })
  return {
    title: 'Log in',
    html: `<main class="main narrow"><h1 class="page-title">Your Kvist account</h1>
<p>A site that knows its customers tells the portal by a signed token who is there. Go on as:</p>${choices.join('')}</main>`,
  }
}

/** A page of a customer whom the site knows: the portal in it needs no login. */
export function signedInPage({ name }: Person): Page {
  return {
    title: 'Signed in',
    html: `<main class="main wide"><div class="known">Signed in to Kvist as <b>${escapeHtml(name)}</b> <a href="/signed-in">Somebody else</a></div>
<cp-portal routing="hash" route="support"></cp-portal></main>
<script type="module" src="/static/identify.js"></script>`,
  }
}
