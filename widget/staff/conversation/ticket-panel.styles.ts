import { css } from 'lit'

export const ticketPanelStyles = css`
  :host {
    display: block;
    overflow-wrap: anywhere;
  }
  section {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  section + section {
    border-block-start: 1px solid var(--cp-border);
  }
  h3 {
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 650;
  }
  .person {
    display: flex;
    gap: 10px;
    align-items: center;
  }
  .person-lines {
    display: grid;
    min-inline-size: 0;
  }
  .address {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px;
    font-size: 13px;
  }
  .button.small {
    min-block-size: 28px;
    min-inline-size: 28px;
  }
  .small-label {
    color: var(--cp-muted);
    font-size: 13px;
  }
  dl {
    display: grid;
    gap: 7px;
    font-size: 13px;
  }
  dl div {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    gap: 8px;
  }
  dt {
    color: var(--cp-muted);
  }
  .switch {
    --switch: 20px;
    font-weight: 500;
  }
  .help {
    font-size: 12.5px;
  }
  .ticket-link {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    justify-self: start;
    font-size: 13px;
  }
`
