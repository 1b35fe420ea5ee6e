import '../start.ts'
import type { Me } from '../../shared/auth.ts'
import type { PreviewSession } from '../../shared/preview.ts'
import { ApiError } from '../api/api-error.ts'
import { sendSigned, type Api, type ApiRequest, type NonceHolder } from '../api/client.ts'
import { createProofKey } from '../api/proof.ts'
import { SessionVault, type StoredSession } from '../base/vault.ts'

/**
 * Staff who look at the portal (D4): a session that reads, of this tab alone. What a contact has in this browser is left as it
 * is. Fetched only where the address or the tab says that it is needed.
 */
export class Preview implements Api {
  isOver = false
  private readonly base: string
  private readonly storageName: string
  private readonly tabId: string
  private readonly vault: SessionVault
  private readonly holder: NonceHolder
  private readonly onOver: () => void
  private stored: StoredSession | undefined

  private constructor(base: string, portalKey: string, tabId: string, holder: NonceHolder, onOver: () => void) {
    this.base = base
    this.storageName = `cp-preview ${portalKey}`
    this.tabId = tabId
    this.vault = new SessionVault(`preview-${tabId}`)
    this.holder = holder
    this.onOver = onOver
  }

  /** Takes up the preview of this tab, or begins the one whose code stands in the address. One that is over already says so. */
  static async open(base: string, portalKey: string, holder: NonceHolder, onOver: () => void): Promise<Preview> {
    const code = /\/preview\?code=([\w-]+)$/.exec(location.hash)?.[1]
    const kept = sessionStorage.getItem(`cp-preview ${portalKey}`)
    const preview = new Preview(base, portalKey, code || !kept ? crypto.randomUUID() : kept, holder, onOver)
    if (code) {
      // It has been used up: nobody finds it in the history.
      history.replaceState(history.state, '', location.hash.replace(/\/preview\?.*$/, ''))
      await preview.redeem(code).catch(() => undefined)
    } else preview.stored = await preview.vault.read().catch(() => undefined)
    if (!preview.stored || preview.stored.accessExpiresAt < Date.now()) await preview.forget()
    else sessionStorage.setItem(preview.storageName, preview.tabId)
    return preview
  }

  /** Through whose eyes; nobody's has neither name nor address. */
  get me(): Me | undefined {
    return this.stored?.me
  }

  /** Sends what reads. What a page notes by the way (read, chosen view) is for this page alone. */
  async send(request: ApiRequest): Promise<Response> {
    if (!this.stored) throw new ApiError('session_expired', { status: 401 })
    if (request.method === 'PUT') return new Response(null, { status: 204 })
    if (request.method === 'PATCH') return Response.json({ ...this.stored.me, ...(request.json as Partial<Me>) })
    try {
      return await sendSigned(this.base, request, this.stored, this.holder)
    } catch (thrown) {
      if (thrown instanceof ApiError && (thrown.code === 'session_expired' || thrown.code === 'proof_invalid')) await this.forget()
      throw thrown
    }
  }

  /** Asks whether the preview is still good: the stream has ended. */
  async check(): Promise<void> {
    await this.send({ method: 'GET', path: '/me' }).catch(() => undefined)
  }

  /** Ends it here at once, and on the server as soon as it can be reached. */
  async end(): Promise<void> {
    const { stored } = this
    await this.forget()
    if (stored) await sendSigned(this.base, { method: 'DELETE', path: '/preview-sessions' }, stored, this.holder).catch(() => undefined)
  }

  private async redeem(code: string): Promise<void> {
    const key = await createProofKey()
    const response = await sendSigned(this.base, { method: 'POST', path: '/preview-sessions', json: { code } }, { key }, this.holder)
    const { accessToken, accessExpiresInSeconds, me } = (await response.json()) as PreviewSession
    this.stored = { key, accessToken, refreshToken: '', accessExpiresAt: Date.now() + accessExpiresInSeconds * 1000, me }
    await this.vault.write(this.stored).catch(() => undefined)
  }

  private async forget(): Promise<void> {
    this.stored = undefined
    this.isOver = true
    sessionStorage.removeItem(this.storageName)
    await this.vault.wipe().catch(() => undefined)
    this.onOver()
  }
}
