import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { AppError } from '../errors.ts'

/** Argon2id in a bounded pool. */
export interface PasswordHasher {
  /** @returns the PHC string. @throws AppError `busy` when the queue is full. */
  hash: (password: string) => Promise<string>
  /** Compares in constant time. With `null` (no such account) the same work is done and the answer is false. @throws AppError `busy`. */
  verify: (password: string, stored: string | null) => Promise<boolean>
}

/** Cost of one hash and size of the pool. */
export interface HashOptions {
  /** Memory in KiB. Default 19,456 (19 MiB), the OWASP minimum for two passes. */
  memoryKib?: number
  /** Default 2. */
  passes?: number
  /** Hashes at a time. Default: one core less than there are, so that other requests keep running. */
  inFlightMax?: number
  /** Hashes that may wait. Default 50. */
  queueMax?: number
}

interface PhcHash {
  memory: number
  passes: number
  parallelism: number
  salt: Buffer
  tag: Buffer
}

const saltBytes = 16
const tagBytes = 32

/** Makes the hasher of one process. */
export function makePasswordHasher(options: HashOptions = {}): PasswordHasher {
  const { memoryKib = 19_456, passes = 2, inFlightMax = Math.max(1, availableParallelism() - 1), queueMax = 50 } = options
  const inPool = makePool(inFlightMax, queueMax)
  const nobody: PhcHash = { memory: memoryKib, passes, parallelism: 1, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) }

  return {
    async hash(password) {
      const parts = { memory: memoryKib, passes, parallelism: 1, salt: randomBytes(saltBytes), tag: Buffer.alloc(tagBytes) }
      return writePhc({ ...parts, tag: await inPool(() => derive(password, parts)) })
    },
    async verify(password, stored) {
      const expected = stored === null ? nobody : readPhc(stored)
      const tag = await inPool(() => derive(password, expected))
      const isEqual = timingSafeEqual(tag, expected.tag)
      return isEqual && stored !== null
    },
  }
}

function makePool(inFlightMax: number, queueMax: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let inFlight = 0
  return async function inPool(work) {
    if (inFlight >= inFlightMax) {
      if (waiting.length >= queueMax) throw new AppError('busy', 'password hash queue is full', { retryAfterSeconds: 2 })
      // Whoever finishes hands its place over, so the count stays.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else inFlight += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inFlight -= 1
    }
  }
}

function derive(password: string, { memory, passes, parallelism, salt, tag }: PhcHash): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard or system must stay the same (NIST SP 800-63B-4 §3.1.1.2).
    const message = password.normalize('NFKC')
    argon2('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: tag.length }, (error, derived) => {
      if (error) reject(error)
      else resolve(derived)
    })
  })
}

function writePhc({ memory, passes, parallelism, salt, tag }: PhcHash): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

function readPhc(text: string): PhcHash {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]{11,})\$([\w+/]{22,})$/.exec(text)
  if (!match) throw new Error('A stored password hash is not an Argon2id PHC string.')
  const [, memory, passes, parallelism, salt = '', tag = ''] = match
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
