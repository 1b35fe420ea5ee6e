import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const paths = {
  inbox: svg`<path d="M3 12.5 5.4 4.6A1.5 1.5 0 0 1 6.8 3.5h6.4a1.5 1.5 0 0 1 1.4 1.1L17 12.5v2.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 15z M3 12.5h4l1 2h4l1-2h4"/>`,
  ticket: svg`<path d="M3 7.5v-2a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v2a2.5 2.5 0 0 0 0 5v2a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-2a2.5 2.5 0 0 0 0-5z M12 5v2 M12 9v2 M12 13v2"/>`,
  settings: svg`<path d="M3 6h7 M14 6h3 M3 14h3 M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`,
  mail: svg`<rect x="3" y="4.5" width="14" height="11" rx="1.5"/><path d="m3.5 6 6.5 5 6.5-5"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="m13 13 4 4"/>`,
  plus: svg`<path d="M10 4v12 M4 10h12"/>`,
  close: svg`<path d="m5 5 10 10 M15 5 5 15"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  reopen: svg`<path d="M4 10a6 6 0 1 0 2-4.5 M4 3.5V7h3.5"/>`,
  back: svg`<path d="M12 4 6 10l6 6"/>`,
  clip: svg`<path d="m16 9-6.2 6.2a3.6 3.6 0 0 1-5-5L11 4a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.7-1.7L12 6.4"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`,
  reply: svg`<path d="M8 5 3.5 9.5 8 14 M4 9.5h7a5 5 0 0 1 5 5V16"/>`,
  help: svg`<circle cx="10" cy="10" r="7"/><path d="M7.9 8a2.2 2.2 0 1 1 3 2.1c-.6.3-.9.7-.9 1.4 M10 14v.1"/>`,
  warning: svg`<path d="M10 3.5 17.5 16h-15z M10 8.5v3.5 M10 14v.1"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9v4.5 M10 6.5v.1"/>`,
  signOut: svg`<path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3 M12 6.5 15.5 10 12 13.5 M15.5 10H8"/>`,
  file: svg`<path d="M5 3.5h6l4 4v9H5z M11 3.5v4h4"/>`,
  down: svg`<path d="M10 4v11 M5.5 10.5 10 15l4.5-4.5"/>`,
  up: svg`<path d="m5 12 5-5 5 5"/>`,
  downArrow: svg`<path d="m5 8 5 5 5-5"/>`,
  eye: svg`<path d="M3 10s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5z"/><circle cx="10" cy="10" r="2"/>`,
  external: svg`<path d="M11 4h5v5 M16 4l-7 7 M13 11v4.5H4.5V7H9"/>`,
  copy: svg`<rect x="7" y="7" width="9" height="9" rx="1.5"/><path d="M13 7V5.5A1.5 1.5 0 0 0 11.5 4h-6A1.5 1.5 0 0 0 4 5.5v6A1.5 1.5 0 0 0 5.5 13H7"/>`,
  panel: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M12 4v12"/>`,
  eyeOff: svg`<path d="M3 10s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5z M4 16 16 4"/>`,
} satisfies Record<string, SVGTemplateResult>

/** Name of a drawing. */
export type IconName = keyof typeof paths

const pointing: readonly string[] = ['back', 'reply', 'signOut', 'external']

/** A drawing beside words; it says nothing to screen readers. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg
    class="icon-part ${pointing.includes(name) ? 'points' : ''} ${className}"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths[name] ?? nothing}
  </svg>`
}
