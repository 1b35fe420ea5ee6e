import { ApiError, isAbort } from './api-error.ts'

/** What goes over the wire, whoever signs it. */
export interface WireRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: BodyInit | undefined
  signal?: AbortSignal | undefined
  cache?: RequestCache
}

/** Carries one request and brings its answer, good or bad. Throws `ApiError offline` when none came. */
export type Transport = (request: WireRequest) => Promise<Response>

const answerWithinMs = 20_000

/** The only `fetch` of the elements. `timeoutMs` counts until the head of the answer. */
export function fetchTransport(credentials: RequestCredentials = 'omit', timeoutMs = answerWithinMs): Transport {
  return async ({ method, url, headers, body, signal, cache = 'default' }) => {
    const timeout = new AbortController()
    const timer = setTimeout(() => timeout.abort(), timeoutMs)
    try {
      return await fetch(url, {
        method,
        headers,
        credentials,
        cache,
        body: body ?? null,
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      })
    } catch (thrown) {
      if (signal?.aborted && isAbort(thrown)) throw thrown
      throw new ApiError('offline')
    } finally {
      clearTimeout(timer)
    }
  }
}
