import { z } from '@hono/zod-openapi'
import { id, timestamp } from './common.ts'
import { limits } from './limits.ts'
import { safeHref } from './safe-text.ts'

/** Where an item leads: to a view of the portal, or to another page. */
export const menuItemKinds = ['tickets', 'new', 'account', 'link'] as const
export type MenuItemKind = (typeof menuItemKinds)[number]

/** Words per language; a language without any has the view's own, or those of another. */
const labels = z.record(
  z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'invalid'),
  z
    .string()
    .trim()
    .max(limits.menuLabelMaxChars, 'too_long')
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'invalid'),
)

/** Where a link may lead: pages and mail addresses, never script. No names or passwords inside. */
const linkUrl = z
  .string()
  .trim()
  .min(1, 'required')
  .max(limits.menuUrlMaxChars, 'too_long')
  .refine((text) => safeHref(text) !== undefined, 'not_a_url')

const menuItem = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['tickets', 'new', 'account']), labels }),
    z.strictObject({ kind: z.literal('link'), labels: labels.refine(hasWords, 'required'), url: linkUrl }),
  ])
  .openapi('MenuItem')
export type MenuItem = z.infer<typeof menuItem>

/** Each view stands in a menu once at most. */
export const menuItems = z
  .array(menuItem)
  .min(1, 'required')
  .max(limits.menuItemsMax, 'too_many')
  .superRefine((items, context) => {
    for (const [index, { kind }] of items.entries()) {
      const isAgain = kind !== 'link' && items.findIndex((one) => one.kind === kind) < index
      if (isAgain) context.addIssue({ code: 'custom', message: 'not_a_choice', path: [index, 'kind'] })
    }
  })

const menuName = z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long')

export const menu = z
  .object({ id, name: z.string(), items: z.array(menuItem), version: z.number().int(), createdAt: timestamp })
  .openapi('Menu')
export type Menu = z.infer<typeof menu>

export const createMenuBody = z.strictObject({ name: menuName, items: menuItems }).openapi('CreateMenu')
export type CreateMenuBody = z.infer<typeof createMenuBody>

export const updateMenuBody = z.strictObject({ version: z.number().int(), name: menuName, items: menuItems }).openapi('UpdateMenu')
export type UpdateMenuBody = z.infer<typeof updateMenuBody>

/** A menu as any page may know it; null: the usual one. */
export const publicMenu = z.array(menuItem).nullable()

function hasWords(words: Record<string, string>): boolean {
  return Object.values(words).some((text) => text !== '')
}
