import { css, html, type TemplateResult } from 'lit'
import type { StartTexts } from '../locales/en/start.ts'
import { closedIcon, openIcon } from './icons.ts'

/** A ticket's status as word and shape; `stage` says it in the portal's own words. */
export function statusPill(status: 'open' | 'closed', texts: Pick<StartTexts, 'statusOpen' | 'statusClosed'>, stage = ''): TemplateResult {
  return status === 'open'
    ? html`<span class="pill open" part="status">${openIcon}<bdi>${stage || texts.statusOpen}</bdi></span>`
    : html`<span class="pill" part="status">${closedIcon}<bdi>${stage || texts.statusClosed}</bdi></span>`
}

export const statusPillStyles = css`
  .pill {
    display: inline-flex;
    align-items: baseline;
    gap: calc(var(--space) * 1.25);
    padding-block: 1px;
    padding-inline: calc(var(--space) * 1.5) calc(var(--space) * 2);
    border-radius: 99px;
    background: color-mix(in oklab, currentcolor 10%, transparent);
    font-size: var(--size-small);
    font-weight: 550;
    line-height: 1.5;
    white-space: nowrap;
  }
  .pill svg {
    align-self: center;
  }
  .pill.open {
    color: var(--success);
  }
  .pill:not(.open) {
    color: var(--muted);
  }
`
