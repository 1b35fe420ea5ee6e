import { css } from 'lit'

export const accountStyles = css`
  .account {
    display: grid;
    gap: calc(var(--space) * 9);
    max-inline-size: 44em;
  }
  .who {
    color: var(--muted);
  }
  section {
    display: grid;
    gap: calc(var(--space) * 3);
    justify-items: stretch;
  }
  h3 {
    font-size: calc(var(--size) * 1.1);
    font-weight: 650;
  }
  .rows {
    display: grid;
    border-block: 1px solid var(--line);
  }
  .rows > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2) calc(var(--space) * 4);
    padding-block: calc(var(--space) * 2.5);
  }
  .rows > li + li {
    border-block-start: 1px solid var(--line);
  }
  .rows > .receipt {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .grow {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .device {
    font-weight: 550;
  }
  .tag {
    margin-inline-start: calc(var(--space) * 1);
    padding: 1px calc(var(--space) * 2);
    border-radius: 999px;
    background: color-mix(in oklab, var(--success) 14%, transparent);
    color: var(--success);
    font-size: var(--size-small);
    font-weight: 600;
    white-space: nowrap;
  }
  form {
    display: grid;
    gap: calc(var(--space) * 4);
    max-inline-size: 26em;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2) calc(var(--space) * 3);
  }
  .ask {
    display: grid;
    gap: calc(var(--space) * 3);
    max-inline-size: none;
    padding: calc(var(--space) * 4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .ask .field {
    max-inline-size: 24em;
  }
  .ask-title {
    font-weight: 600;
  }
  .means {
    display: grid;
    gap: calc(var(--space) * 1.5);
    padding-inline-start: 1.2em;
    list-style: disc;
  }
  .button.danger {
    border-color: color-mix(in oklab, var(--danger) 50%, transparent);
    color: var(--danger);
  }
  .words {
    display: grid;
    gap: calc(var(--space) * 2);
    padding-inline-start: calc(var(--space) * 3);
    border-inline-start: 2px solid var(--line);
    color: var(--muted);
    white-space: pre-line;
  }
  summary {
    min-block-size: 24px;
    color: var(--accent-text);
    cursor: pointer;
  }
  details[open] summary {
    margin-block-end: calc(var(--space) * 2);
  }
  .done {
    color: var(--success);
    font-weight: 550;
  }
`
