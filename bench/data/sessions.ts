import { createHash, generateKeyPairSync, hash, randomBytes } from 'node:crypto'
import { openDatabase } from '../../server/db/open.ts'
import type { Credentials } from '../process/proof.ts'
import { siteOrigin } from './account.ts'
import { accountId, type Viewer } from './people.ts'

/** A viewer with a session. */
export interface SignedIn extends Viewer {
  sessionId: string
  credentials: Credentials
}

const userAgent = 'bench'

/**
 * Signs contacts in by writing the rows that a sign-in would have written, with access tokens that last the whole run.
 * Sessions of earlier runs are removed. Do it before the server starts.
 */
export async function openSessions(databaseUrl: string, viewers: readonly Viewer[]): Promise<SignedIn[]> {
  const { db } = openDatabase(databaseUrl)
  try {
    await db.deleteFrom('session').where('account_id', '=', accountId).where('user_agent', '=', userAgent).execute()
    const portals = await db.selectFrom('portal').select(['id', 'key']).where('account_id', '=', accountId).execute()
    const signedIn: SignedIn[] = []
    for (const viewer of viewers) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const accessToken = `cpa_${randomBytes(32).toString('base64url')}`
      const sessionId = `bench${randomBytes(9).toString('hex')}`
      const portalId = portals.find(({ key }) => key === viewer.portalKey)?.id
      if (portalId === undefined) throw new Error(`There is no portal ${viewer.portalKey}.`)
      const now = new Date().toISOString()
      const end = new Date(Date.now() + 24 * 3600 * 1000).toISOString()
      await db
        .insertInto('session')
        .values({
          account_id: accountId,
          id: sessionId,
          portal_id: portalId,
          contact_id: viewer.contactId,
          origin: siteOrigin,
          jkt: createHash('sha256')
            .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
            .digest('base64url'),
          access_hash: hash('sha256', accessToken, 'hex'),
          access_expires_at: end,
          user_agent: userAgent,
          created_at: now,
          last_seen_at: now,
          expires_at: end,
          revoked_at: null,
        })
        .execute()
      signedIn.push({ ...viewer, sessionId, credentials: { accessToken, privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y } } })
    }
    return signedIn
  } finally {
    await db.destroy()
  }
}
