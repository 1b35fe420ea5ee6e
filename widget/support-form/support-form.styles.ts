import { css } from 'lit'

export const supportFormStyles = css`
  form {
    display: grid;
    gap: calc(var(--space) * 5);
    max-inline-size: 44em;
  }
  form.dropping {
    outline: 2px dashed var(--focus);
    outline-offset: calc(var(--space) * 2);
  }
  .summary {
    display: grid;
    gap: calc(var(--space) * 2);
    padding: calc(var(--space) * 3) calc(var(--space) * 4);
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--danger) 6%, transparent);
  }
  h3 {
    font-size: var(--size);
    font-weight: 600;
  }
  .summary a {
    display: inline-block;
    min-block-size: 24px;
    color: var(--danger);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 3);
  }
  .thanks {
    display: grid;
    gap: calc(var(--space) * 3);
    justify-items: start;
    max-inline-size: 44em;
    padding: calc(var(--space) * 6);
    border: 1px solid color-mix(in oklab, var(--success) 40%, transparent);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--success) 6%, transparent);
  }
  .thanks .sign {
    display: grid;
    color: var(--success);
    font-size: 1.5em;
  }
`
