import type { StaffMe } from '../shared/auth.ts'
import type { SetUpBody } from '../shared/set-up.ts'
import { requireGoodStaffPassword } from './auth/password-policy.ts'
import { signInStaff } from './auth/staff-session.ts'
import { insertAccount } from './create-account.ts'
import type { Db } from './db/index.ts'
import { transact } from './db/transact.ts'
import type { Deps } from './deps.ts'
import { AppError } from './errors.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from './http/secret-token.ts'
import { later } from './later.ts'

const prefix = 'cpu_'
const stored = 'set-up-token'

/** How long the printed address works, in seconds. The next start prints another. */
const goodForSeconds = 24 * 3600

/** Whether there is an account. */
export async function hasAccount(db: Pick<Db, 'selectFrom'>): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Makes the one-time address where the first account is made, for whoever reads what the server prints. Earlier ones end.
 *
 * @returns undefined when there is an account.
 */
export async function offerSetUp(deps: Pick<Deps, 'db' | 'now' | 'config'>): Promise<string | undefined> {
  if (await hasAccount(deps.db)) return undefined
  const token = makeSecretToken(prefix)
  const value = `${hashSecretToken(token)} ${later(deps.now(), goodForSeconds)}`
  await deps.db
    .insertInto('installation')
    .values({ name: stored, value })
    .onConflict((oc) => oc.column('name').doUpdateSet({ value }))
    .execute()
  // Behind the #: no server and no log of a proxy sees it.
  return `${deps.config.publicUrl}/staff/set-up#${token}`
}

/**
 * Makes the first account with its administrator, and signs them in.
 *
 * @returns the cookie's token, and who it is.
 * @throws AppError `link_not_valid` when the token is not good or there is an account; `invalid_request` naming what is wrong
 *   with the password; `busy`.
 */
export async function setUp(
  deps: Deps,
  { token, accountName, name, email, password, timeZone, language }: SetUpBody,
  from: { ip: string; userAgent: string },
): Promise<{ token: string; me: StaffMe }> {
  await requireGoodToken(deps, token)
  requireGoodStaffPassword(password, accountName, name, email)
  const passwordHash = await deps.hasher.hash(password)
  const account = { name: accountName, adminName: name, adminEmail: email, slug: 'support', passwordHash, timeZone, language }
  await transact(deps.db, async (tx) => {
    // Whoever takes it out of the table is the one: two at once make one account.
    const { numDeletedRows } = await tx.deleteFrom('installation').where('name', '=', stored).executeTakeFirst()
    if (numDeletedRows === 0n || (await hasAccount(tx))) throw new AppError('link_not_valid')
    await insertAccount(tx, deps, account)
  })
  return signInStaff(deps, { email, password }, from)
}

async function requireGoodToken(deps: Deps, token: string): Promise<void> {
  const row = isSecretToken(prefix, token)
    ? await deps.db.selectFrom('installation').select('value').where('name', '=', stored).executeTakeFirst()
    : undefined
  const [hash, expiresAt = ''] = row?.value.split(' ') ?? []
  if (hash !== hashSecretToken(token) || deps.now() >= expiresAt || (await hasAccount(deps.db))) throw new AppError('link_not_valid')
}
