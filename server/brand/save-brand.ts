import type { Brand, UpdateBrandBody } from '../../shared/look.ts'
import { readTheme, type Theme, themeKeys } from '../../shared/theme.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { checkImages } from './own-images.ts'

/** The look that all portals of an account begin with. */
export async function findBrand(db: Db, accountId: string): Promise<Brand> {
  const row = await db.selectFrom('account').select(['brand', 'brand_version']).where('id', '=', accountId).executeTakeFirstOrThrow()
  return { theme: readTheme(row.brand), version: row.brand_version }
}

/** Saves what is given of the account's brand. @throws AppError `changed_meanwhile`; `invalid_request` for an image of nobody. */
export async function saveBrand(deps: Deps, viewer: StaffViewer, body: UpdateBrandBody): Promise<Brand> {
  return write(deps, viewer.accountId, (tx) => changeBrand(tx, viewer, deps.now(), body))
}

/** The same in a transaction that is open. */
export async function changeBrand(tx: Tx, viewer: StaffViewer, now: string, { version, theme: changes }: UpdateBrandBody): Promise<Brand> {
  const { accountId } = viewer
  const before = await findBrand(tx, accountId)
  const fields = await checkImages(tx, accountId, changes, now)
  if (Object.keys(fields).length > 0) throw new AppError('invalid_request', JSON.stringify(fields), { fields })
  const after: Brand = { theme: { ...before.theme, ...changes }, version: version + 1 }
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ brand: JSON.stringify(after.theme), brand_version: after.version })
    .where('id', '=', accountId)
    .where('brand_version', '=', version)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw new AppError('changed_meanwhile')
  const names = themeKeys.filter((name) => before.theme[name] !== after.theme[name])
  if (names.length > 0) {
    const of = (theme: Theme) => Object.fromEntries(names.map((name) => [name, theme[name]]))
    await recordEvent(tx, viewer, now, {
      kind: 'brand.changed',
      isPublic: false,
      data: { before: of(before.theme), after: of(after.theme) },
    })
  }
  return after
}
