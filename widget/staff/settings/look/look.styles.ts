import { css } from 'lit'

/** The page of brand and look: what is chosen on one side, what comes of it on the other. */
export const lookStyles = css`
  :host {
    container: staff-look / inline-size;
  }
  .look-body {
    display: grid;
    grid-template-columns: minmax(300px, 5fr) minmax(0, 7fr);
    align-items: start;
    gap: 24px;
    padding: 20px;
  }
  .chosen-side,
  .preview-side {
    display: grid;
    gap: 16px;
    min-inline-size: 0;
  }
  .preview-side {
    position: sticky;
    inset-block-start: 72px;
    max-block-size: calc(100dvh - 100px);
    overflow: auto;
  }
  .sides {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px;
    padding: 4px;
    border-radius: 10px;
    background: var(--staff-sunken);
  }
  .sides button {
    min-block-size: 36px;
    padding: 4px 10px;
    border: 0;
    border-radius: 7px;
    background: none;
    font-weight: 550;
    cursor: pointer;
  }
  .sides button:hover {
    background: var(--staff-hover);
  }
  .sides button[aria-pressed='true'] {
    background: var(--staff-raised);
    box-shadow: 0 1px 3px rgb(0 0 0 / 14%);
  }
  .dot {
    display: inline-block;
    inline-size: 7px;
    block-size: 7px;
    margin-inline-start: 4px;
    border-radius: 50%;
    background: var(--cp-accent);
    vertical-align: middle;
  }
  .field-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .own {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
    color: var(--cp-muted);
    font-size: 13px;
    cursor: pointer;
  }
  .own input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--cp-accent);
  }
  .inherited {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 34px;
    overflow-wrap: anywhere;
  }
  .swatch {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    border: 1px solid var(--cp-border);
    border-radius: 5px;
  }
  .color,
  .pixels {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 34px;
  }
  input[type='color'] {
    inline-size: 40px;
    block-size: 34px;
    padding: 2px;
    border: 1px solid var(--staff-border-strong);
    border-radius: 7px;
    background: var(--staff-surface);
    cursor: pointer;
  }
  .color .input {
    inline-size: 120px;
  }
  .pixels input {
    flex: 1;
    min-inline-size: 0;
    accent-color: var(--cp-accent);
  }
  .pixels output {
    min-inline-size: 48px;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .contrast {
    display: grid;
    gap: 10px;
    padding: 10px 12px;
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .contrast p {
    display: flex;
    gap: 6px;
  }
  .contrast .icon-part {
    margin-block-start: 2px;
  }
  .good {
    color: var(--cp-success);
  }
  .finding {
    display: grid;
    justify-items: start;
    gap: 6px;
  }
  .finding .icon-part {
    color: var(--cp-warning);
  }
  @container staff-look (inline-size < 760px) {
    .look-body {
      grid-template-columns: minmax(0, 1fr);
      padding: 12px;
    }
    .preview-side {
      position: static;
      order: -1;
      max-block-size: none;
    }
  }
  @media (pointer: coarse) {
    .own {
      min-block-size: 44px;
    }
  }
`
