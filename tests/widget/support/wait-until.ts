import { waitUntil as waitWithLimit } from '@open-wc/testing'

/**
 * Waits until something holds. The limit only ends a test that fails: it is long enough for a machine that is busy with
 * other work, and below the runner's, so that `what` stands in the report.
 */
export async function waitUntil(holds: () => unknown, what: string): Promise<void> {
  await waitWithLimit(holds, what, { interval: 20, timeout: 15_000 })
}
