import { makeRandom } from '../../demo/seed/random.ts'

/** Time of the oldest row. Ids carry times from here on, so that ids which the server makes later sort behind them. */
export const epochMs = Date.UTC(2024, 0, 1)

/** ISO time of a minute of the made-up history. */
export function timeAt(minute: number): string {
  return new Date(epochMs + minute * 60_000).toISOString()
}

/** Ids as the server makes them, one millisecond apart, the same in every run. */
export function makeBenchIds(seed: number): () => string {
  const random = makeRandom(seed)
  let made = 0
  return function nextId() {
    made += 1
    const tail = (random.below(36 ** 5) + 36 ** 5).toString(36) + (random.below(36 ** 5) + 36 ** 5).toString(36).slice(1)
    return `${(epochMs + made).toString(36).padStart(9, '0')}0000${tail}`
  }
}
