import type { Deps } from '../../deps.ts'
import { guardedFetch, GuardedFetchError } from '../../http/guarded-fetch.ts'
import { readHostKey, type HostKey } from '../host-key.ts'

/** How long published keys are taken as they are, and how long at most when they cannot be had anew, in milliseconds. */
const freshMs = 600_000
const staleMs = 24 * 3_600_000

/** How long an address is left alone that did not answer, and one that was just asked for a key it does not have. */
const pauseMs = 10_000
const unknownKeyMs = 30_000

const answerMaxBytes = 128 * 1024
const timeoutMs = 5_000
const keysMax = 50
const knownMax = 500

interface Published {
  /** By `kid`; of a name that stands there twice none is taken. */
  keys: ReadonlyMap<string, HostKey>
  readAtMs: number
}

interface Known {
  published: Published | undefined
  /** Nothing is asked before. */
  notBeforeMs: number
  asking: Promise<Published> | undefined
}

/** Of each server what sites published, by address. */
const knownByVault = new WeakMap<Deps['vault'], Map<string, Known>>()

/**
 * The public key of this name that a site publishes (RFC 7517). Keys are kept for ten minutes. Where they cannot be had anew,
 * those of before are good for a day; meanwhile the address is asked again by one request every ten seconds.
 *
 * @returns undefined when the site does not publish such a key.
 * @throws GuardedFetchError when nothing is known of its keys.
 */
export async function findPublishedKey(deps: Deps, url: string, kid: string): Promise<HostKey | undefined> {
  const known = knownOf(deps, url)
  const nowMs = Date.parse(deps.now())
  const { published } = known
  const isFresh = published !== undefined && nowMs - published.readAtMs < freshMs
  const found = published?.keys.get(kid)
  if (isFresh && (found || nowMs < published.readAtMs + unknownKeyMs)) return found
  if (nowMs < known.notBeforeMs) return fromBefore(published, nowMs, kid, 'it did not answer a moment ago')
  try {
    known.asking ??= read(deps, url).finally(() => (known.asking = undefined))
    known.published = await known.asking
    // A key that is not there is no reason to ask at every token.
    return known.published.keys.get(kid)
  } catch (error) {
    known.notBeforeMs = nowMs + pauseMs
    return fromBefore(published, nowMs, kid, (error as Error).message)
  }
}

/** Asks a site for its keys. @returns how many of them could be used. @throws GuardedFetchError */
export async function countPublishedKeys(deps: Deps, url: string): Promise<number> {
  return (await read(deps, url)).keys.size
}

function fromBefore(published: Published | undefined, nowMs: number, kid: string, reason: string): HostKey | undefined {
  if (published && nowMs - published.readAtMs < staleMs) return published.keys.get(kid)
  throw new GuardedFetchError(`the keys of the site: ${reason}`)
}

async function read(deps: Deps, url: string): Promise<Published> {
  const bounds = { timeoutMs, maxBytes: answerMaxBytes, allowsPrivate: deps.config.allowPrivateProviders }
  const answer = await guardedFetch(url, { headers: { accept: 'application/jwk-set+json, application/json' } }, bounds)
  if (!answer.ok) throw new GuardedFetchError(`status ${answer.status}`)
  const keys = readKeys(await answer.text())
  if (keys.size === 0) throw new GuardedFetchError('no key there can be used')
  return { keys, readAtMs: Date.parse(deps.now()) }
}

function readKeys(text: string): Map<string, HostKey> {
  let said: unknown
  try {
    said = (JSON.parse(text) as { keys?: unknown }).keys
  } catch {
    throw new GuardedFetchError('not JSON')
  }
  if (!Array.isArray(said)) throw new GuardedFetchError('no list of keys')
  const found = new Map<string, HostKey>()
  const twice = new Set<string>()
  for (const jwk of said.slice(0, keysMax) as Record<string, unknown>[]) {
    const kid = jwk?.['kid']
    if (typeof kid !== 'string' || kid === '' || (jwk['use'] ?? 'sig') !== 'sig') continue
    const key = readIfGood(jwk)
    if (found.has(kid)) twice.add(kid)
    if (key && (jwk['alg'] === undefined || jwk['alg'] === key.algorithm)) found.set(kid, key)
  }
  for (const kid of twice) found.delete(kid)
  return found
}

/** A key of another kind, or one that is too short, is nobody's mistake: it is for somebody else. */
function readIfGood(jwk: Record<string, unknown>): HostKey | undefined {
  try {
    return readHostKey(JSON.stringify(jwk))
  } catch {
    return undefined
  }
}

function knownOf(deps: Deps, url: string): Known {
  let all = knownByVault.get(deps.vault)
  if (!all) knownByVault.set(deps.vault, (all = new Map()))
  const found = all.get(url)
  if (found) return found
  const known: Known = { published: undefined, notBeforeMs: 0, asking: undefined }
  if (all.size >= knownMax) all.clear()
  all.set(url, known)
  return known
}
