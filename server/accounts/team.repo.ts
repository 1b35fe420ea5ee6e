import type { StaffPermission } from '../../shared/auth.ts'
import type { Db, Timestamp, Tx } from '../db/index.ts'

/** A person of the team as the database has it. */
export type TeamMember = NonNullable<Awaited<ReturnType<typeof findMember>>>

/** Everybody of the team, active or not, by name. Who was taken out is not among them. */
export function listTeam(db: Db, accountId: string) {
  return members(db, accountId).orderBy('staff.name').orderBy('staff.id').execute()
}

/** One of the team. */
export function findMember(db: Db, accountId: string, staffId: string) {
  return members(db, accountId).where('staff.id', '=', staffId).executeTakeFirst()
}

function members(db: Db, accountId: string) {
  return db
    .selectFrom('staff')
    .leftJoin('staff_totp', (join) =>
      join.onRef('staff_totp.account_id', '=', 'staff.account_id').onRef('staff_totp.staff_id', '=', 'staff.id'),
    )
    .where('staff.account_id', '=', accountId)
    .where('staff.removed_at', 'is', null)
    .select(['staff.id', 'staff.name', 'staff.email', 'staff.permissions', 'staff.language', 'staff.is_active'])
    .select(['staff.version', 'staff.last_signed_in_at', 'staff_totp.confirmed_at as second_factor_at'])
}

/** Those of the active team who have each of these permissions, by name. */
export async function listStaffWith(db: Db, accountId: string, permissions: readonly StaffPermission[]): Promise<TeamMember[]> {
  const rows = await listTeam(db, accountId)
  return rows.filter((row) => row.is_active === 1 && permissions.every((permission) => permissionsOf(row).includes(permission)))
}

/** What somebody may do. */
export function permissionsOf(row: { permissions: string }): StaffPermission[] {
  return JSON.parse(row.permissions) as StaffPermission[]
}

/** Whether somebody has this address, in whatever account: no two of the installation have the same. */
export async function isStaffAddress(db: Db, addressFolded: string): Promise<{ account_id: string; id: string } | undefined> {
  return db.selectFrom('staff').select(['account_id', 'id']).where('email_folded', '=', addressFolded).executeTakeFirst()
}

/** Nobody else changes the team of this account until the transaction ends. */
export async function holdTeam(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ last_event_seq: eb.ref('last_event_seq') }))
    .where('id', '=', accountId)
    .execute()
}

/** Keeps a new member. */
export async function insertMember(
  tx: Tx,
  row: {
    account_id: string
    id: string
    email: string
    email_folded: string
    name: string
    password_hash: string
    permissions: string
    language: 'en' | 'nb'
    created_at: Timestamp
  },
): Promise<void> {
  await tx
    .insertInto('staff')
    .values({ ...row, is_active: 1 })
    .execute()
}

/** Saves what an admin changed of a member. False when somebody saved since `version`. */
export async function updateMember(
  tx: Tx,
  accountId: string,
  { id, version }: { id: string; version: number },
  changes: { name: string; permissions: string; language: 'en' | 'nb' | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff')
    .set({ ...changes, version: version + 1 })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Lets a member in, or keeps them out. */
export async function setMemberActive(tx: Tx, accountId: string, staffId: string, isActive: boolean): Promise<void> {
  await tx
    .updateTable('staff')
    .set((eb) => ({ is_active: isActive ? 1 : 0, version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', staffId)
    .execute()
}

/** Takes a member out for good. The name stays beside what they wrote and did; the address is free for somebody else. */
export async function removeMember(tx: Tx, accountId: string, staffId: string, at: Timestamp): Promise<void> {
  const gone = `removed:${staffId}`
  await tx
    .updateTable('staff')
    .set({ is_active: 0, removed_at: at, email: '', email_folded: gone, permissions: '[]', language: null })
    .where('account_id', '=', accountId)
    .where('id', '=', staffId)
    .execute()
  await tx.deleteFrom('staff_link').where('account_id', '=', accountId).where('staff_id', '=', staffId).execute()
}

/** Notes that somebody signed in. */
export async function noteSignIn(tx: Tx, accountId: string, staffId: string, at: Timestamp): Promise<void> {
  await tx.updateTable('staff').set({ last_signed_in_at: at }).where('account_id', '=', accountId).where('id', '=', staffId).execute()
}
