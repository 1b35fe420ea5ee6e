import type { CreateMenuBody, Menu, MenuItem, UpdateMenuBody } from '../../shared/menus.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { limits } from '../../shared/limits.ts'
import type { StaffViewer } from '../viewer.ts'
import { deleteMenu, findMenu, insertMenu, listMenus, updateMenu } from './menu.repo.ts'
import type { MenuRow } from './menu.table.ts'

/** Makes a menu. @throws AppError `invalid_request` naming what is wrong: a name that another menu has, a menu too many. */
export async function createMenu(deps: Deps, viewer: StaffViewer, body: CreateMenuBody): Promise<Menu> {
  const { accountId } = viewer
  const created_at = deps.now()
  const row = { account_id: accountId, id: deps.newId(), name: body.name, items: itemsText(body.items), version: 1, created_at }
  return write(deps, accountId, async (tx) => {
    const menus = await listMenus(tx, accountId)
    if (menus.length >= limits.menusMax) throw new AppError('invalid_request', 'too many menus', { fields: { name: 'too_many' } })
    requireFreeName(menus, row)
    await insertMenu(tx, row)
    await tell(tx, viewer, created_at, row.id, null, row)
    return presentMenu(row)
  })
}

/** Renames a menu or changes what stands in it. @throws AppError `not_found`; `changed_meanwhile`; `invalid_request`. */
export async function changeMenu(deps: Deps, viewer: StaffViewer, menuId: string, body: UpdateMenuBody): Promise<Menu> {
  const { accountId } = viewer
  return write(deps, accountId, async (tx) => {
    const menus = await listMenus(tx, accountId)
    const before = menus.find(({ id }) => id === menuId)
    if (!before) throw new AppError('not_found', `menu ${menuId}`)
    const after = { ...before, name: body.name, items: itemsText(body.items), version: body.version + 1 }
    requireFreeName(menus, after)
    if (!(await updateMenu(tx, after, body.version))) throw new AppError('changed_meanwhile')
    await tell(tx, viewer, deps.now(), menuId, before, after)
    return presentMenu(after)
  })
}

/** Deletes a menu. @throws AppError `not_found`; `menu_in_use` while a portal shows it. */
export async function removeMenu(deps: Deps, viewer: StaffViewer, menuId: string): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    const before = await findMenu(tx, viewer.accountId, menuId)
    if (!before) throw new AppError('not_found', `menu ${menuId}`)
    if (!(await deleteMenu(tx, viewer.accountId, menuId))) throw new AppError('menu_in_use')
    await tell(tx, viewer, deps.now(), menuId, before, null)
  })
}

/** A menu as staff see it. */
export function presentMenu({ id, name, items, version, created_at }: MenuRow): Menu {
  return { id, name, items: JSON.parse(items) as MenuItem[], version, createdAt: created_at }
}

/** As it is kept: without languages that have no words. */
function itemsText(items: readonly MenuItem[]): string {
  return JSON.stringify(
    items.map((item) => ({ ...item, labels: Object.fromEntries(Object.entries(item.labels).filter(([, words]) => words !== '')) })),
  )
}

function requireFreeName(menus: readonly MenuRow[], { id, name }: MenuRow): void {
  const isTaken = menus.some((menu) => menu.id !== id && menu.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw new AppError('invalid_request', 'another menu has the name', { fields: { name: 'not_a_choice' } })
}

async function tell(tx: Tx, viewer: StaffViewer, at: string, menuId: string, was: MenuRow | null, is: MenuRow | null): Promise<void> {
  const before = was && { name: was.name, items: was.items }
  const after = is && { name: is.name, items: is.items }
  await recordEvent(tx, viewer, at, { kind: 'menu.changed', isPublic: false, data: { menuId, before, after } })
}
