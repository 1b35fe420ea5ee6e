import { z } from '@hono/zod-openapi'
import {
  brandImageTypes,
  colorPattern,
  darkModes,
  densities,
  fontNamePattern,
  themeLimits,
  type Theme,
  uploadedImagePattern,
} from './theme.ts'

const color = z.string().toLowerCase().regex(colorPattern, 'invalid').nullable()
const imageUrl = z
  .string()
  .max(2000)
  .refine((text) => uploadedImagePattern.test(text) || (URL.canParse(text) && /^https?:\/\//i.test(text)), 'not_a_url')
  .nullable()
const pixels = (min: number, max: number) => z.number().int('invalid').min(min, 'invalid').max(max, 'invalid').nullable()

/** What was chosen for the look of a portal, or of all portals of an account. Null: nothing, what is above it holds. */
export const theme = z
  .strictObject({
    accent: color,
    surface: color,
    text: color,
    font: z.string().trim().max(themeLimits.fontNameMaxChars).regex(fontNamePattern, 'invalid').nullable(),
    fontSize: pixels(themeLimits.fontSizeMin, themeLimits.fontSizeMax),
    radius: pixels(themeLimits.radiusMin, themeLimits.radiusMax),
    density: z.enum(densities).nullable(),
    darkMode: z.enum(darkModes).nullable(),
    logoUrl: imageUrl,
    faviconUrl: imageUrl,
  } satisfies Record<keyof Theme, z.ZodType>)
  .openapi('Theme')
export const themeChanges = theme.partial()
export type ThemeChanges = z.infer<typeof themeChanges>

/** What holds for a portal, as its elements and pages take it. */
export const publicTheme = z.object({
  accent: z.string().nullable(),
  /** Absolute. */
  logoUrl: z.string().nullable(),
  faviconUrl: z.string().nullable(),
  /** A style sheet for inside the elements; below the tokens of the page that holds them. */
  css: z.string(),
})
export type PublicTheme = z.infer<typeof publicTheme>

/** The look that all portals of an account begin with. */
export const brand = z.object({ theme, version: z.number().int() }).openapi('Brand')
export type Brand = z.infer<typeof brand>

export const updateBrandBody = z.strictObject({ version: z.number().int(), theme: themeChanges })
export type UpdateBrandBody = z.infer<typeof updateBrandBody>

export const brandImage = z
  .object({
    /** Below this server's address; goes into `logoUrl` or `faviconUrl`. */
    url: z.string(),
    mediaType: z.enum(brandImageTypes),
    width: z.number().int(),
    height: z.number().int(),
    sizeBytes: z.number().int(),
  })
  .openapi('BrandImage')
export type BrandImage = z.infer<typeof brandImage>
