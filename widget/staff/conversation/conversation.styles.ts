import { css } from 'lit'

export const conversationStyles = css`
  :host {
    --muted: var(--cp-muted);
    --line: var(--cp-border);
    --space: 4px;
    --size-small: 13px;
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
    block-size: 100%;
    container: staff-conversation / inline-size;
    background: var(--staff-surface);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    flex: none;
    min-block-size: 53px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--cp-border);
  }
  .title {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h2 {
    min-inline-size: 0;
    font-size: 15px;
    line-height: 1.3;
    text-align: match-parent;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .number {
    color: var(--cp-muted);
    font-variant-numeric: tabular-nums;
  }
  .hidden-mark {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--cp-warning);
    font-size: 12.5px;
    white-space: nowrap;
  }
  .acts {
    display: flex;
    gap: 6px;
  }
  .action-error {
    margin: 8px 16px 0;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 256px;
    flex: 1;
    min-block-size: 0;
  }
  .talk {
    position: relative;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .scroll {
    grid-area: 1 / 1;
    display: grid;
    align-content: start;
    gap: 12px;
    min-block-size: 0;
    padding: 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .scroll:focus-visible {
    outline-offset: -3px;
  }
  .older {
    justify-self: center;
  }
  .nothing {
    padding-block: 24px;
    text-align: center;
  }
  .to-new {
    grid-area: 1 / 1;
    align-self: end;
    justify-self: center;
    margin-block-end: 10px;
    border-radius: 999px;
    box-shadow: var(--staff-shadow);
  }
  .side {
    min-block-size: 0;
    border-inline-start: 1px solid var(--cp-border);
    overflow: auto;
  }
  .side-head,
  .panel-toggle {
    display: none;
  }
  .skeleton {
    display: grid;
    align-content: start;
    gap: 12px;
    flex: 1;
    padding: 16px;
    overflow: hidden;
  }
  .skeleton .message {
    display: grid;
    gap: 10px;
  }
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 4;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    border: 2px dashed var(--cp-accent);
    border-radius: 12px;
    background: color-mix(in oklch, var(--staff-surface) 88%, var(--cp-accent));
    font-size: 16px;
    font-weight: 600;
    pointer-events: none;
  }
  @container staff-conversation (inline-size < 700px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .panel-toggle {
      display: inline-flex;
    }
    .side {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 3;
      display: none;
      inline-size: min(300px, 88%);
      background: var(--staff-surface);
      box-shadow: var(--staff-shadow);
    }
    .side.open {
      display: block;
    }
    .side-head {
      display: flex;
      justify-content: flex-end;
      padding: 8px 8px 0;
    }
  }
  @container staff-conversation (inline-size < 460px) {
    .bar {
      gap: 8px;
      padding-inline: 8px;
    }
    .title {
      flex-wrap: wrap;
      gap: 0 8px;
    }
    h2 {
      inline-size: 100%;
    }
    .acts .button:not(.icon) span {
      display: none;
    }
    .scroll {
      padding: 12px 8px;
    }
    .message.inbound {
      margin-inline-end: 12px;
    }
    .message.outbound,
    .message.internal {
      margin-inline-start: 12px;
    }
  }
`
