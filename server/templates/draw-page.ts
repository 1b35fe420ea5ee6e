import type { PageKind } from '../../shared/page-kinds.ts'
import type { PagePreviewBody } from '../../shared/pages.ts'
import { html, Html } from '../http/html.ts'
import { drawLinks, drawParagraphs } from '../pages/safe-html.ts'
import { drawPage } from '../portal/portal-page.presenter.ts'
import { themeOf } from '../portal/portal-theme.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { pageWords } from './page-words.ts'

const style = (accent: string) => `
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #1d2430; background: #fff }
body { margin: 0; padding: 24px 16px }
main { display: grid; gap: 24px; max-width: 24em; margin: 0 auto }
main.image { max-width: 52em }
@media (min-width: 500px) { main.image { grid-template-columns: 1fr 1fr; align-items: start } }
img { display: block; width: 100%; max-height: 22em; object-fit: cover; border-radius: 8px }
h1 { font-size: 1.4em; line-height: 1.25; margin: 0 0 16px; overflow-wrap: anywhere }
p { margin: 0 0 12px; white-space: pre-line; overflow-wrap: anywhere }
.notice { padding: 12px 16px 0; margin: 0 0 16px; border-inline-start: 4px solid ${accent}; background: #f3f5f8; border-radius: 8px; overflow: hidden }
label { display: block; font-weight: 500; margin: 12px 0 4px }
.input { display: block; box-sizing: border-box; width: 100%; height: 40px; border: 1px solid #8a93a0; border-radius: 8px }
.button { display: inline-block; margin: 16px 0 12px; padding: 9px 18px; border-radius: 8px; background: ${accent}; color: #fff; font-weight: 600 }
a { color: #1f4fbf }
.links { display: flex; flex-wrap: wrap; gap: 4px 20px; white-space: normal }
.empty { display: grid; place-items: center; min-height: 10em; border: 1px dashed #8a93a0; border-radius: 8px; color: #5b6472; text-align: center; padding: 8px }`

/** A page as the login would show it, with fields that are only drawn. */
export function drawPageDocument(
  portal: PortalRow,
  page: PageKind,
  { language, template, contents }: PagePreviewBody,
  nonce: string,
): { document: string; imageOrigins: string[] } {
  const words = pageWords(language)[page]
  const own = drawPage(template, { en: null, nb: null, [language]: contents }).texts[language]
  const { accent } = themeOf(portal)
  const title = own?.title || words.title(portal.title)
  const paragraphs = own?.paragraphs ?? []
  const text =
    paragraphs.length === 0
      ? words.intro && html`<p>${words.intro}</p>`
      : template === 'notice'
        ? html`<div class="notice">${drawParagraphs(paragraphs)}</div>`
        : drawParagraphs(paragraphs)
  const image = own?.image ?? null
  const body = html`<main class="${template}">
    ${
      template !== 'image'
        ? null
        : image === null
          ? html`<div class="empty">${pageWords(language).noImage}</div>`
          : html`<img src="${image.url}" alt="${image.alt}" />`
    }
    <div>
      <h1>${title}</h1>
      ${text || null} ${words.fields.map((label) => html`<label>${label}</label><span class="input"></span>`)}
      <span class="button">${words.button}</span>
      ${own ? drawLinks(own.links) : null}
    </div>
  </main>`
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${new Html(style(accent ?? '#2f5fd0'))}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.text
  return { document, imageOrigins: image === null ? [] : [new URL(image.url).origin] }
}
