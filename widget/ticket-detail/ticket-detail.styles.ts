import { css } from 'lit'

export const ticketDetailStyles = css`
  .ticket {
    display: grid;
    gap: calc(var(--space) * 5);
    border-radius: var(--radius);
  }
  .ticket.dropping {
    outline: 2px dashed var(--focus);
    outline-offset: calc(var(--space) * 2);
  }
  .head {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .head h2 .number {
    color: var(--muted);
    font-weight: 400;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: calc(var(--space) * 1) calc(var(--space) * 3);
    color: inherit;
    font-size: var(--size-small);
  }
  .facts > :not(.pill) {
    color: var(--muted);
  }
  .conversation {
    display: grid;
    gap: calc(var(--space) * 3);
  }
  .earlier {
    justify-self: center;
  }
  .day,
  .divider {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 3);
    margin-block: calc(var(--space) * 2) 0;
    color: var(--muted);
    font-size: var(--size-small);
    font-weight: 500;
  }
  .day::before,
  .day::after,
  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    block-size: 1px;
    background: var(--line);
  }
  .divider {
    color: var(--accent-text);
    font-weight: 600;
  }
  .divider::before,
  .divider::after {
    background: color-mix(in oklab, var(--accent-text) 45%, transparent);
  }
  .message {
    display: grid;
    gap: calc(var(--space) * 2);
    min-inline-size: 0;
    padding: calc(var(--space) * 3) calc(var(--space) * 4);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.25);
  }
  .message.staff {
    border-color: color-mix(in oklab, var(--accent) 28%, transparent);
    background: color-mix(in oklab, var(--accent) 6%, transparent);
  }
  .message.outgoing .body {
    opacity: 0.75;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--space) * 2);
  }
  .by .name {
    font-weight: 600;
  }
  .by .role,
  .by .time {
    color: var(--muted);
    font-size: var(--size-small);
  }
  .by .time {
    margin-inline-start: auto;
  }
  .avatar {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 50%;
    background: color-mix(in oklab, currentcolor 11%, transparent);
    font-size: 11px;
    font-weight: 650;
    line-height: 1;
  }
  .staff .avatar {
    background: var(--accent);
    color: var(--on-accent);
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 2);
  }
  .files li {
    max-inline-size: 100%;
  }
  .unsent {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--space) * 3);
    color: var(--danger);
  }
  .composer {
    display: grid;
    gap: calc(var(--space) * 2.5);
    padding: calc(var(--space) * 3);
    border: 1px solid var(--line-strong);
    border-radius: calc(var(--radius) * 1.25);
  }
  .composer:focus-within {
    border-color: var(--focus);
  }
  .composer textarea.input {
    min-block-size: calc(var(--size) * 5.5);
    padding: calc(var(--space) * 1);
    border-color: transparent;
    background: none;
    resize: none;
  }
  .composer textarea.input:focus-visible {
    outline: none;
    border-color: transparent;
  }
  .composer:has(textarea:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
  }
  .composer .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: calc(var(--space) * 2) calc(var(--space) * 3);
  }
  .composer .said {
    flex: 1 1 10em;
  }
  .closed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--space) * 2) calc(var(--space) * 3);
    padding: calc(var(--space) * 3) calc(var(--space) * 4);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .closed > span {
    flex: 1 1 14em;
  }
  .refused {
    display: grid;
    gap: calc(var(--space) * 2);
    justify-items: start;
  }
  .refused textarea.input {
    resize: vertical;
  }
`
