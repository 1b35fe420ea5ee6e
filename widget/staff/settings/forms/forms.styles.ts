import { css } from 'lit'

/** The page of forms: its lists. */
export const formsStyles = css`
  .column {
    display: grid;
    gap: 20px;
    max-inline-size: 960px;
    padding: 20px;
  }
  .column.editing {
    max-inline-size: 1500px;
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
  .row-words {
    flex: 1 1 260px;
    display: grid;
    gap: 2px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .row-words b {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .rows .problem,
  .rows .lacks {
    flex-basis: 100%;
  }
  .lacks {
    display: flex;
    gap: 6px;
    color: var(--cp-warning);
    font-size: 13px;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .section-head .help {
    flex-basis: 100%;
  }
  .section-foot {
    padding: 14px 18px;
    border-block-start: 1px solid var(--cp-border);
  }
  .undo {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px 14px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  .empty {
    padding: 14px 18px;
    color: var(--cp-muted);
  }
  @media (max-width: 600px) {
    .column {
      padding: 12px;
    }
  }
`

/** The settings of a field, beside the form. */
export const fieldSettingsStyles = css`
  :host {
    display: grid;
    gap: 18px;
  }
  .tag {
    padding: 1px 6px;
    border-radius: 5px;
    background: var(--staff-sunken);
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 500;
  }
  .condition {
    display: grid;
    gap: 12px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .start {
    justify-self: start;
  }
  #help-help:empty,
  #condition-help:empty {
    display: none;
  }
`

/** The builder: properties, the form, the settings of what is chosen, the preview. */
export const builderStyles = css`
  :host {
    display: block;
    container: staff-builder / inline-size;
  }
  .editor-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-end: 16px;
  }
  .editor-head h2 {
    flex: 1 1 160px;
    font-size: 17px;
    overflow-wrap: anywhere;
  }
  .toggles {
    display: flex;
    gap: 4px;
  }
  .toggles button[aria-pressed='true'] {
    border-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(200px, 260px) minmax(260px, 1fr) minmax(280px, 380px);
    align-items: start;
    gap: 16px;
    margin-block-end: 16px;
  }
  .general {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    align-items: start;
    gap: 18px;
    padding: 18px;
  }
  .part {
    display: grid;
    gap: 12px;
    padding: 14px 16px;
  }
  .settings-part {
    position: sticky;
    inset-block-start: 72px;
    scroll-margin-block: 72px 80px;
  }
  .part-head {
    display: grid;
    gap: 2px;
  }
  section.general-part,
  section.preview-part {
    margin-block-end: 16px;
  }
  .choices {
    display: grid;
    gap: 4px;
  }
  .property {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: 36px;
  }
  .property > span {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .small {
    font-size: 12.5px;
  }
  .fields {
    display: grid;
    gap: 6px;
  }
  .item {
    display: grid;
    grid-template-columns: 26px minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-surface);
  }
  .item.chosen {
    border-color: var(--cp-accent);
    background: var(--staff-selected);
  }
  .item.dragged {
    box-shadow: var(--staff-shadow);
  }
  .item.wrong {
    border-color: var(--cp-danger);
  }
  .handle {
    align-self: stretch;
    min-block-size: 40px;
    background: radial-gradient(circle, var(--cp-muted) 1.4px, transparent 1.9px) calc(50% + 3.5px) 50% / 7px 7px;
    mask: linear-gradient(#000 0 0) center / 14px 21px no-repeat;
    cursor: grab;
    touch-action: none;
  }
  .item .choose {
    display: grid;
    gap: 1px;
    min-inline-size: 0;
    padding: 8px 4px;
    border: 0;
    background: none;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .item .choose b {
    font-weight: 600;
  }
  .item .problem {
    grid-column: 2 / -1;
    padding-block-end: 8px;
  }
  .moves {
    display: flex;
    padding-inline-end: 4px;
  }
  .adds {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .room {
    overflow: auto;
    padding: 20px;
    border-radius: 0 0 12px 12px;
    background: var(--staff-sunken);
  }
  .paper {
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 24px;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-surface);
  }
  .paper.phone {
    inline-size: min(360px, 100%);
    padding: 16px;
  }
  .preview-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .conflict {
    display: grid;
    gap: 6px;
    justify-items: start;
    margin-block-end: 16px;
    padding: 12px 14px;
    border: 1px solid var(--cp-warning);
    border-radius: 9px;
  }
  @container staff-builder (inline-size < 980px) {
    .parts {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .settings-part {
      grid-row: 1 / 3;
      grid-column: 2;
    }
  }
  @container staff-builder (inline-size < 620px) {
    .parts {
      grid-template-columns: minmax(0, 1fr);
    }
    .settings-part {
      position: static;
      grid-row: auto;
      grid-column: auto;
    }
    .room {
      padding: 10px;
    }
  }
`
