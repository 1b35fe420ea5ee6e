import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { findThread } from './thread.repo.ts'
import { setStaffReadUpTo } from '../tickets/thread.repo.ts'

/**
 * Notes that an agent has read a thread up to its newest customer message.
 *
 * @throws AppError `thread_not_found`.
 */
export async function markThreadRead(deps: Deps, viewer: StaffViewer, threadId: string): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    const thread = await findThread(tx, viewer, threadId)
    if (!thread) throw new AppError('thread_not_found')
    if (thread.last_inbound_at === null || thread.last_inbound_at <= (thread.staff_read_up_to ?? '')) return
    await setStaffReadUpTo(tx, thread, thread.last_inbound_at)
    await recordEvent(tx, viewer, deps.now(), { kind: 'thread.changed', ticketId: thread.ticket_id, threadId, isPublic: false })
  })
}
