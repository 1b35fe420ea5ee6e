import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { createMenuBody, menu, updateMenuBody } from '../../shared/menus.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { listMenus } from './menu.repo.ts'
import { changeMenu, createMenu, presentMenu, removeMenu } from './save-menu.ts'

const tags = ['Settings']
const menuParams = z.object({ menuId: id })

const list = createRoute({
  method: 'get',
  path: '/menus',
  tags,
  summary: 'Navigation menus of the account',
  responses: {
    200: json(z.object({ menus: z.array(menu) }).openapi('Menus'), 'By name'),
    ...errors('sign_in_required', 'not_allowed'),
  },
})

const create = createRoute({
  method: 'post',
  path: '/menus',
  tags,
  summary: 'Make a navigation menu',
  request: { body: jsonBody(createMenuBody) },
  responses: { 201: json(menu, 'The new menu'), ...errors('sign_in_required', 'not_allowed') },
})

const change = createRoute({
  method: 'patch',
  path: '/menus/{menuId}',
  tags,
  summary: 'Rename a navigation menu or change what stands in it',
  request: { params: menuParams, body: jsonBody(updateMenuBody) },
  responses: { 200: json(menu, 'The menu as it is now'), ...errors('not_found', 'changed_meanwhile', 'sign_in_required', 'not_allowed') },
})

const remove = createRoute({
  method: 'delete',
  path: '/menus/{menuId}',
  tags,
  summary: 'Delete a navigation menu that no portal shows',
  request: { params: menuParams },
  responses: { 204: { description: 'Deleted' }, ...errors('not_found', 'menu_in_use', 'sign_in_required', 'not_allowed') },
})

/** Navigation menus, for staff with `portal.settings`; which one a portal shows is a setting of the portal. */
export const menuRoutes = makeRouter()
  .openapi(list, async (c) => {
    const rows = await listMenus(c.var.deps.db, requireStaff(c.var.viewer).accountId)
    return c.json({ menus: rows.map(presentMenu) }, 200)
  })
  .openapi(create, async (c) => {
    return c.json(await createMenu(c.var.deps, requireStaff(c.var.viewer), c.req.valid('json')), 201)
  })
  .openapi(change, async (c) => {
    const { menuId } = c.req.valid('param')
    return c.json(await changeMenu(c.var.deps, requireStaff(c.var.viewer), menuId, c.req.valid('json')), 200)
  })
  .openapi(remove, async (c) => {
    await removeMenu(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').menuId)
    return c.body(null, 204)
  })
