import { reauthorise } from '../auth/authenticate.ts'
import { reauthoriseStaff } from '../auth/staff-session.ts'
import type { Deps } from '../deps.ts'
import { reauthorisePreviews } from '../preview/preview-viewer.ts'
import type { StreamViewer } from './live-hub.ts'

/** Sessions asked about in one statement. */
const atOnce = 500

/**
 * The viewers behind open streams as they are now, by session: a right withdrawn since the stream was opened is gone from
 * them. Sessions that are over are missing.
 */
export async function listStreamViewers(
  deps: Pick<Deps, 'db' | 'now'>,
  viewers: readonly StreamViewer[],
): Promise<ReadonlyMap<string, StreamViewer>> {
  const found = new Map<string, StreamViewer>()
  for (const [kind, find] of [
    ['contact', reauthorise],
    ['preview', reauthorisePreviews],
    ['staff', reauthoriseStaff],
  ] as const) {
    const sessionIds = [...new Set(viewers.filter((viewer) => viewer.kind === kind).map(({ sessionId }) => sessionId))]
    for (let start = 0; start < sessionIds.length; start += atOnce) {
      for (const [sessionId, viewer] of await find(deps, sessionIds.slice(start, start + atOnce))) found.set(sessionId, viewer)
    }
  }
  return found
}
