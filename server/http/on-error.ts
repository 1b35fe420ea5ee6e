import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { errorStatus, type ErrorBody, type ErrorCode } from '../../shared/errors.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'

/** Turns whatever was thrown into an error answer: a code for the caller, the details for the log. */
export function onError(error: Error, c: Context<AppEnv>): Response {
  const appError = asAppError(error)
  const { code, fields, retryAfterSeconds, status } = appError
  // What a provider sent wrong, only its operator can mend, and the answer does not say it.
  const level = status >= 500 ? 'error' : code === 'identity_refused' ? 'info' : 'debug'
  c.var.deps.log[level]({ requestId: c.var.requestId, code, err: appError.cause ?? appError }, 'request refused')
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))))
  const body: ErrorBody = { code, ...(fields && { fields }), requestId: c.var.requestId }
  return c.json(body, status)
}

/** The answer for a path that does not exist. */
export function onNotFound(c: Context<AppEnv>): Response {
  const body: ErrorBody = { code: 'not_found', requestId: c.var.requestId }
  return c.json(body, errorStatus.not_found)
}

function asAppError(error: Error): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPException) {
    const byStatus: Partial<Record<number, ErrorCode>> = { 400: 'malformed_json', 413: 'body_too_large', 415: 'unsupported_media_type' }
    return new AppError(byStatus[error.status] ?? 'invalid_request', error.message, { cause: error })
  }
  if ('code' in error && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')) {
    return new AppError('busy', error.message, { cause: error, retryAfterSeconds: 2 })
  }
  if ('code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC')) {
    return new AppError('storage_full', error.message, { cause: error, retryAfterSeconds: 60 })
  }
  return new AppError('internal', error.message, { cause: error })
}
