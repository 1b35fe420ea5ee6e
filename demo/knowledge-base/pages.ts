import type { DemoSite } from '../site.ts'
import type { Article } from './articles.ts'
import { escapeHtml, type Page } from './layout.ts'

/** The front page: what a visitor of the help site sees first. */
export function homePage(articles: readonly Article[]): Page {
  const cards = articles.map(
    ({ name, title, topic, summary }) =>
      `<a class="card" href="/articles/${name}"><small>${topic}</small><b>${title}</b><span>${summary}</span></a>`,
  )
  return {
    title: 'Articles',
    nav: '/',
    html: `<section class="hero"><h1>How can we help?</h1>
<p>Guides for shops that run on Kvist: tills, labels, stock and invoices. Not found what you need? Ask us under <em>Support</em>.</p></section>
<main class="main"><div class="cards">${cards.join('')}</div></main>`,
  }
}

/** One article with links to the others. */
export function articlePage(article: Article, articles: readonly Article[]): Page {
  const others = articles.filter(({ name }) => name !== article.name)
  return {
    title: article.title,
    nav: '/',
    html: `<main class="main article"><article class="prose"><span class="crumbs"><a href="/">Articles</a> › ${article.topic}</span>
<h1 class="page-title">${article.title}</h1>${article.html}</article>
<aside class="aside"><b>More articles</b>${others.map(({ name, title }) => `<a href="/articles/${name}">${title}</a>`).join('')}</aside></main>`,
  }
}

/** The whole portal by one tag. */
export const supportPage: Page = {
  title: 'Support',
  nav: '/support',
  html: '<main class="main wide"><cp-portal routing="hash" route="support"></cp-portal></main>',
}

const ticketPage = { 'ticket-href': '/elements/cp-ticket-detail?ticket-id={id}' }

/** Tag → its attributes, and what to say about it. */
const samples: Record<string, { text: string; attributes: Record<string, string> }> = {
  'cp-login': { text: 'Sign-in. The other elements wait for it.', attributes: {} },
  'cp-ticket-list': { text: 'The signed-in contact’s tickets. A click fills the ticket below.', attributes: ticketPage },
  'cp-ticket-detail': { text: 'One ticket with its conversation.', attributes: {} },
  'cp-support-form': { text: 'A new ticket.', attributes: ticketPage },
}

/** The elements one by one on one page, each with its tag above it. */
export const elementsPage: Page = {
  title: 'Elements',
  nav: '/elements',
  html: `<main class="main"><h1 class="page-title">Elements, one by one</h1>
${Object.entries(samples)
  .map(
    ([tag, { text, attributes }]) =>
      `<section class="sample"><h2>${text} <a href="/elements/${tag}">Alone</a></h2><code>${escapeHtml(writeTag(tag, attributes))}</code></section>${writeTag(tag, attributes)}`,
  )
  .join('\n')}</main>`,
}

/** One element alone on a page, without `cp-login`: it asks for the sign-in itself. Undefined for an unknown tag. */
export function elementPage(tag: string, attributes: Record<string, string>): Page | undefined {
  const sample = Object.hasOwn(samples, tag) ? samples[tag] : undefined
  if (!sample) return undefined
  return { title: tag, nav: '/elements', html: `<main class="main">${writeTag(tag, { ...sample.attributes, ...attributes })}</main>` }
}

function writeTag(tag: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
  return `<${tag}${written.join('')}></${tag}>`
}

/** Two portals of two companies beside each other: nothing of one may reach the other. */
export function twoPortalsPage(site: DemoSite): Page {
  return {
    title: 'Two portals',
    nav: '/two',
    html: `<main class="main wide"><div class="columns">
<section><h2>Kvist</h2><cp-portal id="first" routing="hash" route="support"></cp-portal></section>
<section><h2>Solbakken, the power company</h2><cp-portal id="second" portal="${site.secondPortalKey}" routing="hash" route="power"></cp-portal></section>
</div></main>`,
  }
}
