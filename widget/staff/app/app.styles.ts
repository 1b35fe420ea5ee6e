import { css } from 'lit'

export const appStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    container: staff-app / inline-size;
    block-size: 100dvh;
    background: var(--staff-sunken);
  }
  .whole {
    display: grid;
    align-content: center;
    min-block-size: 100%;
    padding: 16px;
    overflow: auto;
  }
  .frame {
    display: grid;
    grid-template-columns: 216px minmax(0, 1fr);
    block-size: 100%;
  }
  .frame > header {
    display: grid;
    min-inline-size: 0;
    min-block-size: 0;
  }
  main:focus-visible {
    outline: none;
  }
  .frame > main {
    min-inline-size: 0;
    min-block-size: 0;
    position: relative;
    margin-block: 8px;
    margin-inline-end: 8px;
    border: 1px solid var(--cp-border);
    border-radius: 10px;
    background: var(--staff-surface);
    overflow: auto;
  }
  .frame > main.inbox,
  .frame > main.ticket {
    overflow: hidden;
  }
  .settings-frame {
    display: grid;
    grid-template-columns: 212px minmax(0, 1fr);
    min-block-size: 100%;
  }
  .settings-frame > cp-staff-settings-column {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    max-block-size: calc(100dvh - 18px);
    overflow: auto;
    scrollbar-width: thin;
  }
  .settings-page {
    min-inline-size: 0;
    border-inline-start: 1px solid var(--cp-border);
  }
  .skip {
    position: fixed;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    z-index: 10;
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--cp-accent);
    color: var(--cp-on-accent);
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
  }
  .live-lost {
    position: fixed;
    inset-block-end: 16px;
    inset-inline-start: 16px;
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: min(420px, calc(100vw - 32px));
    padding: 8px 12px;
    border: 1px solid var(--cp-border);
    border-radius: 8px;
    background: var(--staff-raised);
    color: var(--cp-warning);
    box-shadow: var(--staff-shadow);
  }
  @container staff-app (inline-size < 1060px) {
    .settings-frame {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }
    .settings-frame > cp-staff-settings-column {
      position: static;
      max-block-size: none;
    }
    .settings-page {
      border-inline-start: 0;
    }
  }
  @container staff-app (inline-size < 900px) {
    .frame {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }
    .frame > main {
      margin: 0;
      border: 0;
      border-radius: 0;
    }
  }
`
