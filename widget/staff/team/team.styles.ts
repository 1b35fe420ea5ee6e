import { css } from 'lit'

export const teamStyles = css`
  .column {
    display: grid;
    grid-template-columns: minmax(0, 860px);
    gap: 18px;
    padding: 20px;
  }
  .bones {
    padding: 0;
  }
  .people > li {
    display: grid;
    grid-template-columns: 32px minmax(0, 4fr) minmax(0, 5fr) auto;
    align-items: center;
    gap: 4px 14px;
    padding: 12px 18px;
    overflow-wrap: anywhere;
  }
  .people > li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .people .off .who,
  .people .off .avatar {
    opacity: 0.75;
  }
  .name {
    font-weight: 600;
  }
  .sides {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 6px;
  }
  .hint {
    padding: 0 18px 16px;
  }
  .pill.bad {
    color: var(--cp-danger);
  }
  .said {
    margin-block-start: 14px;
    background: var(--staff-success-soft);
  }
  .said .button {
    margin-inline-start: auto;
  }
  @container staff-settings (inline-size < 700px) {
    .column {
      padding: 12px;
    }
    .people > li {
      grid-template-columns: 32px minmax(0, 1fr);
      padding: 12px;
    }
    .people .what,
    .people > li > .button,
    .people .sides {
      grid-column: 2;
      justify-self: start;
    }
    .people .sides {
      justify-content: flex-start;
    }
  }
`
