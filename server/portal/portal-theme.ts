import type { PublicTheme, ThemeChanges } from '../../shared/look.ts'
import { readTheme, resolveTheme, type Theme } from '../../shared/theme.ts'
import { themeCss } from '../../shared/theme-css.ts'
import { checkImages } from '../brand/own-images.ts'
import type { Tx } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { PortalRow } from './portal.table.ts'

/** What a portal looks like: its own values, where it has none the brand's. */
export function themeOf(portal: Pick<PortalRow, 'theme' | 'brand'>): Theme {
  return resolveTheme(readTheme(portal.theme), readTheme(portal.brand))
}

/** The same as pages and elements take it; uploaded images with their whole address. */
export function presentTheme(portal: Pick<PortalRow, 'theme' | 'brand'>, publicUrl: string): PublicTheme {
  const theme = themeOf(portal)
  const absolute = (url: string | null) => (url?.startsWith('/') ? `${publicUrl}${url}` : url)
  return { accent: theme.accent, logoUrl: absolute(theme.logoUrl), faviconUrl: absolute(theme.faviconUrl), css: themeCss(theme) }
}

/** The stored theme with these changes. @throws AppError `invalid_request` for an uploaded image that is not the account's. */
export async function changeTheme(
  tx: Tx,
  portal: Pick<PortalRow, 'account_id' | 'theme'>,
  changes: ThemeChanges,
  now: string,
): Promise<string> {
  const fields = await checkImages(tx, portal.account_id, changes, now)
  if (Object.keys(fields).length > 0) throw new AppError('invalid_request', JSON.stringify(fields), { fields })
  return JSON.stringify({ ...readTheme(portal.theme), ...changes })
}
