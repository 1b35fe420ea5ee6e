import type { MenuItem } from '../../shared/menus.ts'
import type { Db, Tx } from '../db/index.ts'
import type { MenuRow } from './menu.table.ts'

/** The account's menus, by name. */
export function listMenus(db: Db, accountId: string): Promise<MenuRow[]> {
  return db.selectFrom('menu').selectAll().where('account_id', '=', accountId).orderBy('name').orderBy('id').execute()
}

/** One menu of the account. */
export function findMenu(db: Db, accountId: string, menuId: string): Promise<MenuRow | undefined> {
  return db.selectFrom('menu').selectAll().where('account_id', '=', accountId).where('id', '=', menuId).executeTakeFirst()
}

/** Keeps a new menu. */
export async function insertMenu(tx: Tx, row: MenuRow): Promise<void> {
  await tx.insertInto('menu').values(row).execute()
}

/** Changes a menu that still has the version. False when somebody was quicker. */
export async function updateMenu(tx: Tx, row: MenuRow, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('menu')
    .set({ name: row.name, items: row.items, version: row.version })
    .where('account_id', '=', row.account_id)
    .where('id', '=', row.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Deletes a menu that no portal shows. False when one does, or there is none. */
export async function deleteMenu(tx: Tx, accountId: string, menuId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('menu')
    .where('account_id', '=', accountId)
    .where('id', '=', menuId)
    .where((eb) => {
      const shown = eb
        .selectFrom('portal')
        .select('portal.id')
        .where('portal.account_id', '=', accountId)
        .where('portal.menu_id', '=', menuId)
      return eb.not(eb.exists(shown))
    })
    .executeTakeFirst()
  return Number(numDeletedRows) > 0
}

/** What stands in a menu; null when it is gone. */
export async function findPublicMenu(db: Db, accountId: string, menuId: string): Promise<MenuItem[] | null> {
  const row = await findMenu(db, accountId, menuId)
  return row ? (JSON.parse(row.items) as MenuItem[]) : null
}
