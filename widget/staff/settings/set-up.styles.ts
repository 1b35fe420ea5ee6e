import { css } from 'lit'

/** The checklist, and the pages that were seen. */
export const setUpStyles = css`
  .checklist summary {
    display: flex;
    align-items: center;
    gap: 12px;
    cursor: pointer;
  }
  .checklist summary::before {
    content: '';
    flex: none;
    inline-size: 7px;
    block-size: 7px;
    border-inline-end: 2px solid var(--cp-muted);
    border-block-end: 2px solid var(--cp-muted);
    rotate: -45deg;
  }
  .checklist[open] summary::before {
    rotate: 45deg;
  }
  progress {
    flex: 0 1 160px;
    block-size: 6px;
    accent-color: var(--cp-accent);
  }
  .checklist ul {
    display: grid;
    margin-block-start: 10px;
    border: 1px solid var(--cp-border);
    border-radius: 10px;
  }
  .checklist li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr) auto;
    align-items: center;
    gap: 12px;
    padding: 10px 12px;
  }
  .checklist li + li {
    border-block-start: 1px solid var(--cp-border);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 22px;
    block-size: 22px;
    border: 2px solid var(--staff-border-strong);
    border-radius: 50%;
  }
  .done .mark {
    border-color: var(--cp-success);
    color: var(--cp-success);
  }
  .missing-step .mark {
    border-color: var(--cp-warning);
    border-style: dashed;
  }
  .seen {
    display: grid;
    gap: 8px;
  }
  .seen li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    overflow-wrap: anywhere;
  }
  .seen .is-here {
    color: var(--cp-success);
  }
  .seen .is-refused {
    color: var(--cp-warning);
  }
  .waits {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 12px;
    border: 1px dashed var(--staff-border-strong);
    border-radius: 9px;
  }
  .waits::before {
    content: '';
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--cp-accent);
    animation: waits 1.6s ease-in-out infinite alternate;
  }
  @keyframes waits {
    to {
      opacity: 0.2;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .waits::before {
      animation: none;
    }
  }
  @container staff-settings (inline-size < 480px) {
    .checklist li:not(.done) {
      grid-template-columns: 22px minmax(0, 1fr);
    }
    .checklist li > .button:not(.quiet) {
      grid-column: 2;
      justify-self: start;
    }
  }
`
