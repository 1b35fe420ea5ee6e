import '../../start.ts'
import type { SignInMessage, SignInStatus, StartedSignIn } from '../../../shared/single-sign-on.ts'
import { isAbort } from '../../api/api-error.ts'
import { sendSigned, type ApiRequest } from '../../api/client.ts'
import { createProofKey } from '../../api/proof.ts'
import type { Session } from '../../base/session.ts'
import { SessionVault } from '../../base/vault.ts'

/** What belongs to one sign-in through a provider's pages: of use to this browser alone, and only together. */
interface Attempt {
  key: CryptoKeyPair
  ssoId: string
  verifier: string
}

const patienceMs = 300_000

/**
 * Signs somebody in through a provider's pages, or the portal's own (null), in a window of its own. The code comes with the window's message, or, where a
 * provider's page cut the two apart, by asking. Without a window the page itself is left, and comes back to this place.
 *
 * @returns false when the provider or the person did not want it, or it took too long. Throws `ApiError`, and an abort.
 */
export async function signInThrough(
  session: Session,
  providerId: string | null,
  popup: Window | null,
  signal: AbortSignal,
): Promise<boolean> {
  const key = await createProofKey()
  const verifier = encode(crypto.getRandomValues(new Uint8Array(32)))
  const codeChallenge = encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
  const json = { ...(providerId !== null && { providerId }), codeChallenge, ...(popup ? {} : { returnUrl: location.href }) }
  const response = await send(session, key, { method: 'POST', path: '/sso/start', json, byUser: true, signal })
  const { ssoId, url } = (await response.json()) as StartedSignIn
  const attempt = { key, ssoId, verifier }
  if (popup) {
    popup.location.replace(url)
    return finish(session, attempt, popup, signal)
  }
  await vaultOf(session).write(attempt)
  sessionStorage.setItem(`cp-sso ${session.portalKey}`, '1')
  location.assign(url)
  return new Promise(() => {})
}

/** The provider whose domains name that of an address, if there is one. */
export async function findProvider(session: Session, email: string): Promise<string | null> {
  const request: ApiRequest = { method: 'POST', path: '/sso/provider', json: { email }, byUser: true }
  const response = await send(session, await createProofKey(), request)
  return ((await response.json()) as { providerId: string | null }).providerId
}

/** Goes on with the sign-in for which this page was left. @returns undefined when there is none. */
export async function resumeSignIn(session: Session, signal: AbortSignal): Promise<boolean | undefined> {
  sessionStorage.removeItem(`cp-sso ${session.portalKey}`)
  const vault = vaultOf(session)
  const attempt = await vault.read().catch(() => undefined)
  await vault.wipe().catch(() => undefined)
  return attempt && finish(session, attempt, null, signal)
}

async function finish(session: Session, attempt: Attempt, popup: Window | null, signal: AbortSignal): Promise<boolean> {
  const code = await waitForCode(session, attempt, popup, signal)
  popup?.close()
  if (code === undefined) return false
  const { key, ssoId, verifier } = attempt
  await session.signIn({ ssoId, code, verifier }, '/sso/session', key)
  return true
}

function waitForCode(session: Session, attempt: Attempt, popup: Window | null, signal: AbortSignal): Promise<string | undefined> {
  const ending = new AbortController()
  return new Promise<string | undefined>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError')), { signal: ending.signal })
    const hear = (event: MessageEvent<Partial<SignInMessage> | null>) => {
      if (!popup || event.origin !== new URL(session.base).origin || event.source !== popup) return
      const { data } = event
      if (data?.type === 'cp-sso' && data.v === 1 && data.ssoId === attempt.ssoId) resolve(data.code)
    }
    window.addEventListener('message', hear, { signal: ending.signal })
    // Without a window the person is back: asked for once, now.
    void ask(session, attempt, AbortSignal.any([signal, ending.signal]), popup ? patienceMs : 0).then(resolve, (error: unknown) => {
      if (!isAbort(error)) reject(error as Error)
    })
  }).finally(() => ending.abort())
}

/** Asks every second, later every three, for as long as there is hope. */
async function ask(session: Session, { key, ssoId }: Attempt, signal: AbortSignal, patience: number): Promise<string | undefined> {
  const begunAt = Date.now()
  for (;;) {
    const response = await send(session, key, { method: 'GET', path: `/sso/status/${ssoId}`, signal })
    const { state, code } = (await response.json()) as SignInStatus
    if (state === 'ready' && code !== null) return code
    const age = Date.now() - begunAt
    if (state !== 'pending' || age >= patience) return undefined
    await new Promise((resolve) => setTimeout(resolve, age < 30_000 ? 1000 : 3000))
    signal.throwIfAborted()
  }
}

function send({ base, holder }: Session, key: CryptoKeyPair, request: ApiRequest): Promise<Response> {
  return sendSigned(base, request, { key }, holder)
}

function vaultOf({ portalKey }: Session): SessionVault<Attempt> {
  return new SessionVault<Attempt>(`sso-${portalKey}`)
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => (sign === '+' ? '-' : sign === '/' ? '_' : ''))
}
