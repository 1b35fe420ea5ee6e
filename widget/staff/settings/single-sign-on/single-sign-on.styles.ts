import { css } from 'lit'

/** What the parts of the page share. */
export const singleSignOnStyles = css`
  :host {
    display: block;
  }
  h3 {
    font-size: 14px;
  }
  .box,
  .tool {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
  }
  .box {
    padding: 14px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    gap: 12px;
  }
  .pair .label {
    font-weight: 500;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .line .input {
    flex: 1 1 240px;
    inline-size: auto;
  }
  .actions,
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .input.short {
    inline-size: min(360px, 100%);
  }
  .mono,
  code {
    font:
      13px/1.5 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    overflow-wrap: anywhere;
  }
  .rows {
    display: grid;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  .rows:empty {
    display: none;
  }
  .rows li {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 10px 8px 10px 14px;
  }
  .rows li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .grow {
    display: grid;
    gap: 4px;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .add {
    justify-self: start;
  }
  .none {
    padding: 8px 12px;
    border-radius: 7px;
    background: var(--staff-sunken);
    color: var(--cp-muted);
  }
  .good {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--cp-success);
    font-weight: 550;
  }
  p:empty {
    display: none;
  }
`
