import { css } from 'lit'

/** Table where there is room, cards where there is not: the same rows, by the width of the element. */
export const ticketListStyles = css`
  :host {
    --row-padding: calc(var(--space) * 2.5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--space) * 2) calc(var(--space) * 4);
    margin-block-end: calc(var(--space) * 3);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2);
    margin-block-end: calc(var(--space) * 3);
  }
  .search {
    position: relative;
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .search > svg {
    position: absolute;
    inset-block-start: calc(50% - 0.575em);
    inset-inline-start: calc(var(--space) * 2.75);
    color: var(--muted);
    pointer-events: none;
  }
  .search .input {
    padding-inline: calc(var(--space) * 8.5);
  }
  .search .input::-webkit-search-cancel-button {
    display: none;
  }
  .search .icon-button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: calc(var(--space) * 1.25);
    margin-block: auto;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .chip {
    min-block-size: 32px;
    padding: 0 calc(var(--space) * 3);
    border: 1px solid transparent;
    border-radius: 99px;
    background: none;
    color: var(--muted);
    font-weight: 500;
  }
  .chip:hover {
    background: var(--hover);
  }
  .chip[aria-pressed='true'] {
    border-color: color-mix(in oklab, var(--accent-text) 45%, transparent);
    background: color-mix(in oklab, var(--accent) 10%, transparent);
    color: var(--accent-text);
  }
  .view {
    min-block-size: 34px;
  }
  .sort-by {
    display: none;
  }
  .sort-by .input {
    min-block-size: 34px;
    padding-block: calc(var(--space) * 1);
    border-color: var(--line);
  }
  .acts,
  .conditions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2);
  }
  .conditions {
    min-block-size: 32px;
    margin-block-end: calc(var(--space) * 2);
  }
  .search > .input {
    display: block;
    border-color: var(--line);
  }
  .search > input.input {
    border-color: var(--line-strong);
  }
  /* Room for the counts, which come after the words. */
  .view .input {
    inline-size: 16em;
    max-inline-size: 100%;
    min-block-size: 34px;
    padding-block: calc(var(--space) * 1);
  }
  table {
    display: table;
    inline-size: 100%;
    border-collapse: collapse;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }
  table.stale {
    opacity: 0.5;
    transition: opacity 150ms;
  }
  thead tr {
    border-block-end: 1px solid var(--line);
  }
  th {
    padding: calc(var(--space) * 1.5) calc(var(--space) * 3);
    color: var(--muted);
    font-size: var(--size-small);
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--space) * 1);
    min-block-size: 24px;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    font-weight: inherit;
  }
  .sort svg {
    inline-size: 0.95em;
    block-size: 0.95em;
    opacity: 0;
  }
  .sort:hover {
    color: var(--ink);
  }
  .sort:hover svg,
  .sort:focus-visible svg {
    opacity: 0.6;
  }
  .sort:is(.asc, .desc) svg {
    opacity: 1;
  }
  .sort.asc svg {
    rotate: 180deg;
  }
  .plain {
    display: none;
  }
  td {
    padding: var(--row-padding) calc(var(--space) * 3);
    vertical-align: top;
  }
  tbody tr {
    border-block-end: 1px solid var(--line);
  }
  .requester {
    color: var(--muted);
  }
  .requester bdi {
    display: inline-block;
    inline-size: max-content;
    max-inline-size: 13em;
    overflow-wrap: break-word;
  }
  .nowrap {
    inline-size: 1%;
    color: var(--muted);
    white-space: nowrap;
  }
  /* The pill mutes itself; twice would be too pale. */
  td.status {
    color: inherit;
  }
  tbody tr.row {
    cursor: pointer;
    transition: background-color 120ms;
  }
  tbody tr.row:hover {
    background: var(--raised);
  }
  .subject {
    display: inline;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font-weight: 500;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .subject:hover {
    color: var(--accent-text);
    text-decoration: underline;
  }
  .unread .subject {
    font-weight: 700;
  }
  .tag {
    display: inline-flex;
    align-items: baseline;
    gap: calc(var(--space) * 1);
    margin-inline-start: calc(var(--space) * 1.5);
    color: var(--muted);
    font-size: var(--size-small);
    white-space: nowrap;
  }
  .tag svg {
    align-self: center;
  }
  .tag.turn {
    padding-inline: calc(var(--space) * 1.5) calc(var(--space) * 2);
    border: 1px solid color-mix(in oklab, var(--warning) 55%, transparent);
    border-radius: 99px;
    color: var(--warning);
    font-weight: 550;
  }
  .snippet {
    display: -webkit-box;
    max-inline-size: 70ch;
    overflow: hidden;
    color: var(--muted);
    font-size: var(--size-small);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  mark {
    border-radius: 2px;
    background: color-mix(in oklab, var(--warning) 28%, transparent);
    color: inherit;
    font-weight: 600;
  }
  .dot {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: calc(var(--space) * 2);
    border-radius: 50%;
    background: var(--accent);
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'],
    mark,
    .dot {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--space) * 3);
    min-block-size: 34px;
    margin-block-start: calc(var(--space) * 3);
  }
  .banner {
    margin-block-end: calc(var(--space) * 3);
  }

  @container (max-width: 640px) {
    .label {
      display: none;
    }
    .search {
      flex-basis: 100%;
    }
    table,
    tbody,
    tbody tr {
      display: block;
    }
    .sort-by {
      display: grid;
      flex: 1 1 7em;
      min-inline-size: 0;
    }
    /* The sign is enough there; its word is still read out. */
    [data-tool='display'] > span {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .sort {
      display: none;
    }
    .plain {
      display: inline;
    }
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--space) * 1) calc(var(--space) * 3);
      padding: calc(var(--space) * 3) calc(var(--space) * 1);
      border-block-end: 1px solid var(--line);
      font-size: var(--size-small);
    }
    tbody tr:first-child {
      border-block-start: 1px solid var(--line);
    }
    td {
      display: block;
      padding: 0;
      border: 0;
    }
    .nowrap {
      inline-size: auto;
    }
    td.subject-cell {
      flex: 1 0 100%;
      order: -1;
      font-size: var(--size);
    }
    td.created {
      display: none;
    }
    td.status {
      margin-inline-start: auto;
    }
  }
`
