import type { StaffPermission } from '../../../shared/auth.ts'
import type { StaffTexts } from '../locales/en.ts'

/** Every permission, as the page lists them. */
export const permissionNames = [
  'inbox.answer',
  'contacts.edit',
  'portal.settings',
  'account.admin',
] as const satisfies readonly StaffPermission[]

/** Usual sets of permissions, and one's own. */
export type Role = keyof typeof roles | 'custom'

/** What each role may do. */
export const roles = {
  agent: ['inbox.answer', 'contacts.edit'],
  portalAdmin: ['inbox.answer', 'contacts.edit', 'portal.settings'],
  owner: permissionNames,
} as const satisfies Record<string, readonly StaffPermission[]>

/** The names of the roles, as the page lists them. */
export const roleNames = ['agent', 'portalAdmin', 'owner', 'custom'] as const satisfies readonly Role[]

/** The role that has exactly these permissions. */
export function roleOf(permissions: readonly StaffPermission[]): Role {
  const found = Object.entries(roles).find(
    ([, those]) => those.length === permissions.length && those.every((permission) => permissions.includes(permission)),
  )
  return (found?.[0] as Role | undefined) ?? 'custom'
}

/** Permissions in words. */
export function permissionWords(texts: StaffTexts, permissions: readonly StaffPermission[]): string {
  const words = permissionNames.filter((one) => permissions.includes(one)).map((one) => texts.team.permissions[one][0])
  return texts.settings.list(words)
}

/** A role in words; of one's own set, what it may do. */
export function roleWords(texts: StaffTexts, permissions: readonly StaffPermission[]): string {
  const role = roleOf(permissions)
  return role === 'custom' ? permissionWords(texts, permissions) : texts.team.roles[role][0]
}
