import '../../start.ts'
import { html, nothing, type TemplateResult } from 'lit'
import type { PageKind } from '../../../shared/page-kinds.ts'
import type { DrawnPage, DrawnPages } from '../../../shared/pages.ts'
import type { SafeParagraph } from '../../../shared/safe-text.ts'
import { chooseLanguage } from '../../base/texts.ts'

type Words = NonNullable<DrawnPage['texts']['en']>

/** The login's pages in a portal's own words. Fetched by portals that have any. */
export class EditedPages {
  private readonly pages: DrawnPages['pages']

  constructor({ pages }: DrawnPages) {
    this.pages = pages
  }

  /** @param version Of the public settings: browsers keep the answer for as long as it is the same. */
  static async load(base: string, version: number): Promise<EditedPages> {
    const response = await fetch(`${base}/pages?v=${version}`, { credentials: 'omit' })
    return new EditedPages(response.ok ? ((await response.json()) as DrawnPages) : { pages: {} })
  }

  /** What stands in place of the login's own heading and sentence. */
  words(page: PageKind, tag: string): { title?: string; intro?: TemplateResult } {
    const words = this.find(page, tag)
    if (!words) return {}
    const { title, paragraphs } = words
    const isNotice = this.pages[page]?.template === 'notice'
    return {
      ...(title && { title }),
      ...(paragraphs.length > 0 && {
        intro: html`<div class=${isNotice ? 'page-notice' : 'page-text'} part="text">${paragraphs.map(drawParagraph)}</div>`,
      }),
    }
  }

  /** A form with the picture beside it and the links below. */
  frame(page: PageKind, tag: string, form: TemplateResult): TemplateResult {
    const words = this.find(page, tag)
    if (!words) return form
    const { image, links } = words
    return html`<div class=${image ? 'page with-image' : 'page'}>
      ${image ? html`<img part="image" src=${image.url} alt=${image.alt} referrerpolicy="no-referrer" @error=${withoutImage} />` : nothing}
      <div>
        ${form}
        ${
          links.length > 0
            ? html`<p class="page-links" part="links">
                ${links.map(({ label, url }) => html`<a href=${url} target="_blank" rel="noopener noreferrer">${label}</a>`)}
              </p>`
            : nothing
        }
      </div>
    </div>`
  }

  private find(page: PageKind, tag: string): Words | undefined {
    return this.pages[page]?.texts[chooseLanguage([tag]).code === 'nb' ? 'nb' : 'en']
  }
}

/** Where the picture does not come there is no room kept for it. */
function withoutImage({ target }: Event): void {
  const image = target as HTMLImageElement
  image.hidden = true
  image.parentElement?.classList.remove('with-image')
}

function drawParagraph(runs: SafeParagraph): TemplateResult {
  return html`<p>
    ${runs.map(({ text, isBold, href }) =>
      href === undefined
        ? isBold
          ? html`<b>${text}</b>`
          : text
        : html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`,
    )}
  </p>`
}
