import { jwtIssuer, jwtKid } from '../site.ts'
import type { AccountPlan } from './account-rows.ts'
import { historyMinutes } from './plan.ts'
import type { RowSet } from './rows.ts'

/**
 * Lets a portal trust the help site's own sign-in page: *Log in with Kvist*. Where that page is and which key it signs with is
 * written with every start of the demo.
 */
export function addSignOn(rows: RowSet, account: AccountPlan, portalId: string): void {
  const own = () => ({ account_id: account.id, id: account.idOf(historyMinutes), portal_id: portalId })
  const provider = own()
  rows.add('identity_provider', {
    ...provider,
    kind: 'jwt',
    name: 'Kvist',
    is_on: 1,
    issuer: jwtIssuer,
    email_domains: null,
    settings: JSON.stringify({ loginUrl: null, clientId: null, saml: null }),
    secret_sealed: null,
    version: 1,
    created_at: account.timeOf(historyMinutes),
  })
  rows.add('jwt_key', {
    ...own(),
    provider_id: provider.id,
    kid: jwtKid,
    name: 'Help site',
    algorithm: 'ES256',
    public_jwk: null,
    secret_sealed: null,
    created_at: account.timeOf(historyMinutes),
  })
}
