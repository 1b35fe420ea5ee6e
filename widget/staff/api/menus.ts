import type { CreateMenuBody, Menu, UpdateMenuBody } from '../../../shared/menus.ts'
import type { StaffClient } from './client.ts'

/** The account's navigation menus, by name. */
export async function listMenus(client: StaffClient, signal?: AbortSignal): Promise<Menu[]> {
  return (await client.send<{ menus: Menu[] }>({ path: '/menus', ...(signal ? { signal } : {}) })).menus
}

/** Makes a menu. */
export function createMenu(client: StaffClient, body: CreateMenuBody): Promise<Menu> {
  return client.send({ method: 'POST', path: '/menus', body })
}

/** Renames a menu or changes what stands in it. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function changeMenu(client: StaffClient, menuId: string, body: UpdateMenuBody): Promise<Menu> {
  return client.send({ method: 'PATCH', path: `/menus/${menuId}`, body })
}

/** Deletes a menu. Throws `menu_in_use` while a portal shows it. */
export function deleteMenu(client: StaffClient, menuId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/menus/${menuId}` })
}
