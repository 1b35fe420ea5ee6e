import { css } from 'lit'

export const ruleEditorStyles = css`
  :host {
    display: block;
    container: staff-rule / inline-size;
  }
  .rule {
    display: grid;
    gap: 8px;
  }
  .group {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 10px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .or,
  .and {
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 650;
    text-transform: uppercase;
    letter-spacing: 0.04em;
  }
  .or {
    padding-inline-start: 12px;
  }
  .condition {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 6px;
    align-items: start;
  }
  .and,
  .condition > .problem {
    grid-column: 1 / -1;
  }
  .parts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .input {
    inline-size: auto;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .property {
    flex: 0 1 190px;
  }
  .operator {
    flex: 0 1 160px;
  }
  .value {
    display: flex;
    flex: 1 1 180px;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }
  .value:empty {
    display: none;
  }
  .value .text {
    flex: 1 1 160px;
  }
  .value .number {
    inline-size: 110px;
  }
  .checklist {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 2px 14px;
    max-block-size: 168px;
    padding: 5px 10px;
    overflow-y: auto;
    border: 1px solid var(--staff-border-strong);
    border-radius: 7px;
    background: var(--staff-surface);
  }
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 24px;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .check input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--cp-accent);
  }
  .acts,
  .group-foot {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .group-foot .add {
    margin-inline-end: auto;
  }
  .gone {
    display: flex;
    grid-column: 1 / -1;
    gap: 6px;
    color: var(--cp-warning);
    font-size: 13px;
  }
  .gone svg {
    flex: none;
    margin-block-start: 2px;
  }
  .removed {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    color: var(--cp-muted);
  }
  .add,
  .add-group {
    justify-self: start;
  }
  .sentence {
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--cp-border);
    overflow-wrap: anywhere;
  }
  .matches {
    color: var(--cp-muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .stale {
    font-style: italic;
  }
  @container staff-rule (inline-size < 480px) {
    .property,
    .operator {
      flex: 1 1 100%;
    }
  }
  @media (pointer: coarse) {
    .check {
      min-block-size: 44px;
    }
  }
`
