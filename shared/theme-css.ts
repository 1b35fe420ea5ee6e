import { contrastRatio } from './contrast.ts'
import type { Density, Theme } from './theme.ts'

/** Text on a light and on a dark ground, where none was chosen. */
const inks = { light: '#1d2127', dark: '#eceef1' } as const

const densityFactors: Record<Density, string> = { compact: '0.8', normal: '1', roomy: '1.25' }

/**
 * The style sheet that dresses the elements of a portal. All of it stands below what the page that holds them says: names
 * with `--portal-` are only looked at where the page has no `--cp-` of the same thing, and `theme` on an element has more weight.
 *
 * @param theme What holds, checked: its words go into the sheet as they are.
 */
export function themeCss(theme: Theme): string {
  const { accent, font, fontSize, radius, density, darkMode } = theme
  const ink = inkOf(theme)
  const isSet = (value: unknown) => value !== null
  const own = [
    isSet(accent) && `--portal-accent:${accent}`,
    isSet(fontSize) && `--portal-size:${fontSize}px`,
    isSet(radius) && `--portal-radius:${radius}px`,
    density !== null && `--portal-density:${densityFactors[density]}`,
    font !== null && font !== 'page' && `--portal-font:${fontFamily(font)}`,
    // Of the one kind of page that the colours were chosen for; on the other kind the page's own go on.
    ink !== null && `--portal-text:${onPage(theme, ink, 'var(--own-text,currentcolor)')}`,
    theme.surface !== null && `--portal-surface:${onPage(theme, theme.surface, 'transparent')}`,
    darkMode !== null && darkMode !== 'auto' && `color-scheme:${darkMode};--own-text:${inks[darkMode]}`,
  ].filter(Boolean)
  const isForced = darkMode !== null && darkMode !== 'auto'
  // The link stands in a header of somebody else's, and is written as that header is.
  const link = ':host(cp-portal-link){--portal-font:initial;--portal-text:initial;--own-text:initial;color-scheme:inherit}'
  const isWorn = isForced || ink !== null || (font !== null && font !== 'page')
  const sheet = (own.length > 0 ? `:host{${own.join(';')}}` : '') + (isWorn ? link : '')
  // A ground has an edge, so its content keeps away from it: once, not again in the elements inside.
  const edge = ':host(:not(cp-portal-link,cp-idle)){padding:var(--portal-inset,16px);border-radius:calc(var(--radius)*1.25)}'
  return theme.surface === null ? sheet : `${sheet}${edge}:host>*{--portal-inset:0px}`
}

/** The sheet of a page of ours around the elements of a portal: there the ground is the page's, and goes to its edges. */
export function pageCss(theme: Theme): string {
  const { surface, font, darkMode } = theme
  const ink = inkOf(theme)
  return [
    darkMode !== null && darkMode !== 'auto' && `:root{color-scheme:${darkMode}}`,
    font !== null && font !== 'page' && `body{font-family:${fontFamily(font)}}`,
    ink !== null && `body{color:${darkMode === 'dark' ? `light-dark(#1d2433,${ink})` : `light-dark(${ink},#e8eaf0)`}}`,
    surface !== null && `body{background:${darkMode === 'dark' ? `light-dark(#fff,${surface})` : `light-dark(${surface},#12161f)`}}`,
    surface !== null && 'cp-portal{--cp-surface:none;padding:0;border-radius:0}',
  ]
    .filter(Boolean)
    .join('\n')
}

/** The text on the chosen ground: the chosen one, else what is read best. Null: the page's own. */
export function inkOf({ surface, text }: Pick<Theme, 'surface' | 'text'>): string | null {
  if (text !== null || surface === null) return text
  return contrastRatio(surface, inks.light) >= contrastRatio(surface, inks.dark) ? inks.light : inks.dark
}

/** The family as a style sheet names it. */
export function fontFamily(font: string): string {
  if (font === 'system') return "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
  if (font === 'serif') return "ui-serif,Georgia,'Times New Roman',serif"
  return `'${font}',system-ui,sans-serif`
}

function onPage({ darkMode }: Theme, chosen: string, other: string): string {
  return darkMode === 'dark' ? `light-dark(${other},${chosen})` : `light-dark(${chosen},${other})`
}
