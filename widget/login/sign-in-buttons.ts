import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { PublicPortal } from '../../shared/portal.ts'
import { isAbort } from '../api/api-error.ts'
import type { Session } from '../base/session.ts'
import type { LoginTexts } from '../locales/en/login.ts'
import type { StartTexts } from '../locales/en/start.ts'
import type { SignInController } from './sign-in.controller.ts'

type Provider = PublicPortal['identityProviders'][number]

interface Frame {
  session: Session
  texts: LoginTexts & StartTexts
  control: SignInController
  done: () => void
}

/** A button for each of those who say who somebody is, and the window that it opens. */
export class SignInButtons implements ReactiveController {
  /** `own`: for the portal's own page. */
  private waitingFor: Provider | 'own' | undefined
  private abort: AbortController | undefined
  private hasResumed = false
  private readonly host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
  }

  render(providers: readonly Provider[], frame: Frame): TemplateResult | typeof nothing {
    if (providers.length === 0) return nothing
    this.resume(frame)
    const { texts } = frame
    const { waitingFor } = this
    return html`<div class="providers">
      ${providers.map(
        (provider) =>
          html`<button class="button" type="button" @click=${() => this.open(provider, frame)}>${texts.logInWith(provider.name)}</button>`,
      )}
      <p role="status">${waitingFor && waitingFor !== 'own' ? texts.windowOpen(waitingFor.name) : nothing}</p>
    </div>`
  }

  /** The button of portals whose passwords are typed in a window of theirs. */
  renderOwn(frame: Frame): TemplateResult {
    this.resume(frame)
    const { texts } = frame
    return html`<button class="button primary" type="button" @click=${() => this.open('own', frame)}>${texts.logIn}</button>
      <p class="muted" role="status">${this.waitingFor === 'own' ? texts.windowOpenOwn : texts.windowHint}</p>`
  }

  /** Goes to the provider that is for an address, as its button does. @returns false when there is none. */
  async openFor(email: string, providers: readonly Provider[], frame: Frame): Promise<boolean> {
    if (providers.length === 0) return false
    const { findProvider } = await import('./sso/sign-in-window.ts')
    const providerId = await findProvider(frame.session, email).catch(() => null)
    const provider = providers.find(({ id }) => id === providerId)
    if (provider) this.open(provider, frame)
    return provider !== undefined
  }

  private stop(): void {
    this.abort?.abort()
    this.waitingFor = undefined
  }

  /** The window has to be opened by the click itself, before anything is waited for; where none may, the page goes there. */
  private open(provider: Provider | 'own', frame: Frame): void {
    this.stop()
    const popup = window.open('', '_blank', 'popup,width=520,height=700')
    if (popup) this.waitingFor = provider
    void this.run(frame, async (signal) => {
      const { signInThrough } = await import('./sso/sign-in-window.ts')
      return signInThrough(frame.session, provider === 'own' ? null : provider.id, popup, signal).catch((error: unknown) => {
        popup?.close()
        throw error
      })
    })
  }

  /** The page was left for a provider's, and is back. */
  private resume(frame: Frame): void {
    if (this.hasResumed) return
    this.hasResumed = true
    if (!wasLeft(frame.session.portalKey)) return
    void this.run(frame, async (signal) => {
      const { resumeSignIn } = await import('./sso/sign-in-window.ts')
      return resumeSignIn(frame.session, signal)
    })
  }

  private async run({ control, texts, done }: Frame, work: (signal: AbortSignal) => Promise<boolean | undefined>): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    await control.accept({})
    const problem = { form: texts.windowFailed }
    try {
      const isIn = await work(abort.signal)
      if (isIn) done()
      else if (isIn === false) await control.accept(problem)
    } catch (thrown) {
      if (!isAbort(thrown)) await control.explain(thrown, texts, (error) => (error.code === 'identity_refused' ? problem : undefined))
    } finally {
      if (this.abort === abort) this.waitingFor = undefined
      this.host.requestUpdate()
    }
  }
}

function wasLeft(portalKey: string): boolean {
  try {
    return sessionStorage.getItem(`cp-sso ${portalKey}`) !== null
  } catch {
    return false
  }
}
