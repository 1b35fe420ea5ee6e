import { css } from 'lit'

export const partStyles = css`
  .head .top {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(var(--space) * 2) calc(var(--space) * 4);
  }
  .head h2 {
    flex: 1 1 12em;
    min-inline-size: 0;
  }
  .head .acts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 2);
    margin-inline-start: auto;
  }
  .facts > .turn {
    color: var(--warning);
    font-weight: 600;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1) calc(var(--space) * 2);
    padding-block: calc(var(--space) * 1);
    color: var(--muted);
    font-size: var(--size-small);
  }
  .steps li {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 1.25);
    min-inline-size: 0;
  }
  .steps li:not(:first-child)::before {
    content: '';
    flex: none;
    inline-size: calc(var(--space) * 4);
    block-size: 1px;
    background: var(--line-strong);
  }
  .steps .now {
    color: var(--accent-text);
    font-weight: 650;
  }
  .steps .word {
    padding-inline: calc(var(--space) * 1.5);
    border-radius: 99px;
    background: color-mix(in oklab, currentcolor 12%, transparent);
    font-weight: 500;
  }
  .properties {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 11em), 1fr));
    gap: calc(var(--space) * 2) calc(var(--space) * 5);
    padding-block-start: calc(var(--space) * 2);
    border-block-start: 1px solid var(--line);
  }
  .properties dt {
    color: var(--muted);
    font-size: var(--size-small);
  }
  .people,
  .people ul {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2);
  }
  .person {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--space) * 1.5);
    min-block-size: 28px;
    padding-inline: calc(var(--space) * 2.5);
    border: 1px solid var(--line);
    border-radius: 99px;
    font-size: var(--size-small);
  }
  .person:has(button) {
    padding-inline-end: 0;
  }
  .person .icon-button {
    border-radius: 99px;
  }
  .ask,
  .copy-in {
    flex: 1 1 100%;
    padding: calc(var(--space) * 3) calc(var(--space) * 4);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2);
  }
  .ask > span {
    flex: 1 1 14em;
  }
  .copy-in {
    display: grid;
    gap: calc(var(--space) * 3);
  }
  .copy-in .field {
    max-inline-size: 30em;
  }
  .copy-in .acts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 2);
  }
  .threads > summary {
    min-block-size: 24px;
    inline-size: fit-content;
    color: var(--muted);
    font-size: var(--size-small);
    cursor: pointer;
  }
  .threads > ul {
    display: grid;
    gap: calc(var(--space) * 2);
    padding-block-start: calc(var(--space) * 2);
  }
  .thread {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 2);
    inline-size: 100%;
    min-block-size: 34px;
    padding: calc(var(--space) * 1.5) calc(var(--space) * 3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
  }
  .thread:hover {
    background: var(--hover);
  }
  .thread bdi {
    flex: 1;
    min-inline-size: 0;
  }
  .thread time {
    color: var(--muted);
    font-size: var(--size-small);
  }
  .thread[aria-expanded='true'] svg {
    rotate: 90deg;
  }
  .threads section:not([hidden]) {
    padding-block: calc(var(--space) * 3);
    padding-inline-start: calc(var(--space) * 4);
    border-inline-start: 2px solid var(--line);
  }
  .reopens {
    color: var(--muted);
    font-size: var(--size-small);
  }
  .thread[aria-expanded='true'] svg:dir(rtl) {
    rotate: -90deg;
  }
  .around {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .around:not(:has(*)) {
    display: none;
  }
  @media print {
    :host {
      container-type: normal;
      color-scheme: light !important;
      /* Paper is white, whatever the page is. */
      --cp-text: #000 !important;
      --cp-muted: #444 !important;
      --cp-border: #bbb !important;
      --cp-surface: none !important;
      --cp-surface-raised: transparent !important;
    }
    .head .acts,
    .preparing,
    .banner,
    .ask,
    .copy-in,
    .people button,
    .people:not(:has(.person)),
    .threads:not([open]),
    .thread:not([aria-expanded='true']),
    .thread svg,
    .earlier,
    .avatar,
    .composer,
    .closed,
    .refused {
      display: none;
    }
    .by,
    .day,
    .head {
      break-after: avoid;
    }
    .message.staff {
      background: none;
    }
  }
`
