import '../start.ts'
import { html, type TemplateResult } from 'lit'
import type { Session } from '../base/session.ts'
import { chooseLanguage } from '../base/texts.ts'
import { identifyTexts, type IdentifyTexts } from '../locales/en/identify.ts'
import type { StartTexts } from '../locales/en/start.ts'
import { problem } from '../ui/notice.ts'

/** Answers a token that the page's own server signed a moment ago; nothing when nobody is logged in there. */
export type AskToken = () => Promise<string | null | undefined> | string | null | undefined

/**
 * `in`: somebody is in, or soon known to be · `asking`: the page is asked, or its token handed in · `failed`: it could not say
 * who it is, or the portal does not believe it · `left`: the contact logged out, and stays so until the page asks anew.
 */
type Phase = 'in' | 'asking' | 'failed' | 'left'

/** Begins, or begins anew, to sign in whom the page names. */
export function identify(session: Session | undefined, askToken: AskToken): void {
  if (!session || session.isPreview) return
  session.identity?.stop()
  session.identity = new Identity(session, askToken)
  session.identity.start()
}

/**
 * Keeps the session that of whom the host page names: hands its token in once for a session, asks for another when that one
 * ended, and drops the session of anybody else. There is no way in without a signed token (security: no unsigned fallback).
 */
export class Identity {
  private phase: Phase = 'in'
  private words: IdentifyTexts = identifyTexts
  private wordsCode = 'en'
  private isStopped = false
  private readonly session: Session
  private readonly askToken: AskToken
  /** Whose session this browser keeps: the contact, and the fingerprint of the page's name for them. */
  private readonly keptName: string

  constructor(session: Session, askToken: AskToken) {
    this.session = session
    this.askToken = askToken
    this.keptName = `cp-sub ${session.portalKey}`
  }

  start(): void {
    // Who is in already may be somebody else than the page's user of now.
    if (this.session.state !== 'unknown') void this.ask()
    else this.phase = 'asking'
    window.addEventListener('online', this.retry)
    this.session.onChange()
  }

  stop(): void {
    this.isStopped = true
    window.removeEventListener('online', this.retry)
  }

  /** The session changed. */
  check(): void {
    const { state, signedOutReason } = this.session
    if (this.isStopped || this.isBusy) return
    if (this.phase === 'asking') {
      // Storage was still being read when this began.
      if (state !== 'unknown') void this.ask()
    } else if (state === 'in') this.phase = 'in'
    else if (state === 'out' && this.phase === 'in') {
      if (signedOutReason !== 'left') return void this.ask()
      this.phase = 'left'
      write(this.keptName, null)
    }
  }

  /** What stands in the place of the login; undefined where that itself does. */
  render(texts: StartTexts, locale: string): TemplateResult | undefined {
    void this.speak(locale)
    if (this.phase === 'asking') return html`<p class="muted" role="status">${this.words.working}</p>`
    if (this.phase !== 'failed') return undefined
    const { failed, failedHint, otherWay } = this.words
    const leave = () => {
      this.phase = 'left'
      this.session.onChange()
    }
    return html`${problem({ title: failed, hint: failedHint, action: { label: texts.tryAgain, act: () => void this.ask() } })}
      <p><button class="link" type="button" @click=${leave}>${otherWay}</button></p>`
  }

  private isBusy = false

  private async ask(): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.phase = 'asking'
    this.session.onChange()
    try {
      this.phase = await this.exchange()
    } catch (error) {
      this.phase = this.session.state === 'in' ? 'in' : 'failed'
      console.error('[customer portal] identify: nobody could be signed in.', error)
    }
    this.isBusy = false
    if (!this.isStopped) this.session.onChange()
  }

  private async exchange(): Promise<Phase> {
    const { session, keptName } = this
    const token = await this.askToken()
    if (this.isStopped) return 'in'
    const { me } = session
    const kept = read(keptName)
    if (!token) {
      // Nobody is logged in on the page any more: then nobody is who came from there.
      if (me && kept?.startsWith(`${me.id} `)) await session.signOut()
      write(keptName, null)
      if (session.state === 'in') return 'in'
      throw new Error('The page’s function gave no token.')
    }
    const print = await fingerprint(token)
    if (session.state === 'in' && me && kept === `${me.id} ${print}`) return 'in'
    if (session.state === 'in') await session.signOut()
    await session.signIn({ token }, '/sso/jwt-session')
    write(keptName, `${session.me?.id} ${print}`)
    return 'in'
  }

  private readonly retry = () => {
    if (this.phase === 'failed') void this.ask()
  }

  private async speak(locale: string): Promise<void> {
    const { code } = chooseLanguage([locale])
    if (code === this.wordsCode) return
    this.wordsCode = code
    this.words = code === 'nb' ? await import('../locales/nb-identify.ts').then((norwegian) => norwegian.identifyTexts) : identifyTexts
    this.session.onChange()
  }
}

/** Of the subject that a token names: enough to see that it is another, and nobody’s name. The server alone checks tokens. */
async function fingerprint(token: string): Promise<string> {
  let subject = token
  try {
    const payload = (token.split('.')[1] ?? '').replace(/[-_]/g, (sign) => (sign === '-' ? '+' : '/'))
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    subject = String((JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown }).sub)
  } catch {
    // The server will say what is wrong with it.
  }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subject))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // Without storage the page is asked for a session each time.
  }
}
