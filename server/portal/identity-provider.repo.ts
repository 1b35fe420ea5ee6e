import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { IdentityLinkRow, IdentityProviderRow, JwtKeyRow } from './identity-provider.table.ts'

const providerColumns = [
  'account_id',
  'id',
  'portal_id',
  'kind',
  'name',
  'is_on',
  'issuer',
  'email_domains',
  'settings',
  'secret_sealed',
  'version',
  'created_at',
] as const

const keyColumns = [
  'account_id',
  'id',
  'portal_id',
  'provider_id',
  'kid',
  'name',
  'algorithm',
  'public_jwk',
  'secret_sealed',
  'created_at',
] as const

/** The providers of a portal, oldest first. */
export function listIdentityProviders(db: Db, accountId: string, portalId: string): Promise<IdentityProviderRow[]> {
  return db
    .selectFrom('identity_provider')
    .select(providerColumns)
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** One provider of a portal. */
export function findIdentityProvider(
  db: Db,
  accountId: string,
  portalId: string,
  providerId: string,
): Promise<IdentityProviderRow | undefined> {
  return db
    .selectFrom('identity_provider')
    .select(providerColumns)
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('id', '=', providerId)
    .executeTakeFirst()
}

/** A provider by its id, of whatever account: for what anybody may know of it. */
export function findProviderById(db: Db, providerId: string): Promise<IdentityProviderRow | undefined> {
  return db.selectFrom('identity_provider').select(providerColumns).where('id', '=', providerId).executeTakeFirst()
}

/** Keeps a new provider. */
export async function insertIdentityProvider(tx: Tx, row: IdentityProviderRow): Promise<void> {
  await tx.insertInto('identity_provider').values(row).execute()
}

/** Saves a provider as it is now. False when somebody saved since `version`. */
export async function updateIdentityProvider(tx: Tx, row: IdentityProviderRow, version: number): Promise<boolean> {
  const { account_id, id, portal_id: _portal, kind: _kind, created_at: _createdAt, ...columns } = row
  const { numUpdatedRows } = await tx
    .updateTable('identity_provider')
    .set(columns)
    .where('account_id', '=', account_id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Removes a provider with its keys, who its subjects were, and sign-ins under way. */
export async function deleteIdentityProvider(tx: Tx, accountId: string, providerId: string): Promise<void> {
  for (const table of ['used_statement', 'identity_link', 'sign_in_attempt', 'sign_in_check', 'jwt_key'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).where('provider_id', '=', providerId).execute()
  }
  await tx.deleteFrom('identity_provider').where('account_id', '=', accountId).where('id', '=', providerId).execute()
}

/** The keys of a provider, oldest first. */
export function listJwtKeys(db: Db, accountId: string, providerId: string): Promise<JwtKeyRow[]> {
  return db
    .selectFrom('jwt_key')
    .select(keyColumns)
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The key of a portal that a token names, with its provider if that is on. */
export async function findJwtKey(
  db: Db,
  accountId: string,
  portalId: string,
  kid: string,
): Promise<{ key: JwtKeyRow; provider: IdentityProviderRow } | undefined> {
  const key = await db
    .selectFrom('jwt_key')
    .select(keyColumns)
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('kid', '=', kid)
    .executeTakeFirst()
  if (!key) return undefined
  const provider = await findIdentityProvider(db, accountId, portalId, key.provider_id)
  return provider?.is_on === 1 && provider.kind === 'jwt' ? { key, provider } : undefined
}

/** Keeps a new key. */
export async function insertJwtKey(tx: Tx, row: JwtKeyRow): Promise<void> {
  await tx.insertInto('jwt_key').values(row).execute()
}

/** Removes a key: tokens that it signed are worth nothing from now on. False when the provider has no such key. */
export async function deleteJwtKey(tx: Tx, accountId: string, providerId: string, keyId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('jwt_key')
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .where('id', '=', keyId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** The contact that a provider's subject is. Compared exactly. */
export function findIdentityLink(db: Db, accountId: string, providerId: string, subject: string): Promise<IdentityLinkRow | undefined> {
  return db
    .selectFrom('identity_link')
    .select(['account_id', 'provider_id', 'subject', 'contact_id', 'created_at'])
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

/** Keeps whom a subject is. Fails on a subject that has a contact already. */
export async function insertIdentityLink(tx: Tx, row: IdentityLinkRow): Promise<void> {
  await tx.insertInto('identity_link').values(row).execute()
}

/** Forgets who a provider's subjects are: another issuer may call others by the same names. */
export async function deleteIdentityLinks(tx: Tx, accountId: string, providerId: string): Promise<void> {
  await tx.deleteFrom('identity_link').where('account_id', '=', accountId).where('provider_id', '=', providerId).execute()
}

/** Notes that a statement of a provider is used, for every process at once. False when it was used before. */
export async function useStatement(
  tx: Tx,
  statement: { account_id: string; provider_id: string; statement_hash: string; expires_at: Timestamp },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('used_statement')
    .values(statement)
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Forgets used statements that expired before a time, of every account. */
export async function forgetStatements(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('used_statement').where('expires_at', '<', before).returning('account_id').execute()
}
