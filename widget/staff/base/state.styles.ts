import { css } from 'lit'

/** How loading, failed and empty screens look, and the pills and dialogs that several pages share. */
export const stateStyles = css`
  .state {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 10px;
    padding: 40px 24px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .state h2 {
    font-size: 15px;
  }
  .state p {
    max-inline-size: 44ch;
    color: var(--cp-muted);
  }
  .state .state-mark {
    inline-size: 36px;
    block-size: 36px;
    color: var(--cp-muted);
    opacity: 0.7;
  }
  .bone {
    display: block;
    block-size: 12px;
    border-radius: 6px;
    background: var(--staff-hover);
    animation: breathe 1.4s ease-in-out infinite;
  }
  .bone.short {
    inline-size: 34%;
  }
  .bone.middle {
    inline-size: 62%;
  }
  @keyframes breathe {
    50% {
      opacity: 0.5;
    }
  }
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border: 1px solid var(--cp-border);
    border-radius: 999px;
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    white-space: nowrap;
  }
  .pill::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border: 2px solid currentcolor;
    border-radius: 50%;
  }
  .pill.open {
    color: var(--cp-success);
    background: var(--staff-success-soft);
    border-color: transparent;
  }
  .pill.closed {
    color: var(--cp-muted);
    background: var(--staff-hover);
    border-color: transparent;
  }
  .pill.closed::before {
    background: currentcolor;
    border-radius: 2px;
  }
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 50%;
    background: var(--staff-hover);
    color: var(--cp-muted);
    font-size: 12px;
    font-weight: 650;
    user-select: none;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--staff-accent-soft);
  }
  .banner.bad {
    background: var(--staff-danger-soft);
    color: var(--cp-danger);
  }
  dialog {
    inline-size: min(560px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 0;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-raised);
    color: var(--cp-text);
    box-shadow: var(--staff-shadow);
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(10 12 20 / 45%);
  }
  .dialog-body {
    display: grid;
    gap: 16px;
    padding: 20px 24px 24px;
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .dialog-head h2 {
    font-size: 17px;
  }
  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  .stale {
    opacity: 0.55;
    transition: opacity 150ms;
  }
`
