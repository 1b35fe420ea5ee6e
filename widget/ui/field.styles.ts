import { css } from 'lit'

/** Labels, inputs, help and error lines: one column, label above, everything about a field close to it. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: calc(var(--space) * 1);
  }
  .field > label,
  .field > .label {
    font-weight: 550;
  }
  .field .optional {
    color: var(--muted);
    font-weight: 400;
  }
  .input {
    inline-size: 100%;
    min-block-size: 38px;
    margin: 0;
    padding: calc(var(--space) * 1.5) calc(var(--space) * 2.5);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--cp-surface-raised, transparent);
    color: inherit;
    font: inherit;
    line-height: 1.4;
    appearance: none;
    transition: border-color 120ms;
  }
  select.input {
    padding-inline-end: calc(var(--space) * 8);
    cursor: pointer;
  }
  select.input option {
    background: Canvas;
    color: CanvasText;
  }
  .select {
    position: relative;
    display: grid;
    align-items: center;
  }
  .select::after {
    content: '';
    position: absolute;
    inset-inline-end: calc(var(--space) * 3.5);
    inline-size: 6px;
    block-size: 6px;
    margin-block-end: 4px;
    border: solid currentcolor;
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    pointer-events: none;
  }
  .input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .input:focus-visible {
    border-color: var(--focus);
    border-radius: var(--radius);
    outline: 2px solid var(--focus);
    outline-offset: 0;
  }
  .input[aria-invalid='true'] {
    border-color: var(--danger);
  }
  .help {
    color: var(--muted);
    font-size: var(--size-small);
  }
  .field-error {
    display: flex;
    gap: calc(var(--space) * 1.5);
    align-items: baseline;
    color: var(--danger);
    font-size: var(--size-small);
  }
  .field-error svg {
    translate: 0 0.15em;
  }
  @media (pointer: coarse) {
    .input {
      min-block-size: 44px;
      font-size: max(16px, 1em);
    }
  }
`
