import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import type { Db } from '../server/db/index.ts'
import { transact } from '../server/db/transact.ts'
import { anna, ben, cleo, type Person } from './seed/people.ts'
import { demoPortalKey, jwtIssuer, jwtKid } from './site.ts'

/** How long a token is good: somebody has to choose who to be. */
const tokenSeconds = 300

/** Who is a customer of the help site: it has proved their addresses itself. */
export const customers: readonly Person[] = [anna, ben, cleo]

/** The customer with an address. */
export function findCustomer(email: string | null): Person | undefined {
  return customers.find((customer) => customer.email === email)
}

/** A key pair of the help site, new with every start: nothing secret is kept. */
export function makeSiteKey(): { privateKey: KeyObject; publicJwk: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, publicJwk: JSON.stringify(publicKey.export({ format: 'jwk' })) }
}

/** Tells the demo's portal where the help site signs in, and by which key. Whoever took the provider out has it stay out. */
export async function announceSignOn(db: Db, siteOrigin: string, publicJwk: string): Promise<void> {
  await transact(db, async (tx) => {
    const provider = await tx
      .selectFrom('identity_provider')
      .innerJoin('portal', (join) =>
        join
          .onRef('portal.account_id', '=', 'identity_provider.account_id')
          .onRef('portal.id', '=', 'identity_provider.portal_id')
          .on('portal.key', '=', demoPortalKey),
      )
      .select(['identity_provider.account_id', 'identity_provider.id', 'identity_provider.settings'])
      .where('identity_provider.issuer', '=', jwtIssuer)
      .executeTakeFirst()
    if (!provider) return
    const settings = JSON.stringify({ ...(JSON.parse(provider.settings) as object), loginUrl: `${siteOrigin}/signed-in` })
    await tx
      .updateTable('identity_provider')
      .set({ settings })
      .where('account_id', '=', provider.account_id)
      .where('id', '=', provider.id)
      .execute()
    await tx
      .updateTable('jwt_key')
      .set({ public_jwk: publicJwk })
      .where('account_id', '=', provider.account_id)
      .where('provider_id', '=', provider.id)
      .where('kid', '=', jwtKid)
      .execute()
  })
}

/** Signs who a customer is (RFC 7519, ES256), as docs/single-sign-on.md says. */
export function signCustomer(key: KeyObject, { email, name }: Person): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...{ iss: jwtIssuer, aud: demoPortalKey, sub: email, jti: randomUUID(), iat: now, exp: now + tokenSeconds },
    ...{ email, email_verified: true, name },
  }
  const input = [{ alg: 'ES256', kid: jwtKid, typ: 'JWT' }, claims].map((part) => encode(Buffer.from(JSON.stringify(part)))).join('.')
  return `${input}.${encode(sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }))}`
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
