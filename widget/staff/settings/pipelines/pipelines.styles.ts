import { css } from 'lit'

/** The page of pipelines and the editor of one. */
export const pipelinesStyles = css`
  :host {
    display: block;
    container: staff-pipelines / inline-size;
  }
  .column {
    display: grid;
    gap: 20px;
    max-inline-size: 860px;
    padding: 20px;
  }
  .rows li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    padding: 12px 14px 12px 6px;
  }
  .rows li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .dragged {
    background: var(--staff-selected);
  }
  .handle {
    flex: none;
    align-self: stretch;
    inline-size: 22px;
    min-block-size: 32px;
    background: radial-gradient(circle, var(--cp-muted) 1.4px, transparent 1.9px) center top / 7px 7px repeat-y;
    mask: linear-gradient(#000 0 0) center 6px / 14px 21px no-repeat;
    cursor: grab;
    touch-action: none;
  }
  .dragged .handle {
    cursor: grabbing;
  }
  .row-words {
    display: grid;
    flex: 1 1 240px;
    gap: 4px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .row-title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .way {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .acts {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .rows .problem,
  .rows .progress {
    flex-basis: 100%;
    padding-inline-start: 32px;
  }
  .section-foot {
    padding: 14px 18px;
    border-block-start: 1px solid var(--cp-border);
  }
  .editor-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .editor-head h2 {
    font-size: 17px;
    overflow-wrap: anywhere;
  }
  form {
    display: grid;
    gap: 20px;
    min-inline-size: 0;
  }
  .name {
    inline-size: min(360px, 100%);
  }
  .stages {
    display: grid;
  }
  .stage {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr) auto;
    gap: 4px 8px;
    align-items: start;
    padding: 14px 8px 16px 6px;
  }
  .stage + .stage {
    border-block-start: 1px solid var(--cp-border);
  }
  .stage.gone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    padding-inline: 36px 14px;
    background: var(--staff-sunken);
  }
  .gone p {
    flex: 1 1 220px;
    overflow-wrap: anywhere;
  }
  .stage-fields {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
  }
  .stage-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-block-size: 32px;
    overflow-wrap: anywhere;
  }
  .words {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px;
  }
  .words .field {
    align-content: start;
  }
  .sub-label {
    color: var(--cp-muted);
    font-size: 13px;
  }
  .state-choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .state-choice .input {
    inline-size: auto;
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
  .conflict > div {
    flex: 1 1 260px;
    overflow-wrap: anywhere;
  }
  .save-bar {
    min-block-size: 56px;
  }
  .dialog-body .input {
    inline-size: min(360px, 100%);
  }
  @container staff-pipelines (inline-size < 620px) {
    .column {
      padding: 12px;
    }
    .words {
      grid-template-columns: minmax(0, 1fr);
    }
    .stage {
      grid-template-columns: 22px minmax(0, 1fr);
    }
    .stage > .acts {
      grid-column: 2;
      justify-content: end;
    }
  }
`
