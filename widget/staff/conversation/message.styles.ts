import { css } from 'lit'

/** Three kinds that nobody mixes up: the customer's on plain ground, the team's tinted and indented, the note dashed, yellow and locked. */
export const messageStyles = css`
  .read-by {
    display: flex;
    align-items: center;
    gap: 6px;
    padding-inline: 16px;
    color: var(--cp-muted);
    font-size: 12px;
  }
  .messages {
    display: grid;
    gap: 12px;
    overflow-wrap: anywhere;
  }
  .day {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 4px;
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 600;
  }
  .day::before,
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--cp-border);
  }
  .message {
    min-inline-size: 0;
    padding: 12px 14px 14px;
    border: 1px solid var(--cp-border);
    border-radius: 10px;
    background: var(--staff-raised);
  }
  .message.inbound {
    margin-inline-end: 32px;
    border-end-start-radius: 3px;
  }
  .message.outbound {
    margin-inline-start: 32px;
    border-color: transparent;
    border-end-end-radius: 3px;
    background: var(--staff-accent-soft);
  }
  .message.internal {
    margin-inline-start: 32px;
    border: 2px dashed var(--staff-note-border);
    border-radius: 3px;
    background: var(--staff-note);
  }
  .message header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    margin-block-end: 8px;
  }
  .message .avatar {
    inline-size: 26px;
    block-size: 26px;
    font-size: 11px;
  }
  .outbound .avatar {
    background: var(--cp-accent);
    color: var(--cp-on-accent);
  }
  .internal .avatar {
    border-radius: 6px;
    background: var(--staff-note-border);
    color: light-dark(#211600, #1d1500);
  }
  .author {
    font-weight: 650;
  }
  .role {
    color: var(--cp-muted);
    font-size: 12.5px;
  }
  .internal .role {
    padding-inline: 7px;
    border-radius: 4px;
    background: var(--staff-note-border);
    color: light-dark(#211600, #1d1500);
    font-weight: 700;
  }
  .note-hint {
    color: var(--staff-note-text);
    font-size: 12.5px;
  }
  .at {
    margin-inline-start: auto;
    color: var(--cp-muted);
    font-size: 12.5px;
  }
  .internal .at {
    color: var(--staff-note-text);
  }
  .message.sending {
    opacity: 0.75;
  }
  .message.failed {
    border: 1px solid var(--cp-danger);
  }
  .not-sent {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
    margin-block-start: 12px;
    padding-block-start: 10px;
    border-block-start: 1px solid color-mix(in oklch, var(--cp-danger) 35%, transparent);
    color: var(--cp-danger);
  }
  .not-sent > span:not(.acts) {
    flex: 1 1 200px;
  }
  .not-sent .acts {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 8px;
    margin-block-start: 10px;
  }
  .files li {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .file-name {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 13px;
  }
  @container staff-conversation (inline-size < 900px) {
    .note-hint {
      display: none;
    }
  }
`
