import { ApiError, readApiError } from './api-error.ts'
import { createProof } from './proof.ts'
import { fetchTransport, type Transport } from './transport.ts'

/** How a request is made; `path` is below the client's base. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** A list is written as often as it is long. */
  query?: Record<string, string | number | readonly string[] | undefined>
  json?: unknown
  /** A body that is sent as it is, with its own content type. */
  raw?: { body: Blob; contentType: string }
  headers?: Record<string, string>
  /** Required on creating calls: the same key gives the same answer, however often it is sent. */
  idempotencyKey?: string
  /** True when a person caused it: only such requests keep the session from going idle. */
  byUser?: boolean
  signal?: AbortSignal | undefined
  transport?: Transport
}

/** What the elements need of a server; customers and staff have one each. */
export interface Api {
  /** The answer to a good request. Throws `ApiError` for every other. */
  send(request: ApiRequest): Promise<Response>
}

/** The answer's JSON; undefined for an answer without a body. */
export async function sendForJson<Result>(api: Api, request: ApiRequest): Promise<Result> {
  const response = await api.send(request)
  if (response.status === 204) return undefined as Result
  try {
    return (await response.json()) as Result
  } catch {
    // Cut off while reading: as good as no answer.
    throw new ApiError('offline')
  }
}

/** Who signs: the session's key and token at this moment. */
export interface Credentials {
  key: CryptoKeyPair
  accessToken?: string
}

/** Keeps the newest nonce that the server handed out. */
export interface NonceHolder {
  nonce: string | undefined
}

/** Sends one request signed with `credentials`; takes a new nonce and tries once more when the server asks for it. */
export async function sendSigned(base: string, request: ApiRequest, credentials: Credentials, holder: NonceHolder): Promise<Response> {
  const wire = toWire(base, request)
  const transport = request.transport ?? fetchTransport()
  for (let attempt = 1; ; attempt++) {
    const proof = await createProof(credentials.key, {
      method: wire.method,
      url: wire.url,
      nonce: holder.nonce,
      accessToken: credentials.accessToken,
    })
    const headers: Record<string, string> = { ...wire.headers, DPoP: proof }
    if (credentials.accessToken) headers['Authorization'] = `DPoP ${credentials.accessToken}`
    const response = await transport({ ...wire, headers })
    holder.nonce = response.headers.get('DPoP-Nonce') ?? holder.nonce
    if (response.ok) return response
    const error = await readApiError(response)
    if (error.code !== 'proof_nonce_required' || attempt > 1) throw error
  }
}

/** Method, address, headers and body of a request, without any proof. */
export function toWire(base: string, request: ApiRequest) {
  const url = new URL(base + request.path)
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (Array.isArray(value)) for (const one of value) url.searchParams.append(name, one)
    else if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  const headers: Record<string, string> = { ...request.headers }
  if (request.json !== undefined) headers['Content-Type'] = 'application/json'
  if (request.raw) headers['Content-Type'] = request.raw.contentType
  if (request.idempotencyKey) headers['Idempotency-Key'] = request.idempotencyKey
  if (request.byUser) headers['Cp-Activity'] = 'user'
  return {
    method: request.method,
    url: url.href,
    headers,
    body: request.raw?.body ?? (request.json === undefined ? undefined : JSON.stringify(request.json)),
    signal: request.signal,
  }
}
