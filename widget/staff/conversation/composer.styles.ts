import { css } from 'lit'

export const composerStyles = css`
  :host {
    display: block;
    padding: 0 16px 14px;
  }
  .composer {
    display: grid;
    border: 1px solid var(--staff-border-strong);
    border-radius: 10px;
    background: var(--staff-raised);
    overflow: hidden;
  }
  .composer:focus-within {
    border-color: var(--cp-focus);
    box-shadow: 0 0 0 1px var(--cp-focus);
  }
  .composer.note {
    border: 2px dashed var(--staff-note-border);
    background: var(--staff-note);
  }
  .composer.note:focus-within {
    box-shadow: 0 0 0 2px color-mix(in oklch, var(--staff-note-border) 40%, transparent);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 8px 0;
  }
  .kinds {
    display: flex;
    margin: 0;
    padding: 2px;
    border: 0;
    border-radius: 8px;
    background: var(--staff-hover);
  }
  .composer.note .kinds {
    background: color-mix(in oklch, var(--staff-note-border) 22%, transparent);
  }
  .kind {
    position: relative;
    cursor: pointer;
  }
  .kind input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .kind span {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
    padding-inline: 10px;
    border-radius: 6px;
    color: var(--cp-muted);
    font-weight: 600;
  }
  .composer.note .kind span {
    color: var(--staff-note-text);
  }
  .kind .icon-part {
    inline-size: 14px;
    block-size: 14px;
  }
  .kind.reply input:checked + span {
    background: var(--staff-raised);
    color: var(--cp-accent);
    box-shadow: 0 1px 2px rgb(0 0 0 / 14%);
  }
  .kind.note input:checked + span {
    background: var(--staff-note-border);
    color: light-dark(#211600, #1d1500);
  }
  .kind input:focus-visible + span {
    outline: 2px solid var(--cp-focus);
    outline-offset: 1px;
  }
  .kind small {
    padding-inline: 5px;
    border: 1px solid currentcolor;
    border-radius: 999px;
    font-size: 11px;
    font-weight: 600;
    line-height: 14px;
  }
  .hint {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--cp-muted);
    font-size: 12.5px;
  }
  .note .hint {
    color: var(--staff-note-text);
    font-weight: 600;
  }
  .text {
    display: block;
    inline-size: 100%;
    min-block-size: 62px;
    max-block-size: 40vh;
    padding: 10px 12px;
    border: 0;
    background: none;
    line-height: 1.5;
    resize: none;
    field-sizing: content;
  }
  @supports not (field-sizing: content) {
    .text {
      resize: vertical;
    }
  }
  .text:focus-visible {
    outline: none;
  }
  .text::placeholder {
    color: var(--cp-muted);
    opacity: 1;
  }
  .note .text::placeholder {
    color: var(--staff-note-text);
  }
  .composer > .problem {
    padding-inline: 12px;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 6px 8px 8px;
  }
  .count {
    flex: 1;
    font-size: 12.5px;
  }
  .keys {
    font-size: 12px;
  }
  .note .keys {
    color: var(--staff-note-text);
  }
  /* Reply and note change at once: half-way between the two nothing is readable. */
  .button.primary {
    transition: none;
  }
  .note .button.primary {
    background: var(--staff-note-border);
    color: light-dark(#211600, #1d1500);
  }
  .uploads {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding: 4px 12px;
  }
  .upload {
    position: relative;
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 30px;
    padding-inline: 8px 2px;
    border: 1px solid var(--cp-border);
    border-radius: 7px;
    background: var(--staff-surface);
    font-size: 13px;
    overflow: hidden;
  }
  .upload.failed {
    border-color: var(--cp-danger);
    color: var(--cp-danger);
  }
  .upload-name {
    min-inline-size: 0;
    max-inline-size: 26ch;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .upload-size {
    color: var(--cp-muted);
  }
  .failed .upload-size {
    color: inherit;
  }
  .upload progress {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    background: var(--staff-hover);
    appearance: none;
  }
  .upload progress::-webkit-progress-bar {
    background: var(--staff-hover);
  }
  .upload progress::-webkit-progress-value {
    background: var(--cp-accent);
  }
  .upload progress::-moz-progress-bar {
    background: var(--cp-accent);
  }
  .upload-act {
    display: grid;
    place-items: center;
    min-inline-size: 26px;
    min-block-size: 26px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    cursor: pointer;
  }
  .upload-act:hover {
    background: var(--staff-hover);
  }
  @media (pointer: coarse) {
    .upload-act {
      min-inline-size: 40px;
      min-block-size: 40px;
    }
    .kind span {
      min-block-size: 40px;
    }
    .text {
      font-size: 16px;
    }
    .keys {
      display: none;
    }
  }
  @container staff-conversation (inline-size < 460px) {
    :host {
      padding-inline: 8px;
      padding-block-end: 8px;
    }
    .keys,
    .reply .hint {
      display: none;
    }
    .text {
      min-block-size: 44px;
    }
  }
`
