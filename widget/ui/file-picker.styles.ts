import { css } from 'lit'

export const filePickerStyles = css`
  :host {
    container-type: normal;
  }
  .picker {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 1) calc(var(--space) * 3);
  }
  .help {
    flex: 1 1 12em;
    color: var(--muted);
    font-size: var(--size-small);
  }
  .roomy .add {
    padding: calc(var(--space) * 3);
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
  }
  .files {
    display: grid;
    gap: calc(var(--space) * 1.5);
  }
  .file {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 0 calc(var(--space) * 2);
    padding: calc(var(--space) * 1) calc(var(--space) * 1) calc(var(--space) * 1) calc(var(--space) * 2.5);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font-size: var(--size-small);
  }
  .file.bad {
    border-color: var(--danger);
  }
  .file > svg {
    color: var(--muted);
  }
  .file.bad > svg,
  .file.bad .state {
    color: var(--danger);
  }
  .file.done > svg {
    color: var(--success);
  }
  .name {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--space) * 2);
    min-inline-size: 0;
  }
  .name bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .state {
    color: var(--muted);
  }
  progress {
    grid-column: 2;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    border-radius: 2px;
    background: var(--line);
    appearance: none;
  }
  progress::-webkit-progress-bar {
    border-radius: 2px;
    background: var(--line);
  }
  progress::-webkit-progress-value {
    border-radius: 2px;
    background: var(--accent);
    transition: inline-size 150ms;
  }
  progress::-moz-progress-bar {
    border-radius: 2px;
    background: var(--accent);
  }
`
