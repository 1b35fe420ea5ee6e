import { css } from 'lit'

/** The controls of the sections. */
export const settingsControlStyles = css`
  .input.short {
    inline-size: min(280px, 100%);
  }
  .missing,
  .conflicts {
    display: grid;
    gap: 6px;
    padding: 12px 14px;
    border: 1px solid var(--cp-warning);
    border-radius: 9px;
  }
  .missing > p {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--cp-warning);
  }
  .missing ul {
    display: grid;
    gap: 4px;
    padding-inline-start: 22px;
    list-style: disc;
  }
  .conflicts {
    gap: 10px;
  }
  .conflicts ul {
    display: grid;
    gap: 10px;
  }
  .conflicts li {
    display: grid;
    gap: 6px;
    justify-items: start;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--cp-border);
  }
  .conflicts dl {
    display: grid;
    gap: 4px;
    overflow-wrap: anywhere;
  }
  .conflicts dl div {
    display: flex;
    gap: 8px;
  }
  .conflicts dt {
    min-inline-size: 72px;
    color: var(--cp-muted);
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
  .sub {
    padding-inline-start: 28px;
  }
  .origins {
    display: grid;
    gap: 8px;
  }
  .origin {
    display: flex;
    gap: 4px;
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
  .snippet {
    position: relative;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  pre {
    margin: 0;
    padding: 12px;
    padding-block-end: 52px;
    border-radius: 9px;
    font:
      13px/1.6 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .snippet .button {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
  }
  .sub.rule {
    padding-inline-start: 0;
    margin-block: 4px;
  }
  .sub.field {
    margin-block-end: 4px;
  }
  .input.days {
    inline-size: 110px;
  }
  .input.time {
    inline-size: 180px;
  }
  .with-unit {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .note {
    display: flex;
    gap: 8px;
    padding: 10px 12px;
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .note > svg {
    flex: none;
    margin-block-start: 2px;
  }
  .consent-words {
    display: grid;
    gap: 14px;
  }
  .consent-preview {
    display: grid;
    gap: 6px;
    margin: 0;
  }
  .consent-preview > div {
    display: grid;
    gap: 10px;
    padding: 14px;
    border: 1px dashed var(--staff-border-strong);
    border-radius: 9px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .tick {
    display: flex;
    gap: 10px;
  }
  .tick .box {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    border: 1px solid var(--staff-border-strong);
    border-radius: 4px;
  }
  .shown {
    display: grid;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  .shown li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
    padding: 4px 4px 4px 12px;
    overflow-wrap: anywhere;
  }
  .shown li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .shown li > span {
    flex: 1;
    min-inline-size: 0;
  }
  .shown .dragged {
    background: var(--staff-selected);
  }
  .shown .handle {
    flex: none;
    align-self: stretch;
    inline-size: 20px;
    margin-inline-start: -8px;
    background: radial-gradient(circle, var(--cp-muted) 1.4px, transparent 1.9px) center top / 7px 7px repeat-y;
    mask: linear-gradient(#000 0 0) center 6px / 14px 21px no-repeat;
    cursor: grab;
    touch-action: none;
  }
  .called {
    flex-basis: 100%;
    padding-inline-start: 12px;
    padding-block-end: 4px;
    font-size: 13px;
  }
  .called summary {
    inline-size: fit-content;
    color: var(--cp-accent);
    cursor: pointer;
  }
  .call-words {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
    gap: 10px;
    padding-block: 6px;
  }
  .shown .problem {
    flex-basis: 100%;
  }
`
