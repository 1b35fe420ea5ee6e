import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { StaffMe } from '../../../shared/auth.ts'
import type { ProveAgainBody, StaffSignInBody } from '../../../shared/second-factor.ts'
import { postProof } from '../api/account.ts'
import { isSessionOver, StaffClient, type StaffApiError, toApiError } from '../api/client.ts'
import { findMe, signIn, signOut } from '../api/session.ts'
import { LiveStream } from '../base/live-stream.ts'
import { OutgoingMessages } from '../conversation/outgoing.ts'

/**
 * `over`: somebody was signed in and their session ended; the page stays and asks again. `enrol`: somebody is signed in, and
 * has to begin a second factor before anything else.
 */
export type SessionState = 'checking' | 'failed' | 'out' | 'in' | 'over' | 'enrol'

/** Who is signed in, and what lives as long as they are. */
export class SessionController implements ReactiveController {
  state: SessionState = 'checking'
  me: StaffMe | null = null
  error: StaffApiError | undefined
  readonly client: StaffClient
  readonly live: LiveStream
  outgoing: OutgoingMessages | null = null
  /** What somebody typed as their address on a page before this one. */
  typedEmail = ''
  /** With what somebody who has just chosen it is signed in next. */
  begun: { email: string; password: string } | null = null
  private readonly host: ReactiveControllerHost
  private waiting: PromiseWithResolvers<void> | null = null
  private proving: PromiseWithResolvers<boolean> | null = null
  /** A proof on its way: with its answer the cookie changes. */
  private proof: Promise<void> | null = null

  constructor(host: ReactiveControllerHost) {
    this.host = host
    this.client = new StaffClient({
      signInAgain: () => this.onSessionOver(),
      proveAgain: () => this.onProofRequired(),
      beginSecondFactor: () => this.onSecondFactorMissing(),
    })
    this.live = new LiveStream(this.client, () => void this.onStreamEnded())
    host.addController(this)
  }

  hostDisconnected(): void {
    this.live.stop()
    this.outgoing?.stop()
  }

  /** True while somebody is asked to prove who is there. */
  get isProving(): boolean {
    return this.proving !== null
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
  async signIn(body: StaffSignInBody): Promise<void> {
    const before = this.me
    const me = await signIn(this.client, body)
    // Another person must not go on with what this page holds of the first.
    if (before && before.id !== me.id) location.reload()
    else this.begin(me)
  }

  /** Proves anew who is there; what waited for it goes on. Throws StaffApiError. */
  async prove(body: ProveAgainBody): Promise<void> {
    const proof = postProof(this.client, body)
    this.proof = proof
    try {
      await proof
      // What the cookie of before was refused for is tried again.
      this.client.noteSignIn()
      this.endProving(true)
    } finally {
      this.proof = null
    }
  }

  /** The person would rather not: what waited for the proof is given up. */
  cancelProof(): void {
    this.endProving(false)
  }

  /** Asks anew who is signed in: their second factor was switched on or off. What waited for it goes on. */
  async refreshMe(): Promise<void> {
    this.begin(await findMe(this.client))
  }

  /** Ends the session and goes back to the sign-in. Even without an answer nothing of it stays on the page. */
  async signOut(): Promise<void> {
    this.live.stop()
    await signOut(this.client).catch(() => undefined)
    this.outgoing?.stop()
    this.outgoing = null
    this.me = null
    this.waiting = null
    this.endProving(false)
    this.set('out')
  }

  private begin(me: StaffMe): void {
    this.client.noteSignIn()
    this.me = me
    this.outgoing ??= new OutgoingMessages(this.client, me.id)
    this.set(me.lacksSecondFactor ? 'enrol' : 'in')
    if (me.lacksSecondFactor) return
    this.live.start()
    this.waiting?.resolve()
    this.waiting = null
  }

  private async onSessionOver(): Promise<void> {
    // An answer to the cookie of before the proof.
    if (this.proof) return this.proof.catch(() => undefined)
    if (!this.me) {
      this.set('out')
      return new Promise(() => undefined)
    }
    return this.wait('over')
  }

  private onSecondFactorMissing(): Promise<void> {
    if (this.me) this.me = { ...this.me, lacksSecondFactor: true }
    return this.wait('enrol')
  }

  private onProofRequired(): Promise<boolean> {
    this.proving ??= Promise.withResolvers<boolean>()
    this.host.requestUpdate()
    return this.proving.promise
  }

  /** The session may be over, or it still needs a second factor: then it is good, but for streams. */
  private async onStreamEnded(): Promise<void> {
    const me = await findMe(this.client).catch(() => null)
    await (me?.lacksSecondFactor ? this.onSecondFactorMissing() : this.onSessionOver())
  }

  private wait(state: 'over' | 'enrol'): Promise<void> {
    this.waiting ??= Promise.withResolvers<void>()
    this.live.stop()
    this.set(state)
    return this.waiting.promise
  }

  private endProving(isProved: boolean): void {
    this.proving?.resolve(isProved)
    this.proving = null
    this.host.requestUpdate()
  }

  private set(state: SessionState): void {
    this.state = state
    this.host.requestUpdate()
  }
}
