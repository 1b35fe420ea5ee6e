import { css } from 'lit'

export const portalStyles = css`
  .preview {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--space) * 2) calc(var(--space) * 4);
    margin-block-end: calc(var(--space) * 4);
    padding: calc(var(--space) * 2) calc(var(--space) * 3);
    border: 1px dashed var(--warning);
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--warning) 9%, transparent);
    font-weight: 600;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--space) * 1) calc(var(--space) * 5);
    margin-block-end: calc(var(--space) * 6);
    border-block-end: 1px solid var(--line);
  }
  .places {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--space) * 5);
  }
  .place {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    margin-block-end: -1px;
    padding: 0;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--muted);
    font-weight: 550;
    text-decoration: none;
  }
  .place:hover {
    color: inherit;
  }
  .place[aria-current] {
    border-color: var(--accent);
    color: inherit;
  }
  /* There, what is transparent elsewhere is drawn. */
  @media (forced-colors: active) {
    .place:not([aria-current]) {
      border-color: Canvas;
    }
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--space) * 4);
    min-block-size: 44px;
    margin-inline-start: auto;
    min-inline-size: 0;
  }
  .who bdi {
    min-inline-size: 0;
    color: var(--muted);
  }
  .place.own {
    gap: calc(var(--space) * 1.5);
    min-inline-size: 0;
    font-weight: 400;
  }
  /* The link mutes itself; twice would be too pale. */
  .own bdi {
    color: inherit;
    overflow: hidden;
    max-inline-size: 16em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .beside {
    max-inline-size: 24em;
    margin-inline: auto;
  }
  .who .link {
    color: inherit;
    text-decoration: none;
    font-weight: 550;
  }
  .who .link:hover {
    text-decoration: underline;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--space) * 1.5);
    min-block-size: 24px;
    margin-block-end: calc(var(--space) * 3);
    padding: 0;
    border: 0;
    background: none;
    color: var(--muted);
    font-size: var(--size-small);
    text-decoration: none;
  }
  .back:hover {
    color: inherit;
    text-decoration: underline;
  }
  .waiting p {
    padding-block: calc(var(--space) * 2.5);
    border-block-end: 1px solid var(--line);
  }
  .place .skeleton {
    inline-size: 8em;
  }
  /* The portal draws itself; its parts must not pad or colour once more. */
  cp-ticket-list,
  cp-ticket-detail,
  cp-support-form,
  cp-account,
  cp-login {
    --cp-surface: none;
  }
  @media print {
    .bar,
    .back {
      display: none;
    }
  }
`
