import { svg, type SVGTemplateResult } from 'lit'

/** A sign of 16 × 16, drawn in lines of the text's colour. */
export function icon(paths: SVGTemplateResult, className = ''): SVGTemplateResult {
  return svg`<svg class=${className} viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`
}

export const searchIcon = icon(svg`<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.25 3.25"/>`)
export const closeIcon = icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`)
export const warningIcon = icon(svg`<path d="M8 2.2 14.3 13.3H1.7zM8 6.5v3.2M8 11.6v.01"/>`)
export const checkIcon = icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`)
export const downloadIcon = icon(svg`<path d="M8 2.5v7.3M4.8 7 8 10.2 11.2 7M3 13.3h10"/>`)
export const openIcon = icon(svg`<circle cx="8" cy="8" r="5"/>`)
export const closedIcon = icon(svg`<circle cx="8" cy="8" r="5.6"/><path d="m5.6 8.2 1.7 1.7 3.2-3.6"/>`)
export const downIcon = icon(svg`<path d="M8 3.2v9.3M4.6 9.2 8 12.6l3.4-3.4"/>`)
export const turnIcon = icon(svg`<path d="M6.2 3.5 2.8 6.9l3.4 3.4M3 6.9h6.4a3.6 3.6 0 0 1 3.6 3.6v2"/>`, 'pointing')
export const copiedIcon = icon(
  svg`<circle cx="6" cy="5.4" r="2.5"/><path d="M1.8 13c.3-2.4 2-3.8 4.2-3.8s3.9 1.4 4.2 3.8M12.3 6v4M10.3 8h4"/>`,
)
export const filterIcon = icon(svg`<path d="M2 4.2h12M4.4 8h7.2M6.6 11.8h2.8"/>`)
export const slidersIcon = icon(
  svg`<path d="M2.2 5h6M11.8 5h2M2.2 11h2M7.8 11h6"/><circle cx="10" cy="5" r="1.8"/><circle cx="6" cy="11" r="1.8"/>`,
)
/** Points to where reading goes; mirrored in right-to-left text. */
export const forwardIcon = icon(svg`<path d="M3 8h9.5M8.8 4.2 12.6 8l-3.8 3.8"/>`, 'pointing')
