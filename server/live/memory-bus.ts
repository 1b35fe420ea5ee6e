import type { Bus } from './bus.ts'

/** The bus of a single process: an embedded database has no other. */
export function makeMemoryBus(): Bus {
  const listeners = new Set<(accountId: string) => void>()
  return {
    publish(accountId) {
      for (const listener of listeners) listener(accountId)
      return Promise.resolve()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      listeners.clear()
      return Promise.resolve()
    },
  }
}
