import type { Deps } from '../deps.ts'
import type { Viewer } from '../viewer.ts'
import { reauthorise } from './authenticate.ts'
import { reauthoriseStaff } from './staff-session.ts'

/** Who is behind a session, or undefined when it is over. For requests that a session authorised a moment ago: downloads, streams. */
export async function findSessionViewer(
  deps: Pick<Deps, 'db' | 'now'>,
  kind: 'contact' | 'staff',
  sessionId: string,
): Promise<Viewer | undefined> {
  const viewers = kind === 'contact' ? await reauthorise(deps, [sessionId]) : await reauthoriseStaff(deps, [sessionId])
  return viewers.get(sessionId)
}
