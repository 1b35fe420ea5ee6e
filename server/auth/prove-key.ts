import type { Context } from 'hono'
import type { AppEnv } from '../deps.ts'
import { currentNonce } from '../http/proof-nonce.ts'
import { verifyProof } from './dpop.ts'

/**
 * Checks the `DPoP` header of a request and names the newest nonce in the answer.
 *
 * @returns the thumbprint of the key.
 * @throws AppError `proof_nonce_required`, `proof_invalid`.
 */
export function proveKey(c: Context<AppEnv>, bound?: { accessToken: string; jkt: string }): string {
  const { deps } = c.var
  c.header('DPoP-Nonce', currentNonce(deps.nonceSecret, deps.now()))
  const url = c.var.site.origin + c.req.path
  return verifyProof(deps, c.req.header('DPoP'), { method: c.req.method, url, ...(bound && { bound }) })
}
