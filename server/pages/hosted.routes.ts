import { Hono, type Context } from 'hono'
import type { PublicTheme } from '../../shared/look.ts'
import { pageCss } from '../../shared/theme-css.ts'
import type { AppEnv } from '../deps.ts'
import { imageOriginsOf } from '../portal/portal-page.presenter.ts'
import { listPages } from '../portal/portal-page.repo.ts'
import { presentTheme, themeOf } from '../portal/portal-theme.ts'
import { findPortalBySlug } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { answerPage } from './answer-page.ts'
import { html, type Html } from './html.ts'

/** The only words of this page that are not the element's: for browsers in which it cannot run. */
const needsScript = { en: 'This page needs JavaScript.', nb: 'Denne siden trenger JavaScript.' } as const

/** The portal as a page of our own, for those who got the direct link (S7). The navigation is the element's. */
export const hostedRoutes = new Hono<AppEnv>()
  .get('/p/:slug/look.css', (c) => answerLook(c, c.req.param('slug')))
  .get('/p/:slug', async (c) => {
    const { config, db } = c.var.deps
    const portal = await findShown(c, c.req.param('slug'))
    if (!portal) return answerNothingHere(c)
    const theme = presentTheme(portal, config.publicUrl)
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
        <link rel="stylesheet" href="/p/${portal.slug}/look.css" />
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

/** A portal that this server shows on a page of its own. */
function findShown(c: Context<AppEnv>, slug: string): Promise<PortalRow | undefined> {
  const { config, db } = c.var.deps
  return config.allowDefaultHostPortals ? findPortalBySlug(db, slug) : Promise.resolve(undefined)
}

/** The portal's colours and font for the page around its elements: the page's policy lets no style stand in it. */
async function answerLook(c: Context<AppEnv>, slug: string): Promise<Response> {
  const portal = await findShown(c, slug)
  return c.body(portal ? pageCss(themeOf(portal)) : '', portal ? 200 : 404, { 'Content-Type': 'text/css; charset=utf-8' })
}

function logo({ logoUrl }: PublicTheme): Html | null {
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
