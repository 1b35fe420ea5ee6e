import { lookup } from 'node:dns'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** How a request to an address that somebody else chose is kept in bounds. */
export interface FetchBounds {
  /** End of the request, its answer read, in milliseconds. */
  timeoutMs: number
  maxBytes: number
  /** Also this machine and its networks, and http to this machine. */
  allowsPrivate: boolean
}

const headersMaxBytes = 16 * 1024

/** A request that was not made, or broken off. */
export class GuardedFetchError extends Error {
  override readonly name = 'GuardedFetchError'
}

/**
 * One request to an address that an admin or a provider chose, and not to our own network: https, a public address (looked at
 * when the connection is made, so a name that changes does not help), no redirect followed, no compression, bounded in time
 * and size.
 *
 * @throws GuardedFetchError
 */
export async function guardedFetch(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
  bounds: FetchBounds,
): Promise<Response> {
  const target = URL.parse(url)
  if (!target || !isAllowedUrl(target, bounds)) throw new GuardedFetchError(`not an address to ask: ${url}`)
  const signal = AbortSignal.timeout(bounds.timeoutMs)
  const options: RequestOptions = {
    method: init.method ?? 'GET',
    headers: { ...init.headers, 'accept-encoding': 'identity', connection: 'close' },
    lookup: bounds.allowsPrivate ? undefined : lookupPublic,
    maxHeaderSize: headersMaxBytes,
    signal,
    agent: false,
  }
  try {
    const answer = await send(target, options, init.body)
    return await readAnswer(answer, bounds.maxBytes)
  } catch (error) {
    if (error instanceof GuardedFetchError) throw error
    const reason = signal.aborted ? `no answer in ${bounds.timeoutMs} ms` : (error as Error).message
    throw new GuardedFetchError(`${target.origin}: ${reason}`, { cause: error })
  }
}

/** Whether an address may be asked at all, before its name is looked up. */
export function isAllowedUrl(url: URL, { allowsPrivate }: Pick<FetchBounds, 'allowsPrivate'>): boolean {
  if (url.username !== '' || url.password !== '') return false
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLoopback = host === 'localhost' || host === '127.0.0.1' || host === '::1'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowsPrivate && isLoopback)) return false
  // No name is looked up for a number.
  return allowsPrivate || isIP(host) === 0 || isPublicAddress(host)
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const found = addresses.filter(({ address }) => isPublicAddress(address))
    const [first] = found
    // One private address among public ones is a trick: nothing of it is used.
    if (!first || found.length < addresses.length) return callback(new Error(`${hostname} is not on the public internet`), [])
    if (options.all) return callback(null, found)
    callback(null, first.address, first.family)
  })
}

function send(target: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = (target.protocol === 'https:' ? requestTls : requestPlain)(target, options, resolve)
  request.on('error', reject)
  request.end(body)
  return promise
}

async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<Response> {
  const { statusCode = 0, headers } = answer
  const refuse = (reason: string): never => {
    answer.destroy()
    throw new GuardedFetchError(reason)
  }
  if (statusCode >= 300 && statusCode < 400) return refuse(`answers with a redirect (${statusCode})`)
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return refuse('compressed without being asked')
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) return refuse(`more than ${maxBytes} bytes`)
    parts.push(part)
  }
  if (statusCode < 200 || statusCode > 599) return refuse(`status ${statusCode}`)
  const type = headers['content-type']
  const isEmpty = statusCode === 204 || statusCode === 205
  return new Response(isEmpty ? null : Buffer.concat(parts), {
    status: statusCode,
    headers: type === undefined ? {} : { 'content-type': type },
  })
}
