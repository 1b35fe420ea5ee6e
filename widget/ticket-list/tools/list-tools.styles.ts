import { css } from 'lit'

/** Chips of conditions, and the panel that the buttons open. */
export const listToolStyles = css`
  .condition {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    border: 1px solid color-mix(in oklab, var(--accent-text) 45%, transparent);
    border-radius: 99px;
    background: color-mix(in oklab, var(--accent) 10%, transparent);
    color: var(--accent-text);
    font-weight: 500;
  }
  .condition-words {
    min-block-size: 30px;
    padding: 0;
    padding-inline-start: calc(var(--space) * 3);
    border: 0;
    background: none;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }
  .condition .icon-button {
    border-radius: 99px;
    color: inherit;
  }
  .sentence {
    margin-block-end: calc(var(--space) * 3);
  }
  .panel {
    position: absolute;
    inset: auto;
    inline-size: max-content;
    min-inline-size: 220px;
    max-inline-size: min(340px, 100vi - 16px);
    max-block-size: min(70vb, 480px);
    margin: 0;
    padding: calc(var(--space) * 3);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--cp-surface-popover, Canvas);
    color: CanvasText;
    box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
    overscroll-behavior: contain;
  }
  .panel-title {
    margin-block-end: calc(var(--space) * 2);
    padding: 0;
    font-weight: 600;
  }
  .menu-item {
    display: block;
    inline-size: 100%;
    min-block-size: 34px;
    padding: calc(var(--space) * 1) calc(var(--space) * 2);
    border: 0;
    border-radius: 6px;
    background: none;
  }
  .menu-item bdi::first-letter,
  .menu-item bdi {
    display: inline-block;
  }
  .menu-item bdi::first-letter {
    text-transform: uppercase;
  }
  .menu-item:hover {
    background: var(--hover);
  }
  .editor {
    display: grid;
    gap: calc(var(--space) * 3);
  }
  .editor .panel-title {
    margin: 0;
  }
  .editor-acts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 2);
  }
  .ends {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: calc(var(--space) * 2);
  }
  .checks {
    display: grid;
    max-block-size: 320px;
    margin: 0;
    padding: 0;
    overflow: auto;
    border: 0;
  }
  .check {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 2);
    min-block-size: 32px;
    cursor: pointer;
  }
  .check input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 2px;
    accent-color: var(--accent);
  }
  .panel-end {
    display: grid;
    justify-items: start;
    gap: calc(var(--space) * 1);
    margin-block-start: calc(var(--space) * 2);
    padding-block-start: calc(var(--space) * 3);
    border-block-start: 1px solid var(--line);
  }
  @media (pointer: coarse) {
    .check,
    .menu-item {
      min-block-size: 44px;
    }
  }
`
