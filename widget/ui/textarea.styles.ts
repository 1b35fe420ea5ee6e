import { css } from 'lit'

/** Inputs of several lines, which grow with their text. */
export const textareaStyles = css`
  textarea.input {
    min-block-size: calc(var(--size) * 8);
    resize: vertical;
    field-sizing: content;
    max-block-size: 60vb;
  }
`
