import type { SessionEntry } from '../../shared/auth.ts'
import type { OwnConsent } from '../../shared/consent.ts'
import type { OwnAccount } from '../../shared/own-data.ts'
import { sendForJson, type Api } from './client.ts'
import { fetchTransport } from './transport.ts'

/** All that the account view shows. */
export interface AccountFacts {
  account: OwnAccount
  sessions: SessionEntry[]
  consent: OwnConsent
}

/** Asks for it all at once. */
export async function getAccount(api: Api, signal: AbortSignal): Promise<AccountFacts> {
  const get = <Answer>(path: string) => sendForJson<Answer>(api, { method: 'GET', path, byUser: true, signal })
  const [account, { sessions }, consent] = await Promise.all([
    get<OwnAccount>('/me/account'),
    get<{ sessions: SessionEntry[] }>('/sessions'),
    get<OwnConsent>('/consent'),
  ])
  return { account, sessions, consent }
}

/** Does something to the account that has no answer worth reading. */
export async function changeAccount(api: Api, method: 'POST' | 'PUT' | 'DELETE', path: string, json?: object): Promise<void> {
  await api.send({ method, path, byUser: true, ...(json && { json }) })
}

/** The archive with everything about the contact. Making it may take a while. */
export async function getOwnData(api: Api): Promise<Blob> {
  const response = await api.send({ method: 'POST', path: '/me/data-export', byUser: true, transport: fetchTransport('omit', 120_000) })
  return response.blob()
}
