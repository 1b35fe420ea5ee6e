import type { Timestamp, Tx } from '../db/index.ts'

/** Ends the sessions of a portal that began with one of our own ways to sign in. @returns the ids of those it ended. */
export async function revokeOwnSessions(tx: Tx, accountId: string, portalId: string, at: Timestamp): Promise<string[]> {
  const rows = await tx
    .updateTable('session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('provider_id', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Lets every client of a portal ask for its next access token now, and with it hear anew what its contact may see. Sessions
 * go on.
 */
export async function ageAccessTokens(tx: Tx, accountId: string, portalId: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('session')
    .set({ access_expires_at: at })
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('revoked_at', 'is', null)
    .where('access_expires_at', '>', at)
    .execute()
}
