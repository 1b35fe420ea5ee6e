import type { ErrorBody, ErrorCode, FieldErrorCode } from '../../shared/errors.ts'

/** `offline`: no answer came. `unexpected`: an answer came that is not ours (a proxy's page, for instance). */
export type ApiErrorCode = ErrorCode | 'offline' | 'unexpected'

interface ApiErrorDetail {
  status?: number
  fields?: Record<string, FieldErrorCode>
  retryAfterSeconds?: number
  requestId?: string
}

const passing: ReadonlySet<ApiErrorCode> = new Set(['offline', 'busy', 'too_many_requests'])

/** Every failure of a request, told by its code. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** Input name → what is wrong with it. */
  readonly fields: Readonly<Record<string, FieldErrorCode>>
  readonly retryAfterSeconds: number | undefined
  readonly requestId: string | undefined

  constructor(code: ApiErrorCode, detail: ApiErrorDetail = {}) {
    super(code)
    this.code = code
    this.status = detail.status ?? 0
    this.fields = detail.fields ?? {}
    this.retryAfterSeconds = detail.retryAfterSeconds
    this.requestId = detail.requestId
  }

  /** True when the same request may well succeed a little later. */
  get isPassing(): boolean {
    return passing.has(this.code) || this.status === 502 || this.status === 504
  }
}

/** Turns whatever was thrown into an `ApiError`; an abort stays what it is. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (isAbort(thrown)) throw thrown
  return new ApiError('unexpected')
}

/** True for the error of a request that its caller gave up. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError'
}

/** The error that an answer carries. */
export async function readApiError(response: Response): Promise<ApiError> {
  const detail: ApiErrorDetail = { status: response.status }
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  if (retryAfter >= 0) detail.retryAfterSeconds = retryAfter
  try {
    const body = (await response.json()) as Partial<ErrorBody>
    if (body.fields) detail.fields = body.fields
    if (body.requestId) detail.requestId = body.requestId
    if (typeof body.code === 'string') return new ApiError(body.code, detail)
  } catch {
    // Not our JSON: a proxy in between answered.
  }
  return new ApiError(response.status === 503 ? 'busy' : 'unexpected', detail)
}
