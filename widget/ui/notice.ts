import { css, html, nothing, type TemplateResult } from 'lit'
import { warningIcon } from './icons.ts'

/** Something that a reader must know: what happened, what to do, and the way on. */
export interface Notice {
  title: string
  hint?: string | undefined
  /** A quiet last line, for whoever asks the people who run the site. */
  footnote?: string | undefined
  action?: { label: string; act: () => void } | undefined
}

/** A problem in the place of what could not be shown. It is told to screen readers when it appears. */
export function problem({ title, hint, footnote, action }: Notice): TemplateResult {
  return html`<div class="notice" part="problem" role="alert">
    <span class="notice-sign">${warningIcon}</span>
    <p class="notice-title">${title}</p>
    ${hint ? html`<p class="muted">${hint}</p>` : nothing}
    ${action ? html`<button class="button" type="button" @click=${action.act}>${action.label}</button>` : nothing}
    ${footnote ? html`<p class="muted small">${footnote}</p>` : nothing}
  </div>`
}

/** The truth about an empty place, and what to do about it. */
export function empty({ title, hint, action }: Notice): TemplateResult {
  return html`<div class="notice" part="empty" role="status">
    <p class="notice-title">${title}</p>
    ${hint ? html`<p class="muted">${hint}</p>` : nothing}
    ${action ? html`<button class="button" type="button" @click=${action.act}>${action.label}</button>` : nothing}
  </div>`
}

/** A problem in one line, beside content that stays. */
export function banner(text: string, action?: Notice['action']): TemplateResult {
  return html`<div class="banner" role="alert">
    ${warningIcon}<span>${text}</span>
    ${action ? html`<button class="link" type="button" @click=${action.act}>${action.label}</button>` : nothing}
  </div>`
}

export const noticeStyles = css`
  .notice {
    display: grid;
    justify-items: center;
    gap: calc(var(--space) * 1.5);
    padding: calc(var(--space) * 10) calc(var(--space) * 4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    text-align: center;
    text-wrap: balance;
  }
  .notice-title {
    font-weight: 600;
  }
  .notice .button {
    margin-block-start: calc(var(--space) * 2);
  }
  .notice-sign {
    display: grid;
    color: var(--warning);
    font-size: 1.2em;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2);
    padding: calc(var(--space) * 2) calc(var(--space) * 3);
    border: 1px solid color-mix(in oklab, var(--danger) 40%, transparent);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--danger) 7%, transparent);
  }
  .banner > svg {
    color: var(--danger);
  }
  .banner > span {
    flex: 1 1 12em;
  }
`
