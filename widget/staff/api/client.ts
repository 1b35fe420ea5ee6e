import type { ErrorBody, ErrorCode, FieldErrorCode } from '../../../shared/errors.ts'

/** A code of the server, or what happened on the way to it. */
export type StaffErrorCode = ErrorCode | 'unreachable' | 'bad_answer'

const activityMs = 60_000

/** An answer that is not a good one. */
export class StaffApiError extends Error {
  readonly code: StaffErrorCode
  readonly fields: Record<string, FieldErrorCode>
  /** From `Retry-After`; 0 when the server named none. */
  readonly retryAfterSeconds: number

  constructor(code: StaffErrorCode, fields: Record<string, FieldErrorCode> = {}, retryAfterSeconds = 0) {
    super(code)
    this.name = 'StaffApiError'
    this.code = code
    this.fields = fields
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** One call of the staff API. */
export interface StaffRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1/staff`, beginning with a slash. */
  path: string
  query?: Record<string, string | number | undefined>
  body?: unknown
  idempotencyKey?: string
  signal?: AbortSignal
  /** The answer 401 is the caller's business: the sign-in form and the first look at the session. */
  isAnonymous?: boolean
}

/** What stands between a call and its answer, and is a matter of the person: each ends when the call can be made again. */
export interface StaffGates {
  /** The session has ended. Resolves when somebody has signed in. */
  signInAgain: () => Promise<void>
  /** It has to be proved anew who is there. False when the person would rather not. */
  proveAgain: () => Promise<boolean>
  /** The account wants a second factor first. Resolves when there is one. */
  beginSecondFactor: () => Promise<void>
}

/** The only fetch of the staff pages: same origin, cookie, JSON. What the person has to do first it waits for, and asks again. */
export class StaffClient {
  /** Where the staff routes are; another address only where the page is not the backend's. */
  base: string
  /** Hears of every answer which event was the newest when it was read. */
  onAnswer: ((eventId: number) => void) | undefined
  private signIns = 0
  private lastActedAt = Number.NEGATIVE_INFINITY
  private readonly gates: StaffGates

  constructor(gates: StaffGates, base = '/api/v1/staff') {
    this.gates = gates
    this.base = base
  }

  /** Somebody has signed in: whatever is refused from now on for lack of a session is tried again first. */
  noteSignIn(): void {
    this.signIns += 1
  }

  /** The reader did something: requests of the next minute count as theirs and keep the session from idling out. */
  noteActivity(): void {
    this.lastActedAt = performance.now()
  }

  /** The address of a call, for what cannot go through `send`: event streams and uploads. */
  url(path: string, query: StaffRequest['query'] = {}): string {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value))
    return `${this.base}${path}${search.size > 0 ? `?${search}` : ''}`
  }

  /** The parsed answer. Throws StaffApiError, or the AbortError of `signal`. */
  async send<Answer>(request: StaffRequest): Promise<Answer> {
    return this.again(request.isAnonymous === true, () => this.sendOnce<Answer>(request))
  }

  /** The bytes of an answer that is no JSON: of an attachment, to draw them from a blob of the page's own; of an archive. */
  async sendForBlob(path: string, signal?: AbortSignal, method: 'GET' | 'POST' = 'GET'): Promise<Blob> {
    return this.again(false, async () => {
      const body = method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }
      const response = await reach(this.url(path), { method, credentials: 'same-origin', ...body, ...(signal ? { signal } : {}) })
      if (!response.ok) throw await readError(response)
      return response.blob()
    })
  }

  /** Sends a file as it is. */
  async sendFile<Answer>(path: string, file: Blob): Promise<Answer> {
    return this.again(false, async () => {
      const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' }
      const response = await reach(this.url(path), { method: 'POST', credentials: 'same-origin', headers, body: file })
      if (!response.ok) throw await readError(response)
      return (await response.json()) as Answer
    })
  }

  /** Runs `call`; when the person has to do something first, waits for it and runs it once more. */
  async again<Answer>(isAnonymous: boolean, call: () => Promise<Answer>): Promise<Answer> {
    const { signIns } = this
    try {
      return await call()
    } catch (error) {
      if (isAnonymous || !(await this.passGate(error, signIns))) throw error
    }
    // One thing may come after the other: a session that has ended, then a proof.
    try {
      return await call()
    } catch (error) {
      if (isSessionOver(error) || !(await this.passGate(error, this.signIns))) throw error
    }
    return call()
  }

  private async passGate(error: unknown, signIns: number): Promise<boolean> {
    if (isSessionOver(error)) {
      // An answer to the session before may come after the new one has begun.
      if (signIns === this.signIns) await this.gates.signInAgain()
      return true
    }
    if (!(error instanceof StaffApiError)) return false
    if (error.code === 'proof_required') return this.gates.proveAgain()
    if (error.code !== 'second_factor_missing') return false
    await this.gates.beginSecondFactor()
    return true
  }

  private async sendOnce<Answer>(request: StaffRequest): Promise<Answer> {
    const method = request.method ?? 'GET'
    const headers = new Headers({ accept: 'application/json' })
    if (performance.now() - this.lastActedAt < activityMs) headers.set('cp-activity', 'user')
    if (method !== 'GET') headers.set('content-type', 'application/json')
    if (request.idempotencyKey) headers.set('idempotency-key', request.idempotencyKey)
    const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH'
    const response = await reach(this.url(request.path, request.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(hasBody ? { body: JSON.stringify(request.body ?? {}) } : {}),
      ...(request.signal ? { signal: request.signal } : {}),
    })
    if (!response.ok) throw await readError(response)
    const eventId = response.headers.get('Cp-Event-Id')
    if (eventId !== null) this.onAnswer?.(Number(eventId))
    // Accepted: what comes of it is not known yet.
    if (response.status === 204 || response.status === 202) return undefined as Answer
    try {
      return (await response.json()) as Answer
    } catch (error) {
      if (isAbort(error)) throw error
      throw new StaffApiError('bad_answer')
    }
  }
}

/** True for the error of a request that its caller gave up. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** True when the cookie no longer belongs to a session. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof StaffApiError && (error.code === 'sign_in_required' || error.code === 'session_expired')
}

/** Any failure as a StaffApiError, so that every screen can say what happened. */
export function toApiError(error: unknown): StaffApiError {
  return error instanceof StaffApiError ? error : new StaffApiError('bad_answer')
}

/** A StaffApiError from the body that every error answer has; proxies in between may send another. */
export function parseErrorBody(text: string, retryAfter: string | null): StaffApiError {
  const seconds = Number(retryAfter ?? 0)
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>
    if (typeof body.code === 'string') return new StaffApiError(body.code, body.fields ?? {}, Number.isFinite(seconds) ? seconds : 0)
  } catch {
    // Not JSON: falls through.
  }
  return new StaffApiError('bad_answer')
}

async function readError(response: Response): Promise<StaffApiError> {
  return parseErrorBody(await response.text().catch(() => ''), response.headers.get('retry-after'))
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (isAbort(error)) throw error
    throw new StaffApiError('unreachable')
  }
}
