import { css } from 'lit'

/** The editor of a property. */
export const propertyEditorStyles = css`
  :host {
    display: block;
    flex-basis: 100%;
  }
  form {
    display: grid;
    gap: 14px;
    padding: 14px;
    border-radius: 9px;
    background: var(--staff-sunken);
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  #add-option {
    justify-self: start;
  }
  .input:disabled {
    background: var(--staff-hover);
    color: var(--cp-muted);
  }
  .words,
  .option {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr));
    gap: 8px;
  }
  .option {
    align-items: end;
    padding-block: 8px;
  }
  .options > li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .option-foot {
    display: flex;
    grid-column: 1 / -1;
    align-items: center;
    gap: 2px;
    min-block-size: 34px;
  }
  .option-foot .help {
    margin-inline-end: auto;
  }
`
