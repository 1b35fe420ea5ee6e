import { Hono, type Context } from 'hono'
import type { PublicTheme } from '../../shared/look.ts'
import { pageCss } from '../../shared/theme-css.ts'
import type { AppEnv } from '../deps.ts'
import { hostedUrl } from '../accounts/domain-name.ts'
import { imageOriginsOf } from '../portal/portal-page.presenter.ts'
import { listPages } from '../portal/portal-page.repo.ts'
import { presentTheme, themeOf } from '../portal/portal-theme.ts'
import { findPortalBySlug, listPortals } from '../portal/portal.repo.ts'
import { findPortalByFormerSlug } from '../portal/slug.repo.ts'
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
    const slug = c.req.param('slug')
    const portal = (await findPortalBySlug(db, slug)) ?? (await findPortalByFormerSlug(db, slug))
    if (!portal) return answerNothingHere(c)
    // Links in old mails; what stands behind their # the browser takes along.
    if (portal.slug !== slug || (!config.allowDefaultHostPortals && portal.domain_host !== null)) {
      return c.redirect(hostedUrl(portal, config.publicUrl))
    }
    return config.allowDefaultHostPortals ? answerPortal(c, portal) : answerNothingHere(c)
  })
  .get('/', async (c, next) => {
    const { deps, site } = c.var
    if (!site.domain) return next()
    const [first] = await listPortals(deps.db, site.domain.account_id)
    return first ? c.redirect(`/${first.slug}`) : answerNothingHere(c)
  })
  .get('/:slug{[a-z0-9-]+}', async (c, next) => {
    const { deps, site } = c.var
    const slug = c.req.param('slug')
    if (!site.domain || slug === 'healthz') return next()
    const portal = (await findPortalBySlug(deps.db, slug)) ?? (await findPortalByFormerSlug(deps.db, slug))
    if (portal?.account_id !== site.domain.account_id) return answerNothingHere(c)
    return portal.slug === slug ? answerPortal(c, portal) : c.redirect(`/${portal.slug}`)
  })

async function answerPortal(c: Context<AppEnv>, portal: PortalRow): Promise<Response> {
  const { deps, site } = c.var
  const theme = presentTheme(portal, site.origin)
  const language = languageAt(c, portal)
  return answerPage(c, {
    title: portal.title,
    language,
    opensWindows: true,
    imageOrigins: [
      ...[theme.logoUrl, theme.faviconUrl].filter((url) => url !== null).map((url) => new URL(url).origin),
      ...(portal.pages_version > 0 ? imageOriginsOf(await listPages(deps.db, portal.account_id, portal.id)) : []),
    ],
    head: html`<link rel="icon" href="${theme.faviconUrl ?? '/favicon.svg'}" />
      <link rel="stylesheet" href="${deps.assets.pathOf('hosted.css')}" />
      <link rel="stylesheet" href="/p/${portal.slug}/look.css" />
      <script type="module" src="/portal.js" data-portal="${portal.key}"></script>`,
    body: html`<header class="bar">
        <a class="brand" href="#support">${logo(theme)}<span>${portal.title}</span></a>
      </header>
      <main>
        <cp-portal routing="hash" route="support" lang="${language}"></cp-portal><noscript><p>${needsScript[language]}</p></noscript>
      </main>`,
  })
}

/** The primary language of the domain, where it has one and the portal offers it (S27); else the portal's. */
function languageAt(c: Context<AppEnv>, portal: PortalRow): 'en' | 'nb' {
  const wanted = c.var.site.domain?.language ?? ''
  const language = wanted !== '' && (JSON.parse(portal.languages) as string[]).includes(wanted) ? wanted : portal.language
  return language === 'nb' ? 'nb' : 'en'
}

/** A portal that this server shows on a page of its own. */
async function findShown(c: Context<AppEnv>, slug: string): Promise<PortalRow | undefined> {
  const { deps, site } = c.var
  const portal = await findPortalBySlug(deps.db, slug)
  const isShown = site.domain ? portal?.account_id === site.domain.account_id : deps.config.allowDefaultHostPortals
  return isShown ? portal : undefined
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
