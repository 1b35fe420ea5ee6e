import { css } from 'lit'

export const peopleStyles = css`
  :host {
    display: block;
    container: staff-people / inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 20px;
    border-block-end: 1px solid var(--cp-border);
  }
  h1 {
    flex: 1;
    font-size: 18px;
  }
  h2 {
    font-size: 15px;
  }
  .portals {
    inline-size: auto;
    max-inline-size: 260px;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 920px);
    gap: 24px;
    padding: 20px;
  }
  section {
    min-inline-size: 0;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
  }
  .section-head {
    padding: 14px 18px;
    border-block-end: 1px solid var(--cp-border);
  }
  .padded {
    padding: 18px;
  }
  @container staff-people (inline-size < 700px) {
    header {
      padding-inline: 12px;
    }
    .body {
      padding: 12px;
    }
  }
`

/** Rows of people, lists and companies. */
export const rowStyles = css`
  :host {
    display: grid;
    gap: 14px;
    padding: 18px;
    container: staff-rows / inline-size;
  }
  .rows {
    display: grid;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  .rows > li {
    display: grid;
    gap: 10px;
    padding: 8px 12px;
    overflow-wrap: anywhere;
  }
  .rows > li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    min-block-size: 36px;
  }
  .row > .words {
    flex: 1 1 150px;
    display: grid;
    min-inline-size: 0;
  }
  .row > .side {
    flex: 0 1 auto;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 16px;
  }
  .tools .field {
    flex: 1 1 240px;
    max-inline-size: 360px;
  }
  .block {
    display: grid;
    gap: 14px;
    padding: 14px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .block .rows {
    background: var(--staff-surface);
  }
  fieldset {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .choice {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    padding-block: 4px;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 2px 0;
    accent-color: var(--cp-accent);
  }
  .choice > span {
    display: grid;
  }
  .start {
    justify-self: start;
  }
  .tags {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .tag {
    padding: 1px 8px;
    border: 1px solid var(--cp-border);
    border-radius: 99px;
    color: var(--cp-muted);
  }
  .pill.bad {
    color: var(--cp-danger);
  }
  details > summary {
    inline-size: fit-content;
    min-block-size: 24px;
    cursor: pointer;
  }
  details[open] > summary {
    margin-block-end: 10px;
  }
  .state {
    padding-block: 20px;
  }
`
