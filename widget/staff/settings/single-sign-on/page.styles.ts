import { css } from 'lit'

/** The page itself. */
export const pageStyles = css`
  .column {
    display: grid;
    gap: 20px;
    max-inline-size: 800px;
    padding: 20px;
  }
  .providers li {
    display: grid;
    gap: 18px;
    padding: 10px 14px;
  }
  .providers li.is-open {
    padding-block-end: 18px;
  }
  .provider {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .kinds {
    display: grid;
    gap: 8px;
  }
  .kind {
    display: grid;
    gap: 2px;
    padding: 12px 14px;
    border: 1px solid var(--cp-border);
    border-radius: 9px;
    background: var(--staff-raised);
    text-align: start;
    cursor: pointer;
  }
  .kind:hover {
    background: var(--staff-hover);
  }
  @container staff-settings (inline-size < 760px) {
    .column {
      padding: 12px;
    }
    .section-head,
    .controls {
      padding: 14px 12px;
    }
    .providers li {
      padding-inline: 10px;
    }
  }
`
