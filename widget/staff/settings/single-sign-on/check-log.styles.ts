import { css } from 'lit'

/** The log of a test sign-in. */
export const checkLogStyles = css`
  .log {
    display: grid;
    gap: 12px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  h4 {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0;
    font-size: 14px;
  }
  .verdict {
    display: grid;
    gap: 6px;
    padding: 12px 14px;
    border-radius: 9px;
    color: var(--cp-text);
    font-weight: 400;
  }
  .verdict.good {
    background: var(--staff-success-soft);
  }
  .verdict.good h4 {
    color: var(--cp-success);
  }
  .verdict.bad {
    background: var(--staff-danger-soft);
  }
  .verdict.bad h4 {
    color: var(--cp-danger);
  }
  .steps {
    display: grid;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  .steps li {
    display: flex;
    gap: 10px;
    padding: 8px 14px;
  }
  .steps li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .steps li > div {
    min-inline-size: 0;
  }
  .mark {
    flex: none;
    padding-block-start: 3px;
    color: var(--cp-muted);
  }
  .passed .mark {
    color: var(--cp-success);
  }
  .failed .mark {
    color: var(--cp-danger);
  }
  .failed {
    font-weight: 600;
  }
  dl {
    display: grid;
    gap: 4px;
    font-weight: 400;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
  }
  dt {
    min-inline-size: 84px;
    color: var(--cp-muted);
  }
  .person dt {
    min-inline-size: 180px;
  }
  dd {
    flex: 1 1 200px;
    min-inline-size: 0;
  }
  .scroll {
    overflow-x: auto;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 13px;
  }
  th,
  td {
    padding: 8px 12px;
    text-align: start;
    vertical-align: top;
    font-weight: 400;
    min-inline-size: 90px;
  }
  thead th {
    color: var(--cp-muted);
    font-weight: 600;
  }
  tbody tr {
    border-block-start: 1px solid var(--cp-border);
  }
`
