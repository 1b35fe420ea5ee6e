import { errorStatus, type ErrorCode, type FieldErrorCode } from '../shared/errors.ts'

/** An error the caller should hear about. Anything else that is thrown is a bug and answers `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly status: (typeof errorStatus)[ErrorCode]
  readonly fields: Record<string, FieldErrorCode> | undefined
  /** Seconds after which trying again makes sense; becomes the `Retry-After` header. */
  readonly retryAfterSeconds: number | undefined

  /** @param detail For the log only: never leaves the server. */
  constructor(
    code: ErrorCode,
    detail?: string,
    options: { cause?: unknown; fields?: Record<string, FieldErrorCode>; retryAfterSeconds?: number } = {},
  ) {
    super(detail ?? code, { cause: options.cause })
    this.code = code
    this.status = errorStatus[code]
    this.fields = options.fields
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
