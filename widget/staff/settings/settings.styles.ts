import { css } from 'lit'

export const settingsStyles = css`
  :host {
    position: relative;
    display: block;
    container: staff-settings / inline-size;
  }
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px 20px;
    border-block-end: 1px solid var(--cp-border);
    background: var(--staff-surface);
  }
  h1 {
    flex: 1;
    font-size: 18px;
  }
  .portals {
    inline-size: auto;
    max-inline-size: 260px;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 760px);
    padding: 20px;
  }
  form {
    display: grid;
    gap: 24px;
    min-inline-size: 0;
  }
  section {
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    scroll-margin-block-start: 80px;
  }
  .section-head {
    padding: 14px 18px;
    border-block-end: 1px solid var(--cp-border);
  }
  h2 {
    font-size: 15px;
  }
  .controls {
    display: grid;
    gap: 22px;
    padding: 18px;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .save-bar {
    position: sticky;
    inset-block-end: 12px;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 14px;
    border: 1px solid var(--cp-border);
    border-radius: 12px;
    background: var(--staff-raised);
    box-shadow: var(--staff-shadow);
  }
  .save-bar.saved {
    justify-self: start;
    color: var(--cp-success);
    font-weight: 600;
  }
  .save-words + .button {
    margin-inline-start: auto;
  }
  .save-words {
    flex: 1 1 260px;
    min-inline-size: 0;
  }
  .bones {
    display: grid;
    gap: 28px;
    max-inline-size: 720px;
    padding: 32px 20px;
  }
  .bones div {
    display: grid;
    gap: 10px;
  }
  .bone.tall {
    block-size: 60px;
  }
  @container staff-settings (inline-size < 760px) {
    .body {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
      padding: 12px;
    }
    header {
      position: static;
      padding-inline: 12px;
    }
    section {
      scroll-margin-block-start: 12px;
    }
  }
`
