import type { Me } from '../../shared/auth.ts'
import { ApiError, toApiError } from '../api/api-error.ts'
import { sendSigned, type Api, type ApiRequest, type NonceHolder } from '../api/client.ts'
import { createProofKey } from '../api/proof.ts'
import { deleteSession, postRefresh, postSession } from '../api/session.ts'
import type { Identity } from '../login/identify.ts'
import type { Preview } from '../preview/preview.ts'
import { SessionVault, type StoredSession } from './vault.ts'

/** `unknown`: storage is still being read. */
export type SessionState = 'unknown' | 'out' | 'in'

/** Why nobody is signed in: never was, logged out, or the session ended by itself. */
export type SignedOutReason = 'none' | 'left' | 'expired'

type TabMessage = 'in' | 'refreshed' | 'left' | 'expired'

// Renewed a little early, so that no request has to fail first.
const renewAheadMs = 30_000

/** The signed-in contact of one portal in this browser, shared by its tabs; sends signed requests. */
export class Session implements Api {
  state: SessionState = 'unknown'
  signedOutReason: SignedOutReason = 'none'
  me: Me | undefined
  /** Staff look at the portal, or did until a moment ago. */
  preview: Preview | undefined
  /** They do so now, or are about to. */
  isPreview: boolean
  readonly holder: NonceHolder = { nonce: undefined }
  /** Hears of every answer which event was the newest when it was read. */
  onAnswer: ((eventId: number) => void) | undefined

  readonly base: string
  readonly portalKey: string
  readonly onChange: () => void
  /** The portal was switched off, or its list of origins changed: what is known of it is out of date. */
  private readonly onPortalRefusal: () => void
  private readonly vault: SessionVault
  private readonly tabs: BroadcastChannel
  /** Says in this browser that somebody was signed in when the page was left. Not who, and not a secret. */
  private readonly hintName: string
  private readonly wasIn: boolean
  /** Until somebody looks whether the session goes idle; that one sets it again. */
  idleTimer: ReturnType<typeof setTimeout> | undefined
  /** Signs in whom the host page names, and says how that goes. */
  identity: Identity | undefined
  private stored: StoredSession | undefined
  private renewal: Promise<StoredSession> | undefined
  /** False where the browser refuses storage: the session then lives as long as the page. */
  private isKept = true

  constructor(base: string, portalKey: string, onChange: () => void, onPortalRefusal: () => void) {
    this.base = base
    this.portalKey = portalKey
    this.onChange = () => {
      this.identity?.check()
      onChange()
    }
    this.onPortalRefusal = onPortalRefusal
    this.vault = new SessionVault(portalKey)
    this.hintName = `cp-in ${portalKey}`
    this.wasIn = readHint(this.hintName)
    this.isPreview = location.hash.includes('/preview?code=') || readHint(`cp-preview ${portalKey}`, 'sessionStorage')
    this.tabs = new BroadcastChannel(`cp-session-${portalKey}`)
    this.tabs.onmessage = (event: MessageEvent<TabMessage>) => void this.hear(event.data)
    void this.load()
  }

  close(): void {
    clearTimeout(this.idleTimer)
    this.state = 'out'
    this.tabs.close()
  }

  /** Stands in for the session that this browser keeps, until it is over. */
  private get standIn(): Preview | undefined {
    return this.isPreview ? this.preview : undefined
  }

  /** Signs in with a new key, or with the one that a sign-in was begun with. `path`: where what proves the contact is handed in. Throws `ApiError`. */
  async signIn(body: object, path = '/session', begunWith?: CryptoKeyPair): Promise<void> {
    const key = begunWith ?? (await createProofKey())
    const tokens = await postSession(this.base, key, path, body, this.holder)
    const { accessToken, refreshToken, accessExpiresInSeconds, me } = tokens
    await this.keep({ key, accessToken, refreshToken, accessExpiresAt: Date.now() + accessExpiresInSeconds * 1000, me })
    this.enter(me)
    this.tell('in')
  }

  /** Ends the session here at once, and on the server as soon as it can be reached. What was typed and not sent goes with it. */
  async signOut(): Promise<void> {
    const { stored, standIn } = this
    if (standIn) return standIn.end()
    await this.leave('left')
    this.tell('left')
    if (!stored) return
    wipe(`cp-draft ${this.portalKey} ${stored.me.id} `)
    await deleteSession(this.base, stored, this.holder).catch(() => undefined)
  }

  /** Takes over what the server says of the contact. */
  async setMe(me: Me): Promise<void> {
    this.me = me
    if (this.stored) await this.keep({ ...this.stored, me })
    this.onChange()
  }

  /** Sends a signed request; renews the access token when it ran out. Signed out: throws `sign_in_required`. */
  async send(request: ApiRequest): Promise<Response> {
    const { standIn } = this
    if (standIn) return standIn.send(request)
    let credentials = this.stored
    if (!credentials) throw new ApiError('sign_in_required', { status: 401 })
    if (credentials.accessExpiresAt - renewAheadMs < Date.now()) credentials = await this.renew(credentials.accessToken)
    const response = await this.sendRenewing(request, credentials)
    const eventId = response.headers.get('Cp-Event-Id')
    if (eventId !== null && request.path !== '/live') this.onAnswer?.(Number(eventId))
    return response
  }

  private sendRenewing(request: ApiRequest, credentials: StoredSession): Promise<Response> {
    const send = (by: StoredSession) => sendSigned(this.base, request, by, this.holder)
    return send(credentials)
      .catch(async (thrown: unknown) => {
        if (!(thrown instanceof ApiError) || thrown.code !== 'session_expired') throw thrown
        return send(await this.renew(credentials.accessToken))
      })
      .catch((thrown: unknown) => {
        throw this.heed(thrown)
      })
  }

  /** The server said over another way (the live stream) that the session is over. */
  async noticeEnd(): Promise<void> {
    if (this.standIn) return this.standIn.check()
    if (this.state !== 'in' || !this.stored) return
    await this.renew(this.stored.accessToken).catch(() => undefined)
  }

  /** Ends the session here and in the other tabs, because nobody was active. What was typed stays. */
  async expire(): Promise<void> {
    await this.leave('expired')
    this.tell('expired')
  }

  /** Whether somebody is signed in, or probably so: known before the vault has answered, so that the right place is kept from the start. */
  get expectsContact(): boolean {
    return this.state === 'in' || (this.state === 'unknown' && this.wasIn)
  }

  /** Takes up the session that this browser keeps, or the preview of this tab. */
  async load(): Promise<void> {
    if (this.isPreview) {
      this.isPreview = await import('../preview/preview.ts').then(({ Preview }) => Preview.open(this)).catch(() => false)
      if (this.isPreview) return this.onChange()
    }
    this.stored = await this.vault.read().catch(() => undefined)
    if (this.state !== 'unknown') return
    if (this.stored) this.enter(this.stored.me)
    else {
      this.state = 'out'
      this.rememberIn(false)
      this.onChange()
    }
  }

  private rememberIn(isIn: boolean): void {
    try {
      if (isIn) localStorage.setItem(this.hintName, '1')
      else localStorage.removeItem(this.hintName)
    } catch {
      // Without storage the place is kept for the login.
    }
  }

  /** A token newer than `failedToken`; several askers share one refresh. */
  private renew(failedToken: string): Promise<StoredSession> {
    this.renewal ??= this.locked(() => this.refresh(failedToken)).finally(() => {
      this.renewal = undefined
    })
    return this.renewal
  }

  private async refresh(failedToken: string): Promise<StoredSession> {
    const stored = this.isKept ? await this.vault.read() : this.stored
    if (!stored) {
      await this.leave('expired')
      throw new ApiError('session_expired', { status: 401 })
    }
    // Another tab was quicker.
    if (stored.accessToken !== failedToken) return this.adopt(stored)
    const requestId = stored.refreshRequestId ?? crypto.randomUUID()
    if (!stored.refreshRequestId) await this.keep({ ...stored, refreshRequestId: requestId })
    try {
      const tokens = await postRefresh(this.base, stored.key, { refreshToken: stored.refreshToken, requestId }, this.holder)
      const { accessToken, refreshToken, accessExpiresInSeconds, me } = tokens
      const next = { key: stored.key, accessToken, refreshToken, accessExpiresAt: Date.now() + accessExpiresInSeconds * 1000, me }
      await this.keep(next)
      this.tell('refreshed')
      return this.adopt(next)
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'session_expired' || error.code === 'proof_invalid') {
        await this.expire()
      }
      throw this.heed(error)
    }
  }

  private heed(error: unknown): unknown {
    const code = error instanceof ApiError && error.code
    if (code === 'portal_off' || code === 'origin_not_allowed' || code === 'consent_required') this.onPortalRefusal()
    // What the portal asks to agree to was changed meanwhile.
    if (code === 'consent_required' && this.me) void this.setMe({ ...this.me, needsConsent: true })
    return error
  }

  private async locked<Result>(work: () => Promise<Result>): Promise<Result> {
    return navigator.locks.request(`cp-refresh-${this.portalKey}`, work)
  }

  private async keep(session: StoredSession): Promise<void> {
    this.stored = session
    await this.vault.write(session).then(
      () => (this.isKept = true),
      () => (this.isKept = false),
    )
  }

  private adopt(session: StoredSession): StoredSession {
    this.stored = session
    this.me = session.me
    return session
  }

  private async hear(message: TabMessage): Promise<void> {
    if (this.isPreview) return
    if (message === 'left' || message === 'expired') {
      this.forget(message)
      return
    }
    const stored = await this.vault.read().catch(() => undefined)
    if (!stored) return
    this.adopt(stored)
    if (message === 'in') this.enter(stored.me)
  }

  private enter(me: Me): void {
    this.me = me
    this.state = 'in'
    this.rememberIn(true)
    this.idleTimer ??= setTimeout(() => void import('../idle/idle.ts').then((idle) => idle.watchIdle(this)), 9000)
    this.onChange()
  }

  private async leave(reason: SignedOutReason): Promise<void> {
    this.forget(reason)
    await this.vault.wipe().catch(() => undefined)
  }

  private forget(reason: SignedOutReason): void {
    this.stored = undefined
    this.me = undefined
    this.state = 'out'
    this.rememberIn(false)
    this.signedOutReason = reason
    this.onChange()
  }

  private tell(message: TabMessage): void {
    this.tabs.postMessage(message)
  }
}

/** Removes what this browser keeps under names that begin so. */
function wipe(start: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(start)) localStorage.removeItem(name)
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

function readHint(name: string, storage: 'localStorage' | 'sessionStorage' = 'localStorage'): boolean {
  try {
    return window[storage].getItem(name) !== null
  } catch {
    return false
  }
}
