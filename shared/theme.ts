/** How the elements look: numbers, words and shapes, without a way to check what comes over the wire (shared/portal.ts has that). */

/** Kinds of images that may be uploaded. Never SVG: it can hold scripts. */
export const brandImageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/x-icon'] as const
export type BrandImageType = (typeof brandImageTypes)[number]

export const densities = ['compact', 'normal', 'roomy'] as const
export type Density = (typeof densities)[number]

export const darkModes = ['auto', 'light', 'dark'] as const
export type DarkMode = (typeof darkModes)[number]

/** `page`: the page's own font; two that every device has; anything else is the name of a family that the page brings. */
export const namedFonts = ['page', 'system', 'serif'] as const

export const themeLimits = {
  imageMaxBytes: 1024 * 1024,
  /** Longest side. */
  imageMaxPixels: 4096,
  /** Of an account, at any one time. */
  imagesMax: 100,
  fontNameMaxChars: 60,
  fontSizeMin: 12,
  fontSizeMax: 22,
  radiusMin: 0,
  radiusMax: 24,
} as const

export const colorPattern = /^#[0-9a-f]{6}$/i
/** Letters of any script, digits, spaces, `-` and `_`: nothing that ends a word in a style sheet. */
export const fontNamePattern = /^[\p{L}_][\p{L}\p{N} _-]*$/u
/** Where an uploaded image is, below this server's address. */
export const uploadedImagePattern = /^\/brand\/[0-9a-f]{64}\.(?:png|jpg|webp|gif|ico)$/

/** What was chosen for the look. Null: as in the brand; in the brand itself: as the elements come. */
export interface Theme {
  /** `#rrggbb`. */
  accent: string | null
  /** Ground and text: of a light page, or of a dark one where `darkMode` says dark. */
  surface: string | null
  text: string | null
  font: string | null
  /** Pixels. */
  fontSize: number | null
  radius: number | null
  density: Density | null
  darkMode: DarkMode | null
  /** An address on the web, or the path of an uploaded image. */
  logoUrl: string | null
  faviconUrl: string | null
}

export const themeKeys = [
  'logoUrl',
  'faviconUrl',
  'accent',
  'surface',
  'text',
  'darkMode',
  'font',
  'fontSize',
  'radius',
  'density',
] as const satisfies readonly (keyof Theme)[]
export type ThemeKey = (typeof themeKeys)[number]

/** Nothing chosen. */
export const emptyTheme: Theme = {
  accent: null,
  surface: null,
  text: null,
  font: null,
  fontSize: null,
  radius: null,
  density: null,
  darkMode: null,
  logoUrl: null,
  faviconUrl: null,
}

/** The elements' own, where nobody chose: what a field shows as its default. */
export const defaultLook = {
  accent: '#2b5fd9',
  darkAccent: '#7fa6ff',
  fontSize: 15,
  radius: 8,
  density: 'normal',
  darkMode: 'auto',
} as const

/** A theme as it was stored, by whatever version: what it does not name is null. */
export function readTheme(json: string): Theme {
  const stored = JSON.parse(json) as Partial<Theme>
  return Object.fromEntries(themeKeys.map((key) => [key, stored[key] ?? null])) as unknown as Theme
}

/** What holds for a portal: its own values, where it has none the brand's. */
export function resolveTheme(own: Theme, brand: Theme): Theme {
  return Object.fromEntries(themeKeys.map((key) => [key, own[key] ?? brand[key]])) as unknown as Theme
}
