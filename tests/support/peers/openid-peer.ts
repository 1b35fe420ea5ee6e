import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, SignJWT, type JWTPayload } from 'jose'
import { Provider, type Context } from 'oidc-provider'
import { loginPage, readFields } from './login-page.ts'

/** An OpenID provider on a free loopback port. */
export interface OpenIdPeer {
  issuer: string
  close: () => Promise<void>
}

export const clientId = 'portal-client'
export const clientSecret = 'a secret of the client, forty characters!'

/** A real one: oidc-provider, where whoever comes is signed in as `account()`; with a login page, as the address that is typed there. */
export async function startOpenIdProvider(
  redirectUrl: string,
  account: (accountId?: string) => { sub: string } & Record<string, unknown>,
  { hasLoginPage = false }: { hasLoginPage?: boolean } = {},
): Promise<OpenIdPeer> {
  const { server, origin } = await listen((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    if (!hasLoginPage) return void provider.interactionFinished(request, response, { login: { accountId: account().sub } })
    if (request.method !== 'POST') return void response.setHeader('Content-Type', 'text/html').end(loginPage('OpenID provider'))
    return void readFields(request).then((fields) =>
      provider.interactionFinished(request, response, { login: { accountId: fields.get('email') ?? '' } }),
    )
  })
  const provider = new Provider(origin, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUrl], token_endpoint_auth_method: 'client_secret_post' },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction/1' },
    cookies: { keys: ['one key of the test'] },
    jwks: { keys: [{ ...(await exportJWK(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)), alg: 'RS256', use: 'sig' }] },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ ...account(accountId), sub: accountId }) }),
    async loadExistingGrant({ oidc }: Context) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  return { issuer: origin, close: () => close(server) }
}

/** Follows the pages of a provider as a browser with cookies, until it leaves the provider. @returns where to. */
export async function followProvider(url: string): Promise<string> {
  const { origin } = new URL(url)
  const cookies = new Map<string, string>()
  let next = url
  for (let hops = 0; hops < 10; hops += 1) {
    if (new URL(next).origin !== origin) return next
    const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    const response = await fetch(next, { headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('Location')
    if (location === null) throw new Error(`${response.status} at ${next}: ${await response.text()}`)
    next = new URL(location, next).href
  }
  throw new Error('the provider leads nowhere')
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A provider of our own that can be made wrong in every place. */
export class WrongProvider implements OpenIdPeer {
  issuer = ''
  private server: Server | undefined
  readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  /** Of the last way to the provider. */
  asked = new URLSearchParams()
  /** Requests it got, by path. */
  requests: string[] = []
  /** What is wrong: claims of the ID token, a whole answer in place of a path’s own. */
  claims: JWTPayload = {}
  idToken: (claims: JWTPayload) => Promise<string> | string = (claims) => this.sign(claims)
  handlers: Record<string, Handler> = {}
  metadata: Record<string, unknown> = {}
  nowSeconds: () => number = () => Math.floor(Date.now() / 1000)

  async start(): Promise<this> {
    const { server, origin } = await listen((request, response) => void this.handle(request, response))
    this.server = server
    this.issuer = origin
    return this
  }

  reset(): void {
    this.claims = {}
    this.idToken = (claims) => this.sign(claims)
    this.handlers = {}
    this.metadata = {}
    this.requests = []
  }

  sign(claims: JWTPayload, options: { key?: unknown; alg?: string; kid?: string } = {}): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: options.alg ?? 'RS256', kid: options.kid ?? 'k1' })
      .sign((options.key ?? this.keys.privateKey) as never)
  }

  /** The answer of a person who signed in, as parameters of the way back. */
  answer(url: string, more: Record<string, string> = {}): string {
    this.asked = new URL(url).searchParams
    return `?${new URLSearchParams({ code: 'a-code', state: this.asked.get('state') ?? '', iss: this.issuer, ...more }).toString()}`
  }

  close(): Promise<void> {
    return this.server ? close(this.server) : Promise.resolve()
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? ''
    this.requests.push(path)
    const own = this.handlers[path]
    if (own) return own(request, response)
    const send = (body: object) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    if (path === '/.well-known/openid-configuration') {
      send({
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
        ...this.metadata,
      })
    } else if (path === '/jwks') {
      send({ keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] })
    } else if (path === '/token') {
      const now = this.nowSeconds()
      const claims = {
        iss: this.issuer,
        aud: clientId,
        sub: 'person-1',
        iat: now,
        exp: now + 300,
        nonce: this.asked.get('nonce') ?? '',
        email: 'anna@acme.example',
        email_verified: true,
        name: 'Anna at the provider',
        ...this.claims,
      }
      send({ access_token: 'at', token_type: 'Bearer', expires_in: 60, id_token: await this.idToken(claims) })
    } else response.writeHead(404).end()
  }
}

async function listen(handler: Handler): Promise<{ server: Server; origin: string }> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
