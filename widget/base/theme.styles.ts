import { css } from 'lit'

/**
 * The tokens that every element understands. `--cp-…` belongs to the page; the names without prefix are what styles inside use.
 * Lines and grounds are mixed from the inherited text colour, so that they fit on whatever ground the page has.
 */
export const themeStyles = css`
  :host {
    --size: var(--cp-font-size, var(--portal-size, 15px));
    --size-small: calc(var(--size) * 0.867);
    --size-large: calc(var(--size) * 1.334);
    --space: calc(var(--cp-space, 4px) * var(--cp-density, var(--portal-density, 1)));
    --radius: var(--cp-radius, var(--portal-radius, 8px));
    --accent: var(--cp-accent, var(--portal-accent, light-dark(#2b5fd9, #7fa6ff)));
    /* Black or white, whichever is read better: at this luminance both have 4.6:1. */
    --is-dark: clamp(0, (0.179 - y) * 1000, 1);
    --on-accent: color(from var(--accent) xyz-d65 calc(0.9505 * var(--is-dark)) var(--is-dark) calc(1.089 * var(--is-dark)));
    --accent-text: var(--accent);
    --ink: currentcolor;
    --muted: var(--cp-muted, color-mix(in oklab, currentcolor 72%, transparent));
    --line: var(--cp-border, color-mix(in oklab, currentcolor 16%, transparent));
    --line-strong: var(--cp-border, color-mix(in oklab, currentcolor 52%, transparent));
    --raised: var(--cp-surface-raised, color-mix(in oklab, currentcolor 4.5%, transparent));
    --hover: color-mix(in oklab, currentcolor 6%, transparent);
    --focus: var(--cp-focus, var(--accent-text));
    --success: var(--cp-success, light-dark(#17703b, #74d99b));
    --warning: var(--cp-warning, light-dark(#8a5300, #f0bd68));
    --danger: var(--cp-danger, light-dark(#b3261e, #ff9d94));

    display: block;
    container-type: inline-size;
    background: var(--cp-surface, var(--portal-surface, none));
  }
  /* Not on the host itself: there a page's own rule for every element would win. */
  :host > * {
    color: var(--cp-text, var(--portal-text, var(--own-text, inherit)));
    font-family: var(--cp-font, var(--portal-font, inherit));
    font-size: var(--size);
    font-weight: 400;
    font-style: normal;
    letter-spacing: normal;
    word-spacing: normal;
    text-transform: none;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      --accent-text: light-dark(oklch(from var(--accent) min(l, 0.5) c h), oklch(from var(--accent) max(l, 0.76) c h));
    }
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([theme='light']) {
    color-scheme: light;
    --own-text: #1d2127;
  }
  :host([theme='dark']) {
    color-scheme: dark;
    --own-text: #eceef1;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: var(--size-large);
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: pretty;
  }
  a {
    color: var(--accent-text);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
    border-radius: 4px;
  }
  h2:focus-visible,
  h3:focus-visible {
    outline-offset: 4px;
  }
  time {
    unicode-bidi: plaintext;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: var(--size-small);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
  }
  svg.pointing:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`
