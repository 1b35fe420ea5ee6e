import { expect } from '@open-wc/testing'
import { fileTexts } from '../../../widget/locales/en/files.ts'
import { startTexts } from '../../../widget/locales/en/start.ts'
import { ticketTexts } from '../../../widget/locales/en/ticket.ts'
import '../../../widget/ui/attachment.ts'
import type { MessageHtml } from '../../../widget/ui/message-html.ts'
import '../../../widget/ui/message-html.ts'
import { hostileHtml } from '../../support/hostile-html.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'

const texts = { ...startTexts, ...fileTexts, ...ticketTexts }
// 1 × 1 pixel.
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const bytes = Uint8Array.from(atob(pixel), (letter) => letter.charCodeAt(0))
const logo = { id: 'a1', fileName: 'logo.png', mediaType: 'image/png', sizeBytes: bytes.length, contentId: 'logo@mail.example' }

const allowedElements = new Set(
  (
    'a b blockquote br code dd del details div dl dt em hr i ins li ol p pre s small span strike strong sub summary sup ' +
    'table tbody td tfoot th thead tr u ul cp-attachment'
  ).split(' '),
)
const allowedAttributes = new Set('class colspan dir href rel rowspan start target'.split(' '))

describe('a message with markup', () => {
  let host: HTMLElement
  let executions: string[] = []

  beforeEach(() => {
    host = document.createElement('div')
    host.attachShadow({ mode: 'open' })
    document.body.append(host)
    executions = []
    Object.assign(globalThis, { pwned: () => executions.push(new Error('here').stack ?? '') })
  })

  afterEach(() => host.remove())

  async function draw(markup: string, markupElement = document.createElement('cp-message-html')): Promise<ShadowRoot> {
    const source = {
      content: async () => new Blob([bytes], { type: 'image/png' }),
      link: async () => 'https://support.example/files/1',
    }
    Object.assign(markupElement, { markup, attachments: [logo], source, texts } satisfies Partial<MessageHtml>)
    host.shadowRoot?.append(markupElement)
    await markupElement.updateComplete
    return markupElement.renderRoot as ShadowRoot
  }

  const markupOf = (root: ShadowRoot) => root.querySelector('.markup')?.innerHTML ?? ''

  it('runs nothing, asks nobody and holds nothing but what is allowed, whatever the server let through', async () => {
    for (const { name, html } of hostileHtml) {
      const root = await draw(html)
      for (const each of root.querySelectorAll('.markup *')) {
        expect(each, name).to.be.instanceOf(HTMLElement)
        expect(allowedElements.has(each.localName), `${name}: <${each.localName}>`).to.equal(true)
        for (const { name: attribute } of each.attributes) {
          expect(allowedAttributes.has(attribute), `${name}: ${attribute}`).to.equal(true)
        }
        if (each.hasAttribute('class')) expect(['quote', 'heading'], name).to.include(each.className)
        if (each instanceof HTMLAnchorElement && each.hasAttribute('href')) {
          expect(each.href, name).to.match(/^(?:https?:\/\/|mailto:)/)
          expect(each.rel, name).to.include('noopener')
          expect(each.target, name).to.equal('_blank')
        }
      }
      for (const link of root.querySelectorAll('a')) if (!link.hasAttribute('href')) link.click()
      for (const details of root.querySelectorAll('details')) details.open = true
    }
    // A picture of the page's own shows that requests and errors have had their time, and that a request would be seen.
    const control = new Image()
    control.src = 'https://evil.example/control.gif'
    await new Promise((resolve) => control.addEventListener('error', resolve, { once: true }))
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('evil.example'))
    // WebKit says nothing of requests that failed, the control's neither.
    const seen = 'PerformanceLongTaskTiming' in window || asked.length > 0 ? ['https://evil.example/control.gif'] : []
    expect(asked.map(({ name }) => name)).to.deep.equal(seen)
    expect(executions).to.deep.equal([])
    expect(location.href).not.to.include('evil')
  })

  it('would notice: a handler in markup that is written does run', async () => {
    const raw = document.createElement('div')
    raw.innerHTML = '<img src="data:," onerror="pwned()">'
    await waitUntil(() => executions.length > 0, 'the handler runs')
  })

  it('keeps what people write with', async () => {
    const root = await draw(
      '<h2>Title</h2><p dir="rtl">One <b>two</b><br>three</p><ul><li>a</li></ul><table><tr><td colspan="2" width="9">x</td></tr></table>' +
        '<font color=red>red</font><a href="https://a.example/x?y=1#z" title="t">a</a> <a href="mailto:a@b.example">b</a>',
    )
    const link = 'target="_blank" rel="noopener noreferrer nofollow ugc"'
    expect(markupOf(root).replace(/<!--.*?-->/g, '')).to.equal(
      '<p class="heading">Title</p><p dir="rtl">One <b>two</b><br>three</p><ul><li>a</li></ul>' +
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>red' +
        `<a href="https://a.example/x?y=1#z" ${link}>a</a> <a href="mailto:a@b.example" ${link}>b</a>`,
    )
  })

  it('folds a quoted mail once, with what it quotes itself', async () => {
    const root = await draw('<p>My answer</p><blockquote>Yours<blockquote>Mine before</blockquote></blockquote>')
    const details = root.querySelectorAll('details')
    expect(details).to.have.length(1)
    expect(details[0]?.open).to.equal(false)
    expect(details[0]?.querySelector('summary')?.textContent).to.equal('Quoted text')
    expect(details[0]?.querySelector('blockquote blockquote')?.textContent).to.equal('Mine before')
  })

  it('shows pictures of the mail itself, fetched by us, and opens them large', async () => {
    const root = await draw('<p>See <img src="cid:logo@mail.example" alt="Our logo" width="9999"> and <img src="cid:no" alt="this"></p>')
    const picture = root.querySelector('cp-attachment')
    await picture?.show()
    const image = picture?.shadowRoot?.querySelector('img')
    expect(image?.src).to.match(/^blob:/)
    expect(image?.alt).to.equal('Our logo')
    expect(root.querySelectorAll('cp-attachment')).to.have.length(1)
    expect(root.querySelector('p')?.textContent).to.include('and this')
    picture?.shadowRoot?.querySelector<HTMLButtonElement>('.thumbnail')?.click()
    await waitUntil(() => picture?.shadowRoot?.querySelector('dialog')?.open, 'the picture opens large')
  })

  it('does not fetch its pictures again when the ticket is loaded again', async () => {
    const root = await draw('<img src="cid:logo@mail.example">')
    const picture = root.querySelector('cp-attachment')
    await draw('<img src="cid:logo@mail.example">', root.host as MessageHtml)
    expect(root.querySelector('cp-attachment')).to.equal(picture)
  })

  /** Draws in a page of its own with a policy, from the same origin. */
  async function drawUnder(policy: string, content: Partial<MessageHtml>): Promise<ShadowRoot> {
    const frame = document.createElement('iframe')
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
    frame.srcdoc = `${head}<body><script type="module" src="/widget/ui/message-html.ts"></script></body>`
    host.shadowRoot?.append(frame)
    await waitUntil(() => frame.contentWindow?.customElements.get('cp-message-html'), 'the element is there')
    const page = frame.contentDocument
    const element = page?.createElement('cp-message-html') as MessageHtml
    Object.assign(element, { texts, ...content })
    page?.body.append(element)
    await element.updateComplete
    return element.renderRoot as ShadowRoot
  }

  it('is drawn under Trusted Types too', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lit-html cp-message 'allow-duplicates'"
    const root = await drawUnder(policy, { markup: '<b>Bold</b><script>parent.pwned()</script>' })
    expect(root.querySelector('b')?.textContent).to.equal('Bold')
    expect(executions).to.deep.equal([])
  })

  it('is its plain text on a page that lets no markup be parsed', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'"
    const root = await drawUnder(policy, { markup: '<b>Bold</b><img src="cid:logo@mail.example">', text: 'Bold', attachments: [logo] })
    expect(root.querySelector('.plain')?.textContent).to.equal('Bold')
    expect(root.querySelectorAll('cp-attachment')).to.have.length(1)
  })
})
