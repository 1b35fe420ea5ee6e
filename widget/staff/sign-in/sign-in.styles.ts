import { css } from 'lit'

export const signInStyles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    gap: 20px;
    inline-size: min(380px, 100%);
    margin-inline: auto;
    padding: 28px;
    border: 1px solid var(--cp-border);
    border-radius: 14px;
    background: var(--staff-surface);
    box-shadow: 0 1px 3px rgb(0 0 0 / 6%);
  }
  dialog {
    inline-size: min(420px, calc(100vw - 32px));
  }
  h1 {
    font-size: 20px;
    line-height: 1.3;
  }
  form {
    display: grid;
    gap: 16px;
  }
  .command {
    display: block;
    margin-block-start: 6px;
    overflow-wrap: anywhere;
  }
  .input {
    min-block-size: 40px;
  }
  .button.primary {
    min-block-size: 40px;
  }
  .password {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
  }
  .password .link {
    min-block-size: 24px;
    font-size: 13px;
    text-decoration: none;
  }
  .password .link:hover {
    text-decoration: underline;
  }
  .banner .icon-part {
    align-self: start;
    margin-block-start: 3px;
  }
  .banner {
    flex-wrap: nowrap;
  }
  .other {
    justify-self: start;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .ways .link,
  .other {
    min-block-size: 24px;
  }
  .code {
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.12em;
  }
`
