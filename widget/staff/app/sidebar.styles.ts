import { css } from 'lit'

export const sidebarStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 12px;
    min-block-size: 0;
    padding: 12px 10px;
    overflow: auto;
  }
  .account,
  .person {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
    padding-inline: 6px;
  }
  .account {
    font-weight: 650;
  }
  .account .avatar {
    inline-size: 26px;
    block-size: 26px;
    border-radius: 7px;
    background: var(--cp-accent);
    color: var(--cp-on-accent);
    font-size: 11px;
  }
  .account-name,
  .person-name,
  .inbox-name {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  nav {
    flex: 1;
  }
  .pages {
    display: grid;
    gap: 2px;
  }
  .page,
  .inboxes a {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 32px;
    padding-inline: 8px;
    border-radius: 7px;
    color: inherit;
    text-decoration: none;
  }
  .page {
    font-weight: 500;
  }
  .page .icon-part {
    color: var(--cp-muted);
  }
  .page:hover,
  .inboxes a:hover {
    background: var(--staff-hover);
  }
  .page[aria-current] {
    font-weight: 600;
    background: var(--staff-selected);
  }
  .page[aria-current] .icon-part {
    color: var(--cp-accent);
  }
  .inboxes {
    display: grid;
    gap: 1px;
    margin-block: 2px 8px;
    padding-inline-start: 26px;
  }
  .inboxes a {
    justify-content: space-between;
    min-block-size: 28px;
    color: var(--cp-muted);
  }
  .inboxes a[aria-current] {
    background: var(--staff-hover);
    color: var(--cp-text);
    font-weight: 600;
  }
  .counts {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .counts b {
    padding-inline: 6px;
    border-radius: 999px;
    background: var(--cp-accent);
    color: var(--cp-on-accent);
    font-weight: 650;
    line-height: 18px;
  }
  .person {
    border-block-start: 1px solid var(--cp-border);
    padding-block-start: 10px;
    padding-inline: 0 6px;
  }
  .own {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
    min-block-size: 32px;
    padding-inline: 6px;
    border-radius: 7px;
    color: inherit;
    text-decoration: none;
  }
  .own:hover {
    background: var(--staff-hover);
  }
  .own[aria-current] {
    background: var(--staff-selected);
    font-weight: 600;
  }
  .person .avatar {
    inline-size: 26px;
    block-size: 26px;
    font-size: 11px;
  }
  .person-name {
    flex: 1;
  }
  @container staff-app (inline-size < 900px) {
    :host {
      flex-direction: row;
      align-items: center;
      padding: 6px 10px;
      border-block-end: 1px solid var(--cp-border);
      overflow: visible;
    }
    .account,
    .person {
      border: 0;
      padding: 0;
    }
    .account-name,
    .person-name,
    .inboxes {
      display: none;
    }
    nav {
      min-inline-size: 0;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .pages {
      display: flex;
    }
  }
  @container staff-app (inline-size < 560px) {
    :host {
      gap: 6px;
      padding-inline: 6px;
    }
    .account {
      display: none;
    }
    .pages {
      justify-content: space-around;
    }
    .page {
      flex-direction: column;
      gap: 1px;
      min-block-size: 44px;
      padding-block: 4px;
      font-size: 11px;
    }
  }
`
