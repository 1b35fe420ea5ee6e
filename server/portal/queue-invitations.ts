import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { later } from '../later.ts'
import { listPortals } from './portal.repo.ts'

/** How long an invitation waits, so that a slip can be taken back before anybody is mailed (D13). */
export const inviteAfterSeconds = 120

/** Sees to it that those who just got access are invited, when they still have it then. */
export async function queueInvitations(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  portal: { account_id: string; id: string },
): Promise<void> {
  const at = later(deps.now(), inviteAfterSeconds)
  await enqueue(tx, { id: deps.newId(), accountId: portal.account_id, name: 'invite', payload: { portalId: portal.id }, at })
}

/** The same for every portal that a list opens. */
export async function queueInvitationsOfList(tx: Tx, deps: Pick<Deps, 'now' | 'newId'>, accountId: string, listId: string): Promise<void> {
  for (const portal of await listPortals(tx, accountId)) {
    if (portal.access_mode === 'lists' && (JSON.parse(portal.access_list_ids) as string[]).includes(listId)) {
      await queueInvitations(tx, deps, portal)
    }
  }
}
