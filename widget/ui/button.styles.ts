import { css } from 'lit'

/** Buttons: `.button` quiet, `.button.primary` for the one main act, `.link` for acts within text, `.icon-button` for a sign alone. */
export const buttonStyles = css`
  button {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
    text-align: inherit;
    cursor: pointer;
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--space) * 1.5);
    min-block-size: 34px;
    padding: calc(var(--space) * 1) calc(var(--space) * 3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font-weight: 550;
    line-height: 1.3;
    text-decoration: none;
    transition: background-color 120ms;
  }
  .button:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover:not(:disabled, [aria-disabled='true']) {
    /* Away from the colour of its words. */
    background: color-mix(in oklab, var(--accent) 86%, color(from var(--on-accent) srgb calc(1 - r) calc(1 - g) calc(1 - b)));
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.6;
  }
  .button:focus-visible {
    border-radius: var(--radius);
  }
  .link {
    display: inline;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent-text);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--muted);
  }
  .icon-button:hover {
    background: var(--hover);
    color: inherit;
  }
  @media (pointer: coarse) {
    .button {
      min-block-size: 44px;
    }
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
`
