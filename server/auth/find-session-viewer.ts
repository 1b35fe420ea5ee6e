import type { Deps } from '../deps.ts'
import type { Viewer } from '../viewer.ts'
import { reauthorise } from './authenticate.ts'
import { reauthoriseStaff } from './staff-session.ts'

/**
 * Who is behind a session right now, or undefined when it is over. For what a session authorised a moment ago and comes
 * without its proof: one-time downloads.
 */
export async function findSessionViewer(
  deps: Pick<Deps, 'db' | 'now'>,
  session: { account_id: string; session_id: string; session_kind: 'contact' | 'staff' },
): Promise<Viewer | undefined> {
  const find = session.session_kind === 'contact' ? reauthorise : reauthoriseStaff
  const viewer = (await find(deps, [session.session_id])).get(session.session_id)
  return viewer?.accountId === session.account_id ? viewer : undefined
}
