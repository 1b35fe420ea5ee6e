import { css } from 'lit'

/** The page of menus and its editor. */
export const menuStyles = css`
  :host {
    display: block;
    container: staff-settings staff-menu / inline-size;
  }
  .column {
    display: grid;
    gap: 20px;
    max-inline-size: 960px;
    padding: 20px;
  }
  .rows li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 18px;
  }
  .rows li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .rows .row-words {
    flex: 1 1 240px;
    display: grid;
    gap: 2px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .rows .acts {
    display: flex;
    gap: 6px;
  }
  .rows .problem {
    flex-basis: 100%;
  }
  .section-foot {
    padding: 14px 18px;
    border-block-start: 1px solid var(--cp-border);
  }
  /* There before anything is saved: nothing moves when the word comes. */
  .saved-word {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 22px;
    color: var(--cp-success);
  }
  .choose {
    inline-size: min(360px, 100%);
  }
  form {
    display: grid;
    gap: 22px;
    min-inline-size: 0;
  }
  fieldset {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 6px;
  }
  .editor-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-end: 20px;
  }
  .editor-head h2 {
    font-size: 17px;
    overflow-wrap: anywhere;
  }
  .items {
    display: grid;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
  }
  .items:empty {
    display: none;
  }
  .item {
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr) auto;
    gap: 4px;
    padding: 12px 8px 14px 4px;
  }
  .item + .item {
    border-block-start: 1px solid var(--cp-border);
  }
  .item.dragged {
    background: var(--staff-selected);
  }
  .handle {
    align-self: stretch;
    min-block-size: 32px;
    background: radial-gradient(circle, var(--cp-muted) 1.4px, transparent 1.9px) center 4px / 7px 7px repeat-y;
    background-position: center top;
    background-size: 7px 7px;
    mask: linear-gradient(#000 0 0) center 6px / 14px 21px no-repeat;
    cursor: grab;
    touch-action: none;
  }
  .dragged .handle {
    cursor: grabbing;
  }
  .item-fields {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
  }
  .kind {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    min-block-size: 32px;
    align-items: center;
  }
  .words {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px;
  }
  .sub-label {
    color: var(--cp-muted);
    font-size: 13px;
  }
  .item-acts {
    display: flex;
    align-self: start;
  }
  .add-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .save-bar {
    position: sticky;
    inset-block-end: 12px;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 14px;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-raised);
    box-shadow: var(--staff-shadow);
  }
  .save-words {
    flex: 1 1 160px;
    min-inline-size: 0;
  }
  .conflict {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-block-end: 20px;
    padding: 12px 14px;
    border: 1px solid var(--cp-warning);
    border-radius: 9px;
  }
  .conflict p {
    flex: 1 1 240px;
    overflow-wrap: anywhere;
  }
  @container staff-menu (inline-size < 620px) {
    .column {
      padding: 12px;
    }
    .words {
      grid-template-columns: minmax(0, 1fr);
    }
    .item {
      grid-template-columns: 24px minmax(0, 1fr);
    }
    .item-acts {
      grid-column: 2;
      justify-content: end;
    }
  }
`
