import { css } from 'lit'

export const contactStyles = css`
  :host {
    display: grid;
    gap: 16px;
    max-inline-size: 820px;
    padding: 20px;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    margin-block-end: 4px;
    color: var(--cp-muted);
    text-decoration: none;
  }
  .back:hover {
    color: var(--cp-text);
  }
  h1 {
    font-size: 18px;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 15px;
  }
  section {
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-surface);
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: 52px;
    padding: 9px 18px;
    border-block-end: 1px solid var(--cp-border);
  }
  .body {
    display: grid;
    justify-items: start;
    gap: 14px;
    padding: 18px;
  }
  .body > ul,
  .body > dl {
    justify-self: stretch;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(90px, max-content) 1fr;
    gap: 6px 18px;
  }
  dt {
    color: var(--cp-muted);
  }
  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    padding-block: 10px;
    overflow-wrap: anywhere;
  }
  li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  li:first-child {
    padding-block-start: 0;
  }
  li:last-child {
    padding-block-end: 0;
  }
  details {
    flex-basis: 100%;
  }
  summary {
    min-block-size: 24px;
    color: var(--cp-accent);
    cursor: pointer;
  }
  .words {
    display: grid;
    gap: 8px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--cp-border);
    white-space: pre-line;
  }
  .body > p {
    max-inline-size: 66ch;
  }
  .banner > span {
    flex: 1 1 12em;
  }
  .done {
    color: var(--cp-success);
    font-weight: 600;
  }
  .choice {
    display: flex;
    align-items: baseline;
    gap: 10px;
  }
  fieldset {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    border: 0;
  }
`
