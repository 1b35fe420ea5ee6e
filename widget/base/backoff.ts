/** How long to wait before try number `attempt` (from 1): 1 s doubling to 30 s, spread so that pages do not come back all at once. */
export function backoffMs(attempt: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10))
  return Math.max(1000, retryAfterSeconds * 1000, (0.5 + Math.random() / 2) * ceiling)
}
