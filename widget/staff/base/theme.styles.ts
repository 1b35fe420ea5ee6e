import { css } from 'lit'

/** Tokens of the staff pages, under the names that the customer elements use too, so that shared parts fit in. */
export const themeStyles = css`
  :host {
    color-scheme: light dark;
    --cp-accent: light-dark(#4450d4, #8f9bff);
    --cp-on-accent: light-dark(#ffffff, #10122b);
    --staff-surface: light-dark(#ffffff, #16181d);
    --staff-raised: light-dark(#ffffff, #1f2229);
    --cp-text: light-dark(#1b1e26, #e8eaf0);
    --cp-muted: light-dark(#5a6070, #a2a9b8);
    --cp-border: light-dark(#e1e4ea, #31353f);
    --cp-focus: light-dark(#4450d4, #a5afff);
    --cp-success: light-dark(#176b41, #6fd3a0);
    --cp-warning: light-dark(#8a5300, #efbb62);
    --cp-danger: light-dark(#b3261e, #ff9a92);
    --cp-radius: 8px;
    --cp-font:
      system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif, 'Apple Color Emoji', 'Segoe UI Emoji';
    --cp-font-size: 14px;
    --staff-sunken: light-dark(#f5f6f9, #101217);
    --staff-hover: light-dark(#eef0f5, #252932);
    --staff-selected: light-dark(#e9ebfd, #272b4a);
    --staff-border-strong: light-dark(#878e9e, #6d7484);
    --staff-accent-soft: light-dark(#eef0fe, #23274a);
    --staff-danger-soft: light-dark(#fdeeec, #3a1f1f);
    --staff-success-soft: light-dark(#e5f5ec, #16301f);
    --staff-note: light-dark(#fff6d6, #33290f);
    --staff-note-border: light-dark(#c28a00, #b98d2a);
    --staff-note-text: light-dark(#6b4700, #f3cf7d);
    --staff-shadow: 0 12px 40px light-dark(rgb(20 24 40 / 18%), rgb(0 0 0 / 60%));
    font: 400 14px/1.45 var(--cp-font);
    color: var(--cp-text);
  }
`
