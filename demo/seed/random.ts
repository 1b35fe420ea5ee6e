/** Numbers that look random and are the same on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number
  /** One of the values. */
  pick: <Value>(values: readonly Value[]) => Value
}

/** Mulberry32: small, and good enough to vary a demo. */
export function makeRandom(seed: number): Random {
  let state = seed
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return {
    below,
    pick(values) {
      const value = values[below(values.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
  }
}

// Ids carry times of this past, whenever the seed runs: they are the same on every machine, and older than any id made later.
const idEpochMs = Date.UTC(2026, 0, 5)

/** Ids of the seed: like the server's own, with the time counted from a fixed day. `at` is in minutes since the history began. */
export function makeSeedIds(random: Random): (at: number) => string {
  let counter = 0
  return function seedId(at) {
    counter += 1
    const tail = Array.from({ length: 11 }, () => random.below(36).toString(36)).join('')
    const ms = idEpochMs + Math.round(at * 60_000)
    return ms.toString(36).padStart(9, '0') + counter.toString(36).padStart(4, '0') + tail
  }
}
