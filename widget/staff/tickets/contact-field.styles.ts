import { css } from 'lit'

export const contactFieldStyles = css`
  :host {
    display: block;
    container: staff-contact-field / inline-size;
  }
  .combo {
    position: relative;
  }
  ul[role='listbox'] {
    margin-block-start: 4px;
    padding: 4px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-raised);
    max-block-size: 240px;
    overflow: auto;
  }
  li,
  .chosen {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 8px;
    border-radius: 7px;
  }
  li {
    cursor: pointer;
  }
  li:hover,
  li[aria-selected='true'] {
    background: var(--staff-selected);
  }
  .chosen {
    border: 1px solid var(--cp-border);
    background: var(--staff-sunken);
  }
  .lines {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    line-height: 1.35;
  }
  .lines .muted {
    font-size: 13px;
  }
  @container staff-contact-field (inline-size < 300px) {
    .avatar {
      display: none;
    }
    .chosen {
      flex-wrap: wrap;
    }
    .chosen .lines {
      flex-basis: 100%;
    }
  }
  .none {
    margin-block-start: 4px;
    padding: 8px;
    border-radius: 7px;
    background: var(--staff-sunken);
    color: var(--cp-muted);
  }
`
