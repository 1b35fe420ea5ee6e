import type { SettingsFile } from '../../shared/settings-file.ts'
import { insertAccount } from '../create-account.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { hasAccount } from '../set-up.ts'
import { StartError } from '../start-error.ts'

/** Who gets every permission. */
export interface FirstAdmin {
  name: string
  email: string
  passwordHash: string
}

/**
 * Makes the first account of an empty database, under the names of the file: what every account begins with is then what
 * the file has, and keeps its place.
 *
 * @returns the account.
 * @throws StartError when there is an account already.
 */
export async function makeFirstAccount(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  { name: adminName, email: adminEmail, passwordHash }: FirstAdmin,
  file: SettingsFile,
): Promise<string> {
  if (await hasAccount(tx)) throw new StartError('There is an account by now: import into that one.')
  const [portal] = file.portals ?? []
  const { name = portal?.title ?? 'Support', timeZone } = file.account ?? {}
  const slug = portal?.slug ?? 'support'
  await insertAccount(tx, deps, { name, adminName, adminEmail, passwordHash, slug, ...(timeZone && { timeZone }) })
  const { id: accountId } = await tx.selectFrom('account').select('id').executeTakeFirstOrThrow()
  const [inbox, pipeline, form] = [file.inboxes?.[0], file.pipelines?.[0], file.forms?.[0]]
  if (inbox) await tx.updateTable('inbox').set({ name: inbox.name }).where('account_id', '=', accountId).execute()
  if (pipeline) await tx.updateTable('pipeline').set({ name: pipeline.name }).where('account_id', '=', accountId).execute()
  if (form) await tx.updateTable('form').set({ name: form.name, key: form.key }).where('account_id', '=', accountId).execute()
  if (portal?.key) await tx.updateTable('portal').set({ key: portal.key }).where('account_id', '=', accountId).execute()
  return accountId
}
