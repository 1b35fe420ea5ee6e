import { css } from 'lit'

/** Reset, focus, buttons, inputs and the small parts that every staff element draws. */
export const controlStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--cp-accent);
    text-underline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--cp-focus);
    outline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 4px 12px;
    border: 1px solid var(--cp-border);
    border-radius: 7px;
    background: var(--staff-raised);
    color: var(--cp-text);
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background 120ms;
  }
  .button:hover {
    background: var(--staff-hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--cp-accent);
    color: var(--cp-on-accent);
  }
  .button.primary:hover {
    background: color-mix(in oklch, var(--cp-accent) 88%, var(--cp-text));
  }
  .button.danger {
    border-color: transparent;
    background: var(--cp-danger);
    color: light-dark(#fff, #2a0906);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover {
    background: var(--staff-hover);
  }
  .button.icon {
    padding: 4px;
    min-inline-size: 32px;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--cp-accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  .input {
    inline-size: 100%;
    min-block-size: 34px;
    padding: 6px 10px;
    border: 1px solid var(--staff-border-strong);
    border-radius: 7px;
    background: var(--staff-surface);
    color: var(--cp-text);
  }
  textarea.input {
    resize: vertical;
  }
  .input::placeholder {
    color: var(--cp-muted);
    opacity: 1;
  }
  .input[aria-invalid='true'] {
    border-color: var(--cp-danger);
  }
  .input:focus-visible {
    outline-offset: 0;
    border-color: var(--cp-focus);
  }
  .field {
    display: grid;
    gap: 4px;
  }
  .label {
    font-weight: 600;
  }
  .help,
  .muted {
    color: var(--cp-muted);
  }
  .help {
    font-size: 13px;
  }
  .problem {
    display: flex;
    gap: 6px;
    color: var(--cp-danger);
    font-size: 13px;
    font-weight: 550;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  kbd {
    display: inline-block;
    min-inline-size: 20px;
    padding: 0 5px;
    border: 1px solid var(--cp-border);
    border-block-end-width: 2px;
    border-radius: 5px;
    background: var(--staff-raised);
    font: 600 12px/18px var(--cp-font);
    text-align: center;
  }
  .icon-part {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
  .icon-part.points:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (pointer: coarse) {
    .button,
    .input {
      min-block-size: 44px;
    }
    .button.icon {
      min-inline-size: 44px;
    }
    .input {
      font-size: 16px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`
