import type { FieldErrorCode } from '../../shared/errors.ts'
import type { ThemeChanges } from '../../shared/look.ts'
import { uploadedImagePattern } from '../../shared/theme.ts'
import type { Timestamp, Tx } from '../db/index.ts'
import { touchImage } from './brand-image.repo.ts'

/**
 * Whether the uploaded images that a look names are the account's own.
 *
 * @returns what is wrong, by field; empty: nothing.
 */
export async function checkImages(tx: Tx, accountId: string, theme: ThemeChanges, now: Timestamp): Promise<Record<string, FieldErrorCode>> {
  const problems: Record<string, FieldErrorCode> = {}
  for (const key of ['logoUrl', 'faviconUrl'] as const) {
    const url = theme[key]
    if (!url || !uploadedImagePattern.test(url)) continue
    if (!(await touchImage(tx, accountId, url.slice('/brand/'.length, url.lastIndexOf('.')), now)))
      problems[`theme.${key}`] = 'not_a_choice'
  }
  return problems
}
