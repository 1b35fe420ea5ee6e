import type { SignedIn } from '../data/sessions.ts'
import type { LoadJob } from './load-job.ts'

/** Sessions as they are sent to another process. */
export function toPlain(sessions: readonly SignedIn[]): LoadJob['sessions'] {
  return sessions.map(({ credentials: { accessToken, privateKey, jwk } }) => ({
    accessToken,
    jwk,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }))
}
