import { css } from 'lit'

/** One domain. */
export const domainStyles = css`
  :host {
    display: block;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    padding: 12px 18px;
    border-block-end: 1px solid var(--cp-border);
  }
  .head h2 {
    min-inline-size: 0;
    font-size: 15px;
    overflow-wrap: anywhere;
  }
  .head .pill {
    margin-inline-end: auto;
  }
  .pill.bad {
    color: var(--cp-warning);
  }
  .body {
    display: grid;
    gap: 12px;
    padding: 16px 18px;
  }
  .head .button.quiet {
    margin-inline-start: -4px;
  }
  h3 {
    margin-block-start: 4px;
    font-size: 14px;
  }
  .record {
    margin: 0;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .record div {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr) 36px;
    align-items: center;
    gap: 8px;
    min-block-size: 38px;
    padding-block: 2px;
    padding-inline: 12px 4px;
  }
  .record div + div {
    border-block-start: 1px solid var(--cp-border);
  }
  dt {
    color: var(--cp-muted);
  }
  dd {
    min-inline-size: 0;
    margin: 0;
  }
  code {
    overflow-wrap: anywhere;
    font-size: 13px;
  }
  .or {
    margin: -4px 0;
    padding-inline-start: 12px;
  }
  .places,
  .found {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .found {
    padding-block-start: 8px;
  }
  .places a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    font-weight: 550;
  }
  .input.short {
    inline-size: min(280px, 100%);
  }
  summary {
    cursor: pointer;
  }
  .saved {
    color: var(--cp-success);
  }
`
