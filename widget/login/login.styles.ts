import { css } from 'lit'

export const loginStyles = css`
  .login {
    display: grid;
    gap: calc(var(--space) * 4);
    max-inline-size: 24em;
    margin-inline: auto;
    padding-block: calc(var(--space) * 4);
  }
  .login h2 span {
    color: var(--muted);
    font-weight: 450;
  }
  .password {
    position: relative;
  }
  .password .input {
    padding-inline-end: calc(var(--space) * 18);
  }
  .password .reveal {
    position: absolute;
    inset-block: 1px;
    inset-inline-end: 1px;
    padding-inline: calc(var(--space) * 2.5);
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--muted);
    font-size: var(--size-small);
  }
  .password .reveal:hover {
    color: inherit;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1) calc(var(--space) * 5);
  }
  .ways .link {
    min-block-size: 28px;
  }
  .login p {
    overflow-wrap: anywhere;
  }
  .input.code {
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.12em;
  }
  .providers {
    display: grid;
    gap: calc(var(--space) * 2);
    padding-block-start: calc(var(--space) * 4);
    border-block-start: 1px solid var(--line);
  }
  .consent {
    white-space: pre-line;
  }
  .field > .tick {
    font-weight: 400;
  }
  .tick {
    display: flex;
    align-items: baseline;
    gap: calc(var(--space) * 2);
    padding-block: calc(var(--space) * 1);
  }
  .tick input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    translate: 0 0.2em;
    accent-color: var(--accent);
  }
  .page {
    display: grid;
    gap: calc(var(--space) * 5);
  }
  .page img:not([hidden]) {
    display: block;
  }
  .page img {
    inline-size: 100%;
    max-block-size: 22em;
    object-fit: cover;
    border-radius: var(--radius);
  }
  .with-image {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18em), 1fr));
    align-items: center;
    max-inline-size: 56em;
    margin-inline: auto;
  }
  .page-text p,
  .page-notice p {
    margin: 0;
    white-space: pre-line;
  }
  .page-text,
  .page-notice {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .page-notice {
    padding: calc(var(--space) * 3) calc(var(--space) * 4);
    border-inline-start: 4px solid var(--accent);
    border-radius: var(--radius);
    background: color-mix(in srgb, currentcolor 6%, transparent);
  }
  .page-links {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1) calc(var(--space) * 5);
    max-inline-size: 24em;
    margin-inline: auto;
  }
  .signed-in {
    min-block-size: 34px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--space) * 2);
  }
`
