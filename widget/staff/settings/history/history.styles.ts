import { css } from 'lit'

export const historyStyles = css`
  .column {
    display: grid;
    gap: 16px;
    max-inline-size: 800px;
    padding: 20px;
  }
  .groups {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .groups .input {
    inline-size: auto;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2 {
    margin-block: 18px 6px;
    font-size: 13px;
    color: var(--cp-muted);
  }
  li:first-child h2 {
    margin-block-start: 0;
  }
  .entry {
    display: grid;
    grid-template-columns: 72px minmax(0, 1fr);
    gap: 12px;
    padding-block: 10px;
    border-block-end: 1px solid var(--cp-border);
  }
  time {
    white-space: nowrap;
    color: var(--cp-muted);
    font-variant-numeric: tabular-nums;
  }
  .who {
    font-weight: 600;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    color: var(--cp-muted);
    cursor: pointer;
  }
  dl {
    display: grid;
    gap: 12px;
    margin: 8px 0 4px;
  }
  dt {
    font-weight: 600;
  }
  dd {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    gap: 8px;
    margin: 4px 0 0;
  }
  dd .label {
    color: var(--cp-muted);
    font-weight: 400;
  }
  del,
  ins {
    overflow-wrap: anywhere;
    text-decoration: none;
  }
  del {
    color: var(--cp-muted);
  }
  .more {
    justify-self: start;
    margin-block-start: 12px;
  }
  @container staff-settings (inline-size < 760px) {
    .column {
      padding: 12px;
    }
  }
`
