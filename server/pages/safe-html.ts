import type { SafeParagraph } from '../../shared/safe-text.ts'
import { html, type Html } from './html.ts'

/** Paragraphs that staff wrote. Their addresses were checked when they were read. */
export function drawParagraphs(paragraphs: readonly SafeParagraph[]): Html {
  return html`${paragraphs.map((runs) => html`<p>${runs.map((run) => drawRun(run))}</p>`)}`
}

/** Links below a page. */
export function drawLinks(links: readonly { label: string; url: string }[]): Html | null {
  if (links.length === 0) return null
  return html`<p class="links">
    ${links.map(({ label, url }) => html`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a> `)}
  </p>`
}

function drawRun({ text, isBold, href }: SafeParagraph[number]): Html {
  if (href !== undefined) return html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
  return isBold ? html`<b>${text}</b>` : html`${text}`
}
