import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { SignInBody, StaffMe } from '../../../shared/auth.ts'
import { isSessionOver, StaffClient, type StaffApiError, toApiError } from '../api/client.ts'
import { findMe, signIn, signOut } from '../api/session.ts'
import { LiveStream } from '../base/live-stream.ts'
import { OutgoingMessages } from '../conversation/outgoing.ts'

/** `over`: somebody was signed in and their session ended; the page stays and asks again. */
export type SessionState = 'checking' | 'failed' | 'out' | 'in' | 'over'

/** Who is signed in, and what lives as long as they are. */
export class SessionController implements ReactiveController {
  state: SessionState = 'checking'
  me: StaffMe | null = null
  error: StaffApiError | undefined
  readonly client: StaffClient
  readonly live: LiveStream
  outgoing: OutgoingMessages | null = null
  private readonly host: ReactiveControllerHost
  private waiting: PromiseWithResolvers<void> | null = null

  constructor(host: ReactiveControllerHost) {
    this.host = host
    this.client = new StaffClient(() => this.onSessionOver())
    this.live = new LiveStream(this.client, () => void this.onSessionOver())
    host.addController(this)
  }

  hostDisconnected(): void {
    this.live.stop()
    this.outgoing?.stop()
  }

  /** Looks whether the cookie still belongs to a session. */
  async check(): Promise<void> {
    this.set('checking')
    try {
      this.begin(await findMe(this.client))
    } catch (error) {
      this.error = toApiError(error)
      this.set(isSessionOver(error) ? 'out' : 'failed')
    }
  }

  /** Signs in; when a session had ended, everything that waited for it goes on. Throws StaffApiError. */
  async signIn(body: SignInBody): Promise<void> {
    const before = this.me
    const me = await signIn(this.client, body)
    // Another person must not go on with what this page holds of the first.
    if (before && before.id !== me.id) location.reload()
    else this.begin(me)
  }

  /** Ends the session and goes back to the sign-in. Even without an answer nothing of it stays on the page. */
  async signOut(): Promise<void> {
    this.live.stop()
    await signOut(this.client).catch(() => undefined)
    this.outgoing?.stop()
    this.outgoing = null
    this.me = null
    this.waiting = null
    this.set('out')
  }

  private begin(me: StaffMe): void {
    this.client.noteSignIn()
    this.me = me
    this.outgoing ??= new OutgoingMessages(this.client, me.id)
    this.set('in')
    this.live.start()
    this.waiting?.resolve()
    this.waiting = null
  }

  private onSessionOver(): Promise<void> {
    if (!this.me) {
      this.set('out')
      return new Promise(() => undefined)
    }
    this.waiting ??= Promise.withResolvers<void>()
    this.live.stop()
    this.set('over')
    return this.waiting.promise
  }

  private set(state: SessionState): void {
    this.state = state
    this.host.requestUpdate()
  }
}
