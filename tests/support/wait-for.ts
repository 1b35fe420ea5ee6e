import { vi } from 'vitest'

/** Waits until a check passes. The limit only ends a test that fails: it is long enough for a busy machine. */
export function waitFor(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20 })
}
