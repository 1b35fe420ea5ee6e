import { formLimits } from '../../shared/form-values.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'

/** An inbox as settings name it. */
export interface InboxEntry {
  id: string
  name: string
  createdAt: string
}

/** Makes an inbox, with the channels by which portals and forms reach it. @throws AppError `invalid_request` for a name that is taken. */
export function createInbox(deps: Deps, viewer: StaffViewer, name: string): Promise<InboxEntry> {
  return write(deps, viewer.accountId, (tx) => addInbox(tx, deps, viewer, name))
}

/** Gives an inbox another name. @throws AppError `not_found`; `invalid_request` for a name that is taken. */
export function renameInbox(deps: Deps, viewer: StaffViewer, inboxId: string, name: string): Promise<InboxEntry> {
  return write(deps, viewer.accountId, async (tx) => {
    const inboxes = await listAll(tx, viewer.accountId)
    const before = inboxes.find(({ id }) => id === inboxId)
    if (!before) throw new AppError('not_found', 'inbox')
    refuseTaken(inboxes, name, inboxId)
    await tx.updateTable('inbox').set({ name }).where('account_id', '=', viewer.accountId).where('id', '=', inboxId).execute()
    const data = { inboxId, before: { name: before.name }, after: { name } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'inbox.changed', isPublic: false, data })
    return { id: inboxId, name, createdAt: before.created_at }
  })
}

/** Adds an inbox. A step: call it inside a write. @throws AppError as `createInbox`. */
export async function addInbox(tx: Tx, deps: Pick<Deps, 'newId' | 'now'>, actor: Actor, name: string): Promise<InboxEntry> {
  const inboxes = await listAll(tx, actor.accountId)
  if (inboxes.length >= formLimits.inboxesMax) throw new AppError('invalid_request', 'inboxes', { fields: { name: 'too_many' } })
  refuseTaken(inboxes, name, null)
  const inbox = { account_id: actor.accountId, id: deps.newId(), name, created_at: deps.now() }
  await tx.insertInto('inbox').values(inbox).execute()
  for (const kind of ['portal', 'form'] as const) {
    await tx.insertInto('channel').values({ account_id: actor.accountId, id: deps.newId(), inbox_id: inbox.id, kind }).execute()
  }
  await recordEvent(tx, actor, deps.now(), { kind: 'inbox.changed', isPublic: false, data: { inboxId: inbox.id, after: { name } } })
  return { id: inbox.id, name, createdAt: inbox.created_at }
}

function listAll(tx: Tx, accountId: string) {
  return tx.selectFrom('inbox').select(['id', 'name', 'created_at']).where('account_id', '=', accountId).execute()
}

function refuseTaken(inboxes: readonly { id: string; name: string }[], name: string, own: string | null): void {
  const isTaken = inboxes.some((other) => other.id !== own && other.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw new AppError('invalid_request', 'name', { fields: { name: 'not_a_choice' } })
}
