import { expect } from '@open-wc/testing'
import { html, LitElement, render } from 'lit'
import { emptyTheme, type Theme } from '../../../shared/theme.ts'
import { themeCss } from '../../../shared/theme-css.ts'
import { themeStyles } from '../../../widget/base/theme.styles.ts'
import { buttonStyles } from '../../../widget/ui/button.styles.ts'
import { statusPillStyles } from '../../../widget/ui/status-pill.ts'
import { describe, it } from '../support/mocha.ts'

class Sample extends LitElement {
  static override styles = [themeStyles, buttonStyles, statusPillStyles]
  protected override render() {
    return html`<div>
      <p class="text">Text</p>
      <p class="muted">Muted</p>
      <a href="#x">Link</a>
      <button class="button primary">Button</button>
      <span class="pill open">Open</span>
      <span class="pill closed">Closed</span>
    </div>`
  }
}
customElements.define('theme-sample', Sample)
// The same under the name of the link, which a header of somebody else's holds.
customElements.define('cp-portal-link', class extends Sample {})

const canvas = document.createElement('canvas')
canvas.width = canvas.height = 1
const brush = canvas.getContext('2d', { willReadFrequently: true })

/** What is seen when the colours are painted one over the other, as three bytes. */
function paint(...colors: string[]): number[] {
  if (!brush) throw new Error('There is no canvas.')
  brush.clearRect(0, 0, 1, 1)
  for (const color of colors) {
    brush.fillStyle = color
    brush.fillRect(0, 0, 1, 1)
  }
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)
}

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(one: number[], other: number[]): number {
  const luminance = (bytes: number[]) => {
    const [red = 0, green = 0, blue = 0] = bytes.map((byte) =>
      byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const accents = [
  '',
  '#2b5fd9',
  '#000000',
  '#ffffff',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#ffcc00',
  '#e5484d',
  '#7a1fa2',
  '#00897b',
  '#808080',
  '#ff7a59',
  '#1f5f4a',
]

describe('the default themes', () => {
  for (const [theme, ground, ink] of [
    ['light', '#ffffff', '#333333'],
    ['dark', '#16181d', '#dddddd'],
  ] as const) {
    for (const accent of accents) {
      it(`${theme} with ${accent || 'its own'} accent can be read (AA)`, async () => {
        const container = document.createElement('div')
        document.body.append(container)
        container.style.cssText = `color-scheme: ${theme}; background: ${ground}; color: ${ink}; --portal-accent: ${accent || 'initial'}`
        render(html`<theme-sample></theme-sample>`, container)
        const sample = container.querySelector<LitElement>('theme-sample')
        await sample?.updateComplete
        const style = (selector: string) => getComputedStyle(sample?.shadowRoot?.querySelector(selector) as Element)
        for (const selector of ['.text', '.muted', 'a', '.primary', '.pill.open', '.pill.closed']) {
          const behind = [ground, style(selector).backgroundColor]
          const ratio = contrast(paint(...behind, style(selector).color), paint(...behind))
          expect(ratio, `${selector}: ${style(selector).color} on ${style(selector).backgroundColor}`).to.be.at.least(4.5)
        }
        container.remove()
      })
    }
  }
})

describe("a portal's own look", () => {
  /** A sample on a page, dressed as its portal says. */
  async function dress(
    own: Partial<Theme>,
    page = '',
    attribute = '',
    tag = 'theme-sample',
  ): Promise<{ host: CSSStyleDeclaration; text: CSSStyleDeclaration }> {
    const container = document.createElement('div')
    document.body.append(container)
    container.style.cssText = `color-scheme: light; color: #333333; ${page}`
    const sample = container.appendChild(document.createElement(tag) as Sample)
    if (attribute) sample.setAttribute('theme', attribute)
    await sample.updateComplete
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(themeCss({ ...emptyTheme, ...own }))
    const root = sample.shadowRoot as ShadowRoot
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    return { host: getComputedStyle(sample), text: getComputedStyle(root.querySelector('div') as Element) }
  }

  it('is worn where the page says nothing', async () => {
    const { host, text } = await dress({ surface: '#fff7ed', text: '#2a1408', font: 'Acme Sans', fontSize: 18 })
    expect(host.backgroundColor).to.equal('rgb(255, 247, 237)')
    expect(host.padding).to.equal('16px')
    expect(text.color).to.equal('rgb(42, 20, 8)')
    expect(text.fontFamily).to.match(/^"?Acme Sans/)
    expect(text.fontSize).to.equal('18px')
  })

  it("stands back where the page's own tokens speak", async () => {
    const page = '--cp-surface: #112233; --cp-text: #ffffff; --cp-font: monospace; --cp-font-size: 13px; --cp-radius: 1px'
    const { host, text } = await dress({ surface: '#fff7ed', text: '#2a1408', font: 'serif', fontSize: 18, radius: 20 }, page)
    expect(host.backgroundColor).to.equal('rgb(17, 34, 51)')
    expect([text.color, text.fontFamily, text.fontSize]).to.deep.equal(['rgb(255, 255, 255)', 'monospace', '13px'])
    expect(host.getPropertyValue('--radius').trim()).to.equal('1px')
  })

  it('is for light pages, and leaves dark ones as they are; the other way round where it is always dark', async () => {
    const dark = 'color-scheme: dark; color: #dddddd'
    const onDark = await dress({ surface: '#fff7ed', text: '#2a1408' }, dark)
    expect([onDark.host.backgroundColor, onDark.text.color]).to.deep.equal(['rgba(0, 0, 0, 0)', 'rgb(221, 221, 221)'])
    const always = await dress({ surface: '#101010', darkMode: 'dark' })
    expect([always.host.colorScheme, always.host.backgroundColor, always.text.color]).to.deep.equal([
      'dark',
      'rgb(16, 16, 16)',
      'rgb(236, 238, 241)',
    ])
  })

  it('gives way to the theme of the element', async () => {
    const { host, text } = await dress({ darkMode: 'dark' }, '', 'light')
    expect([host.colorScheme, text.color]).to.deep.equal(['light', 'rgb(29, 33, 39)'])
  })

  it('is not worn by the link to the portal, but for its colour of focus and lines', async () => {
    const own: Partial<Theme> = { accent: '#c2410c', surface: '#fff7ed', text: '#2a1408', font: 'serif', darkMode: 'dark' }
    const { host, text } = await dress(own, 'font-family: monospace', '', 'cp-portal-link')
    expect([host.padding, host.colorScheme]).to.deep.equal(['0px', 'light'])
    expect([text.color, text.fontFamily]).to.deep.equal(['rgb(51, 51, 51)', 'monospace'])
  })
})
