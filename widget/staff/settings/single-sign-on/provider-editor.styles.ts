import { css } from 'lit'

/** The form of one provider. */
export const editorStyles = css`
  :host {
    display: grid;
    gap: 28px;
  }
  form {
    display: grid;
    gap: 18px;
    min-inline-size: 0;
  }
  .end {
    align-items: center;
    padding-block-start: 4px;
  }
  cp-staff-confirm {
    position: absolute;
  }
  .remove {
    justify-self: start;
    color: var(--cp-danger);
  }
`
