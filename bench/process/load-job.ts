/** One request of a load. */
export interface LoadRequest {
  method: 'GET' | 'POST'
  /** From the slash on. */
  path: string
  body?: string
  /** Index of the session whose token and proof it carries; undefined for a request without. */
  session?: number
  /** Carries a proof of a fresh key but no token: a sign-in. */
  isSignIn?: boolean
}

/** What a load client has to do. Sent to it as JSON. */
export interface LoadJob {
  url: string
  portalKey?: string
  sessions: { accessToken: string; privateKeyPem: string; jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string } }[]
  /** Sent in turn. */
  requests: LoadRequest[]
  connections: number
  warmup: number
  count: number
}

/** What it measured. */
export interface LoadResult {
  elapsedMs: number
  /** Of each request, in ms, ascending. */
  latenciesMs: number[]
  bytesEach: number
}
