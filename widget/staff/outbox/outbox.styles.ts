import { css } from 'lit'

export const outboxStyles = css`
  :host {
    --muted: var(--cp-muted);
    --line: var(--cp-border);
    --space: 4px;
    --size-small: 13px;
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    container: staff-outbox / inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 12px 20px;
    border-block-end: 1px solid var(--cp-border);
  }
  h1 {
    font-size: 18px;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(240px, 360px) minmax(0, 1fr);
    flex: 1;
    min-block-size: 0;
  }
  .rows {
    border-inline-end: 1px solid var(--cp-border);
    overflow: auto;
  }
  .row {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding: 10px 14px;
    border: 0;
    border-block-end: 1px solid var(--cp-border);
    border-inline-start: 3px solid transparent;
    background: none;
    text-align: start;
    cursor: pointer;
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
    gap: 8px;
    justify-content: space-between;
    min-inline-size: 0;
  }
  .line b,
  .subject {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .at,
  .state-word {
    color: var(--cp-muted);
    font-size: 12.5px;
    white-space: nowrap;
  }
  .state-word.failed {
    color: var(--cp-danger);
    font-weight: 600;
  }
  .more {
    display: flex;
    margin: 12px auto;
  }
  article {
    display: grid;
    align-content: start;
    gap: 14px;
    padding: 20px 24px;
    overflow: auto;
    overflow-wrap: anywhere;
  }
  article .body {
    max-inline-size: 72ch;
  }
  h2 {
    font-size: 16px;
  }
  dl {
    display: grid;
    gap: 4px;
    padding-block-end: 14px;
    border-block-end: 1px solid var(--cp-border);
  }
  dl div {
    display: flex;
    gap: 10px;
  }
  dt {
    min-inline-size: 60px;
    color: var(--cp-muted);
  }
  .back {
    display: none;
    justify-self: start;
  }
  .bones div {
    display: grid;
    gap: 8px;
    padding: 14px 20px;
    border-block-end: 1px solid var(--cp-border);
  }
  @container staff-outbox (inline-size < 640px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
    .back {
      display: inline-flex;
    }
    .state.none,
    .has-mail .rows {
      display: none;
    }
    .rows {
      border: 0;
    }
    article {
      padding: 12px;
    }
    header {
      padding-inline: 12px;
    }
  }
`
