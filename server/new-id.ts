import { customAlphabet } from 'nanoid'

const random = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 11)

/**
 * Makes ids that sort by the time they were made: 9 characters of milliseconds, 4 of a counter within the millisecond,
 * 11 random ones (56 bits), all lower case, so that every database collation orders them alike.
 */
export function makeIds(nowMs: () => number = Date.now): () => string {
  let lastMs = 0
  let counter = 0
  return function newId(): string {
    const ms = nowMs()
    // A clock that steps back must not put a newer message before an older one.
    if (ms > lastMs) {
      lastMs = ms
      counter = 0
    } else {
      counter += 1
    }
    return lastMs.toString(36).padStart(9, '0') + counter.toString(36).padStart(4, '0') + random()
  }
}
