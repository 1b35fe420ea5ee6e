import { css } from 'lit'

export const inboxStyles = css`
  :host {
    display: block;
    block-size: 100%;
    container: staff-inbox / inline-size;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(260px, 328px) minmax(0, 1fr);
    block-size: 100%;
    min-block-size: 0;
  }
  cp-staff-thread-list {
    border-inline-end: 1px solid var(--cp-border);
  }
  .back {
    display: none;
  }
  .keys {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  @media (pointer: coarse) {
    .keys,
    .nothing-chosen .link {
      display: none;
    }
  }
  @container staff-inbox (inline-size < 640px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
    .back {
      display: inline-flex;
    }
    .nothing-chosen,
    .has-thread cp-staff-thread-list {
      display: none;
    }
    cp-staff-thread-list {
      border: 0;
    }
  }
`
