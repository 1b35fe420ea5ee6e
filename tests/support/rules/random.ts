/** Random values from a seed: the same on every machine. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below: (limit: number) => number
  /** True once in `times`. */
  once: (times: number) => boolean
  pick: <T>(items: readonly T[]) => T
  /** Some of the items, each at most once, in their order; at least `min`. */
  some: <T>(items: readonly T[], min?: number) => T[]
}

/** mulberry32. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    below,
    once: (times) => below(times) === 0,
    pick,
    some: (items, min = 0) => {
      const chosen = items.filter(() => below(2) === 0)
      while (chosen.length < min) {
        const another = pick(items)
        if (!chosen.includes(another)) chosen.push(another)
      }
      return chosen
    },
  }
}
