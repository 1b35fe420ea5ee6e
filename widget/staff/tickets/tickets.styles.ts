import { css } from 'lit'

export const ticketsStyles = css`
  :host {
    position: relative;
    display: block;
    container: staff-tickets / inline-size;
    min-block-size: 100%;
    padding: 16px 20px 24px;
  }
  header,
  .filters,
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  h1 {
    font-size: 18px;
  }
  .filters {
    justify-content: flex-start;
    margin-block: 12px;
  }
  .search {
    position: relative;
    inline-size: min(340px, 100%);
  }
  .search .icon-part {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: 9px;
    color: var(--cp-muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline-start: 32px;
  }
  .chips {
    display: flex;
    gap: 6px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-block-size: 30px;
    padding-inline: 12px;
    border: 1px solid var(--cp-border);
    border-radius: 999px;
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  .chip:hover {
    background: var(--staff-hover);
  }
  .chip[aria-current] {
    font-weight: 600;
    border-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th,
  td {
    padding: 8px 10px;
    border-block-end: 1px solid var(--cp-border);
    text-align: start;
    vertical-align: middle;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th {
    color: var(--cp-muted);
    font-size: 12.5px;
    font-weight: 600;
  }
  th:nth-child(1) {
    inline-size: 84px;
  }
  th:nth-child(3),
  th:nth-child(4) {
    inline-size: 16%;
  }
  th:nth-child(5) {
    inline-size: 156px;
  }
  th.at {
    inline-size: 110px;
  }
  .at {
    text-align: end;
  }
  td.at,
  .number {
    color: var(--cp-muted);
    font-variant-numeric: tabular-nums;
  }
  tbody tr {
    position: relative;
  }
  tbody tr:hover {
    background: var(--staff-hover);
  }
  .subject a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  .subject a:hover {
    text-decoration: underline;
  }
  /* The whole row leads where the subject leads. */
  .subject a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .subject a:focus-visible {
    outline: none;
  }
  tbody tr:focus-within {
    outline: 2px solid var(--cp-focus);
    outline-offset: -2px;
    border-radius: 6px;
  }
  .hidden-mark {
    margin-inline-start: 6px;
    color: var(--cp-warning);
    vertical-align: -3px;
  }
  .stage .pill {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  footer {
    margin-block-start: 14px;
  }
  .bones div {
    display: grid;
    gap: 8px;
    padding: 11px 10px;
    border-block-end: 1px solid var(--cp-border);
  }
  @media (pointer: coarse) {
    .chip {
      min-block-size: 44px;
    }
  }
  @container staff-tickets (inline-size < 680px) {
    :host {
      padding-inline: 12px;
    }
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 2px 10px;
      padding: 10px 4px;
      border-block-end: 1px solid var(--cp-border);
    }
    td {
      padding: 0;
      border: 0;
    }
    .subject {
      grid-column: 1 / 3;
      grid-row: 1;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .stage {
      grid-column: 3;
      grid-row: 1;
    }
    .number {
      grid-column: 1;
      grid-row: 2;
    }
    .requester {
      grid-column: 2;
      grid-row: 2;
      color: var(--cp-muted);
    }
    td.at {
      grid-column: 3;
      grid-row: 2;
    }
    .company {
      display: none;
    }
  }
`
