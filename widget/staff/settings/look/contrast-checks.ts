import { clampLightness, contrastRatio, nearestPassing } from '../../../../shared/contrast.ts'
import { defaultLook, type Theme } from '../../../../shared/theme.ts'
import { inkOf } from '../../../../shared/theme-css.ts'

/** A page as the elements may stand on it. */
export type PageKind = 'light' | 'dark'

/** Something that is hard to see. */
export interface Finding {
  key: 'accent' | 'surface' | 'text'
  what: 'controls' | 'links' | 'text'
  page: PageKind
  ratio: number
  needed: number
  /** The nearest colour with which nothing is found; null: there is none. */
  better: string | null
}

const grounds: Record<PageKind, string> = { light: '#ffffff', dark: '#16181d' }
/** Of what pages have for text where nothing is chosen. */
const inks: Record<PageKind, string> = { light: '#1d2127', dark: '#eceef1' }
const controlsNeed = 3
const textNeeds = 4.5
/** Share of the text's colour in its quiet kind: widget/base/theme.styles.ts. */
const quiet = 0.72

/** What of a look is hard to see on the pages that it is for: WCAG 2.2, 1.4.3 and 1.4.11. */
export function findContrast(theme: Theme): Finding[] {
  const found = measure(theme)
  return found.map((one) => ({
    ...one,
    better: nearestPassing(theme[one.key] ?? grounds[one.page], (hex) =>
      measure({ ...theme, [one.key]: hex }).every(({ key }) => key !== one.key),
    ),
  }))
}

function measure(theme: Theme): Omit<Finding, 'better'>[] {
  const found: Omit<Finding, 'better'>[] = []
  for (const page of pagesOf(theme)) {
    const ground = groundOf(theme, page)
    const isOwnGround = ground !== grounds[page]
    const check = (key: Finding['key'], what: Finding['what'], color: string, needed: number) => {
      const ratio = contrastRatio(color, ground)
      if (ratio < needed) found.push({ key, what, page, ratio, needed })
    }
    if (theme.accent) check('accent', 'controls', theme.accent, controlsNeed)
    if (isOwnGround) check('surface', 'links', linkColor(theme, page), textNeeds)
    if (isOwnGround || (theme.text && isFor(theme, page))) {
      check(theme.text ? 'text' : 'surface', 'text', blend(inkOn(theme, page), ground), textNeeds)
    }
  }
  return found
}

/** Pages that a look is for. */
function pagesOf({ darkMode }: Theme): PageKind[] {
  return darkMode === 'light' || darkMode === 'dark' ? [darkMode] : ['light', 'dark']
}

/** Ground and text are chosen for one kind of page. */
function isFor({ darkMode }: Theme, page: PageKind): boolean {
  return (darkMode === 'dark' ? 'dark' : 'light') === page
}

function groundOf(theme: Theme, page: PageKind): string {
  return (isFor(theme, page) ? theme.surface : null) ?? grounds[page]
}

function inkOn(theme: Theme, page: PageKind): string {
  return (isFor(theme, page) ? inkOf(theme) : null) ?? inks[page]
}

/** As the elements draw links: the accent, darkened or lightened for the page. */
function linkColor({ accent }: Theme, page: PageKind): string {
  const own = page === 'light' ? defaultLook.accent : defaultLook.darkAccent
  return page === 'light' ? clampLightness(accent ?? own, 0, 0.5) : clampLightness(accent ?? own, 0.76, 1)
}

function blend(ink: string, ground: string): string {
  const part = (at: number) => {
    const [over, under] = [ink, ground].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number]
    return Math.round(over * quiet + under * (1 - quiet))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}
