import '../start.ts'
import type { Me } from '../../shared/auth.ts'
import type { PreviewSession } from '../../shared/preview.ts'
import { ApiError } from '../api/api-error.ts'
import { sendSigned, type Api, type ApiRequest } from '../api/client.ts'
import { createProofKey } from '../api/proof.ts'
import type { Session } from '../base/session.ts'
import { SessionVault, type StoredSession } from '../base/vault.ts'

/**
 * Staff who look at the portal (D4): a session that reads, of this tab alone. What a contact has in this browser is left as it
 * is. Fetched only where the address or the tab says that it is needed.
 */
export class Preview implements Api {
  isOver = false
  private readonly session: Session
  private readonly storageName: string
  private readonly tabId: string
  private readonly vault: SessionVault
  private stored: StoredSession | undefined

  private constructor(session: Session, tabId: string) {
    this.session = session
    this.storageName = `cp-preview ${session.portalKey}`
    this.tabId = tabId
    this.vault = new SessionVault(`preview-${tabId}`)
  }

  /**
   * Takes up the preview of this tab, or begins the one whose code stands in the address.
   *
   * @returns false when it is over already: whoever is signed in then has the page.
   */
  static async open(session: Session): Promise<boolean> {
    const code = /\/preview\?code=([\w-]+)$/.exec(location.hash)?.[1]
    const kept = sessionStorage.getItem(`cp-preview ${session.portalKey}`)
    const preview = new Preview(session, code || !kept ? crypto.randomUUID() : kept)
    if (code) {
      // It has been used up: nobody finds it in the history.
      history.replaceState(history.state, '', location.hash.replace(/\/preview\?.*$/, ''))
      await preview.redeem(code).catch(() => undefined)
    } else preview.stored = await preview.vault.read().catch(() => undefined)
    session.preview = preview
    if (!preview.stored || preview.stored.accessExpiresAt < Date.now()) {
      await preview.forget()
      return false
    }
    sessionStorage.setItem(preview.storageName, preview.tabId)
    session.me = preview.stored.me
    session.state = 'in'
    return true
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
      return await sendSigned(this.session.base, request, this.stored, this.session.holder)
    } catch (thrown) {
      if (thrown instanceof ApiError && (thrown.code === 'session_expired' || thrown.code === 'proof_invalid')) await this.leave()
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
    const { base, holder } = this.session
    await this.leave()
    if (stored) await sendSigned(base, { method: 'DELETE', path: '/preview-sessions' }, stored, holder).catch(() => undefined)
  }

  private async redeem(code: string): Promise<void> {
    const { base, holder } = this.session
    const key = await createProofKey()
    const response = await sendSigned(base, { method: 'POST', path: '/preview-sessions', json: { code } }, { key }, holder)
    const { accessToken, accessExpiresInSeconds, me } = (await response.json()) as PreviewSession
    this.stored = { key, accessToken, refreshToken: '', accessExpiresAt: Date.now() + accessExpiresInSeconds * 1000, me }
    await this.vault.write(this.stored).catch(() => undefined)
  }

  private async forget(): Promise<void> {
    this.stored = undefined
    this.isOver = true
    sessionStorage.removeItem(this.storageName)
    await this.vault.wipe().catch(() => undefined)
  }

  private async leave(): Promise<void> {
    const { session } = this
    await this.forget()
    if (!session.isPreview) return
    session.isPreview = false
    session.me = undefined
    session.state = 'unknown'
    session.onChange()
    void session.load()
  }
}
