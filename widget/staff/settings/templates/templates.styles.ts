import { css } from 'lit'

export const templatesStyles = css`
  .column {
    display: grid;
    gap: 20px;
    max-inline-size: 960px;
    padding: 20px;
  }
  .column.editing {
    max-inline-size: none;
  }
  .rows {
    display: grid;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 18px;
  }
  .row + .row {
    border-block-start: 1px solid var(--cp-border);
  }
  .row h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    font-size: 14px;
  }
  .row .actions {
    display: flex;
    gap: 6px;
  }
  .row select {
    inline-size: 190px;
  }
  .editor-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .editor-head h2 {
    flex: 1;
    font-size: 17px;
  }
  .editor {
    display: grid;
    grid-template-columns: minmax(280px, 440px) minmax(0, 1fr);
    align-items: start;
    gap: 24px;
  }
  .editor.only-look {
    grid-template-columns: minmax(0, 1fr);
  }
  .fields {
    display: grid;
    gap: 18px;
    min-inline-size: 0;
  }
  .languages,
  .widths {
    display: flex;
    gap: 4px;
  }
  .languages button[aria-pressed='true'],
  .widths button[aria-pressed='true'] {
    border-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  textarea.input {
    min-block-size: 120px;
    padding-block: 8px;
    line-height: 1.5;
    resize: vertical;
  }
  textarea.input.low {
    min-block-size: 76px;
  }
  .link-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.4fr) auto;
    align-items: start;
    gap: 6px;
    margin-block-end: 8px;
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: 13px;
  }
  .fixed {
    padding: 8px 12px;
    border-radius: 7px;
    background: var(--staff-sunken);
    color: var(--cp-muted);
    font-size: 13px;
  }
  .look {
    position: sticky;
    inset-block-start: 76px;
    display: grid;
    gap: 10px;
    min-inline-size: 0;
  }
  .look-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .look-head h3 {
    font-size: 14px;
  }
  .look-subject {
    overflow-wrap: anywhere;
  }
  .frame-room {
    block-size: min(640px, 70vh);
    overflow: hidden;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: #fff;
  }
  .frame-room.phone {
    inline-size: min(360px, 100%);
    margin-inline: auto;
  }
  .look[aria-busy='true'] iframe {
    opacity: 0.6;
  }
  iframe {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
  }
  .conflict {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 12px 14px;
    border: 1px solid var(--cp-warning);
    border-radius: 9px;
  }
  .conflict p {
    flex: 1 1 240px;
  }
  @media (prefers-reduced-motion: no-preference) {
    iframe {
      transition: opacity 0.15s;
    }
  }
  @container staff-settings (inline-size < 860px) {
    .column {
      padding: 12px;
    }
    .editor {
      grid-template-columns: minmax(0, 1fr);
    }
    .look {
      position: static;
    }
    .row {
      grid-template-columns: minmax(0, 1fr);
    }
    .link-row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .link-row > :nth-child(2) {
      grid-row: 2;
    }
  }
`
