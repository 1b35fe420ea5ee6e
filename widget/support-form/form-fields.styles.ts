import { css } from 'lit'

/** What only forms have: boxes to tick, sections. */
export const formFieldsStyles = css`
  .box,
  .whom label {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 2);
    min-block-size: 28px;
  }
  .box input,
  .whom input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--accent);
  }
  .help {
    white-space: pre-line;
  }
`
