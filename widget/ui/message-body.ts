import { css, html, type TemplateResult } from 'lit'

// Ends before punctuation that belongs to the sentence, not to the address.
const addresses = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,:;!?()[\]{}]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi

/** A message as nodes: paragraphs, line breaks, links; quoted lines folded. Plain text in, no markup of the sender survives. */
export function messageBody(text: string, quotedLabel: string): TemplateResult {
  return html`<div class="body" part="message-text" dir="auto">
    ${splitQuotes(text).map((block) =>
      block.isQuote
        ? html`<details class="quote">
            <summary>${quotedLabel}</summary>
            ${paragraphs(block.lines.map((line) => line.replace(/^\s*> ?/, '')).join('\n'))}
          </details>`
        : paragraphs(block.lines.join('\n')),
    )}
  </div>`
}

interface Block {
  isQuote: boolean
  lines: string[]
}

function splitQuotes(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const isQuote = /^\s*>/.test(line)
    const last = blocks.at(-1)
    if (last?.isQuote === isQuote) last.lines.push(line)
    else blocks.push({ isQuote, lines: [line] })
  }
  return blocks
}

function paragraphs(text: string): TemplateResult[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p>${withLinks(paragraph.replace(/^\n+|\s+$/g, ''))}</p>`)
}

function withLinks(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = []
  let end = 0
  for (const match of text.matchAll(addresses)) {
    const [found] = match
    parts.push(text.slice(end, match.index), link(found))
    end = match.index + found.length
  }
  parts.push(text.slice(end))
  return parts
}

function link(address: string): string | TemplateResult {
  const href = /^https?:/i.test(address) ? address : `mailto:${address}`
  if (!URL.canParse(href)) return address
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc">${address}</a>`
}

export const messageBodyStyles = css`
  .body {
    display: grid;
    gap: 0.75em;
    min-inline-size: 0;
  }
  .body p {
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }
  .quote {
    color: var(--muted);
  }
  .quote[open] {
    padding-inline-start: calc(var(--space) * 3);
    border-inline-start: 2px solid var(--line);
  }
  .quote summary {
    min-block-size: 24px;
    inline-size: fit-content;
    font-size: var(--size-small);
    cursor: pointer;
  }
`
