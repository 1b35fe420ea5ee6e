import type { Me, SessionTokens } from '../../shared/auth.ts'
import { sendForJson, sendSigned, type Api, type NonceHolder } from './client.ts'

/** Opens a session that is bound to `key`; `path` says by what the contact is proved. */
export async function postSession(
  base: string,
  key: CryptoKeyPair,
  path: string,
  body: object,
  holder: NonceHolder,
): Promise<SessionTokens> {
  const response = await sendSigned(base, { method: 'POST', path, json: body, byUser: true }, { key }, holder)
  return (await response.json()) as SessionTokens
}

/** Trades the refresh token for its successor; the same `requestId` gives the same one again. */
export async function postRefresh(
  base: string,
  key: CryptoKeyPair,
  body: { refreshToken: string; requestId: string },
  holder: NonceHolder,
): Promise<SessionTokens> {
  const response = await sendSigned(base, { method: 'POST', path: '/session/refresh', json: body }, { key }, holder)
  return (await response.json()) as SessionTokens
}

/** Ends the session on the server. */
export async function deleteSession(
  base: string,
  credentials: { key: CryptoKeyPair; accessToken: string },
  holder: NonceHolder,
): Promise<void> {
  await sendSigned(base, { method: 'DELETE', path: '/session', byUser: true }, credentials, holder)
}

/** Keeps what the contact chose for the list: own or company tickets, and columns. */
export function patchMe(api: Api, body: Partial<Pick<Me, 'view' | 'columns'>>): Promise<Me> {
  return sendForJson(api, { method: 'PATCH', path: '/me', json: body, byUser: true })
}
