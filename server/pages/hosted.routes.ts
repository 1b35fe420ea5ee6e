import { Hono, type Context } from 'hono'
import type { Theme } from '../../shared/portal.ts'
import type { AppEnv } from '../deps.ts'
import { imageOriginsOf } from '../portal/portal-page.presenter.ts'
import { listPages } from '../portal/portal-page.repo.ts'
import { findPortalBySlug } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { answerPage } from './answer-page.ts'
import { html, type Html } from './html.ts'

/** The only words of this page that are not the element's: for browsers in which it cannot run. */
const needsScript = { en: 'This page needs JavaScript.', nb: 'Denne siden trenger JavaScript.' } as const

/** The portal as a page of our own, for those who got the direct link (S7). The navigation is the element's. */
export const hostedRoutes = new Hono<AppEnv>().get('/p/:slug', async (c) => {
  const { config, db } = c.var.deps
  const portal = config.allowDefaultHostPortals ? await findPortalBySlug(db, c.req.param('slug')) : undefined
  if (!portal) return answerNothingHere(c)
  const theme = JSON.parse(portal.theme) as Theme
  const language = portal.language === 'nb' ? 'nb' : 'en'
  return answerPage(c, {
    title: portal.title,
    language: portal.language,
    opensWindows: true,
    imageOrigins: [
      ...[theme.logoUrl, theme.faviconUrl].filter((url) => url !== null).map((url) => new URL(url).origin),
      ...(portal.pages_version > 0 ? imageOriginsOf(await listPages(db, portal.account_id, portal.id)) : []),
    ],
    head: html`<link rel="icon" href="${theme.faviconUrl ?? '/favicon.svg'}" />
      <link rel="stylesheet" href="${c.var.deps.assets.pathOf('hosted.css')}" />
      <script type="module" src="/portal.js" data-portal="${portal.key}"></script>`,
    body: html`<header class="bar">
        <a class="brand" href="#support">${logo(theme)}<span>${portal.title}</span></a>
      </header>
      <main>
        ${portalTag(portal)}<noscript><p>${needsScript[language]}</p></noscript>
      </main>`,
  })
})

function portalTag(portal: PortalRow): Html {
  return html`<cp-portal routing="hash" route="support" lang="${portal.language}"></cp-portal>`
}

function logo({ logoUrl }: Theme): Html | null {
  return logoUrl === null ? null : html`<img src="${logoUrl}" alt="" height="32" />`
}

function answerNothingHere(c: Context<AppEnv>): Response {
  return answerPage(
    c,
    {
      title: 'Not found',
      language: 'en',
      head: html`<link rel="stylesheet" href="${c.var.deps.assets.pathOf('hosted.css')}" />`,
      body: html`<main class="alone">
        <h1>There is no portal here</h1>
        <p>Check the address, or ask whoever gave it to you.</p>
      </main>`,
    },
    404,
  )
}
