import { css } from 'lit'

/** `<label class="switch"><input type="checkbox" role="switch" /> words</label>`; `--switch` is its height. */
export const switchStyles = css`
  .switch {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 28px;
    justify-self: start;
    cursor: pointer;
  }
  .switch input {
    position: relative;
    flex: none;
    inline-size: calc(var(--switch, 22px) * 1.75);
    block-size: var(--switch, 22px);
    margin: 0;
    border-radius: 999px;
    background: var(--staff-border-strong);
    appearance: none;
    cursor: pointer;
    transition: background 120ms;
  }
  .switch input::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: calc(var(--switch, 22px) - 6px);
    block-size: calc(var(--switch, 22px) - 6px);
    border-radius: 50%;
    background: #fff;
    transition: inset-inline-start 120ms;
  }
  .switch input:checked {
    background: var(--cp-accent);
  }
  .switch input:checked::after {
    inset-inline-start: calc(var(--switch, 22px) * 0.75 + 3px);
    background: var(--cp-on-accent);
  }
  .switch input[aria-disabled='true'] {
    opacity: 0.5;
  }
`
