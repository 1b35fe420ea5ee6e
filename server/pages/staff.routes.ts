import { Hono, type Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { hasAccount } from '../set-up.ts'
import { answerPage } from './answer-page.ts'
import { html } from './html.ts'

/** The staff pages: one shell for every address below /staff, the script reads the address itself. */
export const staffPageRoutes = new Hono<AppEnv>()
  .get('/staff/look-sample', (c) => answerSample(c))
  .get('/staff', (c) => answerShell(c))
  .get('/staff/*', (c) => answerShell(c))

/** The elements with made-up tickets, for the frames of the settings page that previews a look. There is nothing of anybody in it. */
function answerSample(c: Context<AppEnv>): Response {
  return answerPage(c, {
    title: 'Preview',
    language: 'en',
    isSample: true,
    head: html`<script type="module" src="${c.var.deps.assets.pathOf('look-sample.js')}"></script>`,
    body: html``,
  })
}

const setUpPath = '/staff/set-up'

async function answerShell(c: Context<AppEnv>): Promise<Response> {
  // Nobody can sign in before there is an account.
  if ((c.req.path === setUpPath) === (await hasAccount(c.var.deps.db))) return c.redirect(c.req.path === setUpPath ? '/staff' : setUpPath)
  const { assets } = c.var.deps
  return answerPage(c, {
    title: 'Inbox',
    language: 'en',
    hasFrames: true,
    head: html`<link rel="icon" href="/favicon.svg" />
      <link rel="stylesheet" href="${assets.pathOf('staff.css')}" />
      <script type="module" src="${assets.pathOf('staff.js')}"></script>`,
    body: html`<cp-staff-app></cp-staff-app><noscript>This page needs JavaScript.</noscript>`,
  })
}
