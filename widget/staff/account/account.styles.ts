import { css } from 'lit'

/** A card of the account page, and what stands in it. */
export const accountStyles = css`
  :host {
    display: block;
  }
  section {
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-surface);
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 14px 18px;
    border-block-end: 1px solid var(--cp-border);
  }
  h2 {
    font-size: 15px;
  }
  h3 {
    font-size: 14px;
  }
  .body,
  form {
    display: grid;
    gap: 16px;
  }
  .body {
    padding: 18px;
  }
  .body > p,
  form > p {
    max-inline-size: 62ch;
  }
  .short {
    inline-size: min(340px, 100%);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .link {
    justify-self: start;
    min-block-size: 24px;
  }
  .done {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--cp-success);
    font-weight: 600;
  }
  .bones {
    display: grid;
    gap: 12px;
    padding: 18px;
  }
`
