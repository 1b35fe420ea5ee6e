import { css } from 'lit'

/** The column of sections. */
export const settingsColumnStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    container: staff-column / inline-size;
  }
  .settings-nav {
    display: grid;
    align-content: start;
    padding: 14px 10px 24px;
  }
  #find {
    margin-block-end: 12px;
  }
  .count {
    padding-inline: 10px;
    color: var(--cp-muted);
    font-size: 13px;
  }
  .found button {
    display: grid;
    inline-size: 100%;
    padding: 7px 10px;
    border: 0;
    border-radius: 7px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .found button:hover {
    background: var(--staff-hover);
  }
  .found b {
    font-weight: 550;
  }
  .found span {
    color: var(--cp-muted);
    font-size: 13px;
  }
  h2 {
    margin-block-start: 14px;
    padding: 4px 10px;
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 600;
  }
  h2:first-child {
    margin-block-start: 0;
  }
  ul {
    display: grid;
    gap: 1px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  a {
    display: flex;
    align-items: center;
    min-block-size: 32px;
    padding-inline: 10px;
    border-radius: 7px;
    color: var(--cp-text);
    text-decoration: none;
  }
  a:hover {
    background: var(--staff-hover);
  }
  a:focus-visible {
    outline-offset: -2px;
  }
  a[aria-current] {
    background: var(--staff-selected);
    font-weight: 600;
  }
  .drawer {
    display: none;
  }
  @container staff-column (inline-size > 260px) {
    .drawer {
      display: flex;
      justify-content: space-between;
      inline-size: calc(100% - 24px);
      min-block-size: 44px;
      margin: 10px 12px;
    }
    .settings-nav {
      display: none;
      max-block-size: 60dvh;
      padding: 0 12px 12px;
      border-block-end: 1px solid var(--cp-border);
      overflow: auto;
    }
    .settings-nav.open {
      display: grid;
    }
    a {
      min-block-size: 44px;
    }
  }
`
