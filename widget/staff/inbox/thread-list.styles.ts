import { css } from 'lit'

export const threadListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
    background: var(--staff-surface);
  }
  .top {
    display: grid;
    gap: 8px;
    padding: 8px 12px 0;
    border-block-end: 1px solid var(--cp-border);
  }
  .inbox-choice {
    display: none;
  }
  .search {
    position: relative;
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
    border-color: transparent;
    background: var(--staff-hover);
  }
  .search .input:hover,
  .search .input:focus-visible {
    border-color: var(--staff-border-strong);
    background: var(--staff-surface);
  }
  .tools {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .help-button {
    color: var(--cp-muted);
  }
  @media (pointer: coarse) {
    .help-button {
      display: none;
    }
  }
  .states {
    display: flex;
    gap: 4px;
  }
  .states a {
    display: flex;
    align-items: center;
    min-block-size: 34px;
    padding-inline: 10px;
    border-block-end: 2px solid transparent;
    color: var(--cp-muted);
    font-weight: 600;
    text-decoration: none;
  }
  .states a:hover {
    color: var(--cp-text);
  }
  .states a[aria-current] {
    border-color: var(--cp-accent);
    color: var(--cp-text);
  }
  .rows {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .rows.pending {
    overflow: hidden;
  }
  .row,
  .row-bones {
    display: grid;
    gap: 1px;
    padding: 8px 12px 9px 13px;
    border-block-end: 1px solid var(--cp-border);
    border-inline-start: 3px solid transparent;
    color: inherit;
    text-decoration: none;
  }
  .row-bones {
    gap: 9px;
    padding-block: 14px;
  }
  .row:hover {
    background: var(--staff-hover);
  }
  .row[aria-current] {
    border-inline-start-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  .row:focus-visible {
    outline-offset: -3px;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--cp-accent);
  }
  .name,
  .company,
  .subject,
  .preview {
    min-inline-size: 0;
    overflow: hidden;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name {
    flex: 0 1 auto;
    font-weight: 500;
  }
  .company {
    flex: 1 2 0;
    color: var(--cp-muted);
    font-size: 12.5px;
  }
  .at {
    margin-inline-start: auto;
    padding-inline-start: 6px;
    color: var(--cp-muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .subject {
    flex: 1;
  }
  .number {
    color: var(--cp-muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
  }
  .preview {
    flex: 1;
    color: var(--cp-muted);
    font-size: 13px;
  }
  .unread .name,
  .unread .subject {
    font-weight: 700;
  }
  .unread .preview {
    color: var(--cp-text);
  }
  .pill {
    line-height: 16px;
    font-size: 11.5px;
  }
  .more {
    display: flex;
    margin: 12px auto;
  }
  @container staff-app (inline-size < 900px) {
    .inbox-choice {
      display: block;
    }
  }
`
