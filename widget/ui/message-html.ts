import { css, html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import { define } from '../base/define.ts'
import { themeStyles } from '../base/theme.styles.ts'
import type { AttachmentSource, AttachmentTexts } from './attachment.ts'
import { copyMarkup } from './safe-markup.ts'

/**
 * The text of a message that came with markup. What stands in its shadow root are copies of an allow-list, whatever the
 * server sent. Internal part; not for host pages.
 *
 * @element cp-message-html
 */
export class MessageHtml extends LitElement {
  static override properties: PropertyDeclarations = {
    markup: { attribute: false },
    text: { attribute: false },
    attachments: { attribute: false },
    source: { attribute: false },
    texts: { attribute: false },
    locale: {},
  }

  declare markup: string
  /** The same without markup, for a page that lets none be parsed. */
  declare text: string
  declare attachments: readonly Attachment[]
  declare source: AttachmentSource
  declare texts: AttachmentTexts & { quotedText: string }
  declare locale: string
  private nodes: DocumentFragment | undefined

  constructor() {
    super()
    this.markup = ''
    this.text = ''
    this.attachments = []
    this.locale = 'en'
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Files of a message never change: pictures are not fetched again because the ticket was.
    if (!changed.has('markup') && !changed.has('texts')) return
    try {
      this.nodes = copyMarkup(this.markup, { quotedText: this.texts.quotedText, picture: (contentId, alt) => this.picture(contentId, alt) })
    } catch {
      this.nodes = this.plain()
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="markup" dir="auto">${this.nodes}</div>`
  }

  /** What the message says, with its pictures below. */
  private plain(): DocumentFragment {
    const nodes = document.createDocumentFragment()
    const words = document.createElement('pre')
    words.className = 'plain'
    words.textContent = this.text
    nodes.append(words, ...this.attachments.flatMap(({ contentId }) => (contentId === null ? [] : [this.picture(contentId, '')])))
    return nodes
  }

  private picture(contentId: string, alt: string): HTMLElement | string {
    const attachment = this.attachments.find((each) => each.contentId === contentId)
    if (!attachment) return alt
    return Object.assign(document.createElement('cp-attachment'), {
      attachment,
      source: this.source,
      texts: this.texts,
      locale: this.locale,
      inText: true,
      alt,
    })
  }

  static override styles = [
    themeStyles,
    css`
      :host {
        /* What a sender draws stays in its place. */
        contain: layout;
      }
      .heading {
        font-weight: 650;
      }
      .markup {
        overflow-x: auto;
      }
      :is(p, ul, ol, dl, pre, blockquote, table, details, hr):not(:first-child) {
        margin-block-start: 0.75em;
      }
      /* As in ui/message-body.ts, which is in another chunk. */
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
      blockquote,
      pre {
        margin: 0;
      }
      blockquote blockquote,
      .markup > blockquote {
        padding-inline-start: calc(var(--space) * 3);
        border-inline-start: 2px solid var(--line);
      }
      :is(ul, ol) {
        padding-inline-start: 1.6em;
      }
      ul {
        list-style: disc;
      }
      ol {
        list-style: decimal;
      }
      dd {
        padding-inline-start: 1.6em;
      }
      pre {
        white-space: pre-wrap;
      }
      .plain {
        font: inherit;
      }
      :is(pre:not(.plain), code) {
        font-family: ui-monospace, monospace;
        font-size: 0.93em;
      }
      hr {
        block-size: 1px;
        border: 0;
        background: var(--line);
      }
      table {
        border-collapse: collapse;
      }
      :is(td, th) {
        padding: calc(var(--space) * 0.5) calc(var(--space) * 1.5);
        border: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
      }
    `,
  ]
}

define('cp-message-html', MessageHtml)

declare global {
  interface HTMLElementTagNameMap {
    'cp-message-html': MessageHtml
  }
}
