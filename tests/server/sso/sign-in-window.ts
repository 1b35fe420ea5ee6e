import { createHash, randomBytes } from 'node:crypto'
import type { SessionTokens } from '../../../shared/auth.ts'
import type { SignInMessage, SignInStatus, StartedSignIn } from '../../../shared/single-sign-on.ts'
import type { ContactClient, Send } from '../../support/contact-client.ts'
import type { World } from '../../support/world.ts'

/** An element that signs somebody in through a window: its key, its verifier. */
export class SignInElement {
  readonly verifier = randomBytes(32).toString('base64url')
  readonly client: ContactClient
  ssoId = ''

  constructor(client: ContactClient) {
    this.client = client
  }

  get challenge(): string {
    return createHash('sha256').update(this.verifier).digest('base64url')
  }

  start(providerId: string, more: Record<string, unknown> = {}): Promise<Response> {
    return this.client.post('/sso/start', { providerId, codeChallenge: this.challenge, ...more })
  }

  /** @returns the address for the window. */
  async begin(providerId: string, more: Record<string, unknown> = {}): Promise<string> {
    const response = await this.start(providerId, more)
    if (response.status !== 201) throw new Error(await response.text())
    const { ssoId, url } = (await response.json()) as StartedSignIn
    this.ssoId = ssoId
    return url
  }

  async status(): Promise<SignInStatus> {
    return (await (await this.client.get(`/sso/status/${this.ssoId}`)).json()) as SignInStatus
  }

  async redeem(code: string, more: Record<string, unknown> = {}): Promise<Response> {
    const response = await this.client.post('/sso/session', { ssoId: this.ssoId, code, verifier: this.verifier, ...more })
    if (response.status === 201) this.client.tokens = (await response.clone().json()) as SessionTokens
    return response
  }
}

/** What stands in a page of ours. */
export interface ReadPage {
  status: number
  headers: Headers
  text: string
  /** What it says to the page that opened it, and to which origin. */
  message: SignInMessage | null
  origin: string | null
  confirmation: string | null
}

/** A browser window with cookies of its own. */
export class SignInWindow {
  cookie: string | null = null
  setCookie = ''
  readonly send: Send

  constructor(world: Pick<World, 'send'>) {
    this.send = world.send
  }

  /** One request as a browser makes it for a navigation; redirects are for the test to follow. */
  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookie) headers.set('Cookie', this.cookie)
    const response = await this.send(url, { ...init, headers })
    const setCookie = response.headers.get('Set-Cookie')
    if (setCookie) {
      this.setCookie = setCookie
      this.cookie = setCookie.split(';')[0] ?? null
    }
    return response
  }

  async post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<ReadPage> {
    return readPage(
      await this.go(url, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      }),
    )
  }

  /** Clicks *Continue*. */
  confirm(ssoId: string, page: Pick<ReadPage, 'confirmation'>, headers: Record<string, string> = {}): Promise<ReadPage> {
    return this.post(
      `/sso/${ssoId}/continuation`,
      { confirmation: page.confirmation ?? '' },
      { 'Sec-Fetch-Site': 'same-origin', ...headers },
    )
  }
}

/** Reads a page of the window. */
export async function readPage(response: Response): Promise<ReadPage> {
  const text = await response.text()
  const attribute = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1]
    return found === undefined ? null : found.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
  }
  const message = attribute(/data-message="([^"]*)"/)
  return {
    status: response.status,
    headers: response.headers,
    text,
    message: message === null ? null : (JSON.parse(message) as SignInMessage),
    origin: attribute(/data-origin="([^"]*)"/),
    confirmation: attribute(/name="confirmation" value="([^"]*)"/),
  }
}
