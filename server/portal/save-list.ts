import type { Rule } from '../../shared/filter-rule.ts'
import type { CreateListBody, UpdateListBody } from '../../shared/lists.ts'
import { findContact, findOrAddContact } from '../contacts/contact.repo.ts'
import { addMembers, deleteList, findLists, insertList, removeMember, updateList } from '../contacts/list.repo.ts'
import type { ContactListRow } from '../contacts/list.table.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { listKnownProperties, resolveRule } from '../tickets/resolve-rule.ts'
import type { StaffViewer } from '../viewer.ts'
import { queueInvitationsOfList } from './queue-invitations.ts'
import { listPortals } from './portal.repo.ts'

/** Makes a list. @throws AppError `invalid_request` for a rule that does not fit the account's properties. */
export async function createList(deps: Deps, viewer: StaffViewer, body: CreateListBody): Promise<ContactListRow> {
  const at = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    const rule = body.kind === 'active' ? await keepRule(tx, viewer.accountId, body.rule) : null
    const list = { account_id: viewer.accountId, id: deps.newId(), name: body.name, kind: body.kind, rule, version: 1 }
    await insertList(tx, { ...list, changed_at: at, created_at: at })
    await recordEvent(tx, viewer, at, {
      kind: 'list.changed',
      isPublic: false,
      data: { listId: list.id, after: { name: body.name, rule } },
    })
    return { ...list, changed_at: at, created_at: at }
  })
}

/** Renames a list or changes its rule. @throws AppError `not_found`, `changed_meanwhile`, `invalid_request`. */
export async function changeList(deps: Deps, viewer: StaffViewer, listId: string, body: UpdateListBody): Promise<ContactListRow> {
  const at = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    const before = await requireList(tx, viewer.accountId, listId)
    if (body.rule && before.kind === 'static') {
      throw new AppError('invalid_request', 'a static list has no rule', { fields: { rule: 'unknown_field' } })
    }
    const changes = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.rule && { rule: await keepRule(tx, viewer.accountId, body.rule), changed_at: at }),
    }
    if (!(await updateList(tx, { ...before, version: body.version }, changes))) throw new AppError('changed_meanwhile')
    if (changes.rule !== undefined) await queueInvitationsOfList(tx, deps, viewer.accountId, listId)
    const { name, rule } = before
    await recordEvent(tx, viewer, at, { kind: 'list.changed', isPublic: false, data: { listId, before: { name, rule }, after: changes } })
    return { ...before, ...changes, version: body.version + 1 }
  })
}

/** Deletes a list. @throws AppError `not_found`; `list_in_use` while a portal lets its members in. */
export async function removeList(deps: Deps, viewer: StaffViewer, listId: string): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    const list = await requireList(tx, viewer.accountId, listId)
    const portals = await listPortals(tx, viewer.accountId)
    if (portals.some((portal) => (JSON.parse(portal.access_list_ids) as string[]).includes(listId))) throw new AppError('list_in_use')
    await deleteList(tx, viewer.accountId, listId)
    await recordEvent(tx, viewer, deps.now(), { kind: 'list.changed', isPublic: false, data: { listId, before: { name: list.name } } })
  })
}

/**
 * Puts people on a static list by their addresses; who is not known yet becomes a contact.
 *
 * @throws AppError `not_found`; `list_by_rule` for an active list.
 */
export async function addToList(
  deps: Deps,
  viewer: StaffViewer,
  listId: string,
  emails: readonly string[],
): Promise<{ added: number; alreadyThere: number }> {
  const at = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    await requireStatic(tx, viewer.accountId, listId)
    const contactIds = new Set<string>()
    for (const email of emails) contactIds.add((await findOrAddContact(tx, deps, viewer, { email }, at)).id)
    const added = await addMembers(tx, viewer.accountId, listId, [...contactIds], at)
    if (added.length > 0) await queueInvitationsOfList(tx, deps, viewer.accountId, listId)
    await recordEvent(tx, viewer, at, { kind: 'list.changed', isPublic: false, data: { listId, added } })
    return { added: added.length, alreadyThere: contactIds.size - added.length }
  })
}

/** Takes a contact off a static list. @throws AppError `not_found`, `list_by_rule`, `contact_not_found`. */
export async function takeOffList(deps: Deps, viewer: StaffViewer, listId: string, contactId: string): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    await requireStatic(tx, viewer.accountId, listId)
    const isKnown = await findContact(tx, viewer.accountId, contactId)
    if (!isKnown || !(await removeMember(tx, viewer.accountId, listId, contactId))) throw new AppError('contact_not_found')
    await recordEvent(tx, viewer, deps.now(), { kind: 'list.changed', isPublic: false, data: { listId, removed: [contactId] } })
  })
}

/** A list of the account. @throws AppError `not_found`. */
export async function requireList(db: Db, accountId: string, listId: string): Promise<ContactListRow> {
  const [list] = await findLists(db, accountId, [listId])
  if (!list) throw new AppError('not_found', `list ${listId}`)
  return list
}

/** A rule about contacts as it is kept. @throws AppError `invalid_request` naming what does not fit. */
export async function keepRule(tx: Db, accountId: string, rule: Rule): Promise<string> {
  const resolved = resolveRule(rule, 'contact', await listKnownProperties(tx, accountId), 'rule')
  if ('problems' in resolved) throw new AppError('invalid_request', JSON.stringify(resolved.problems), { fields: resolved.problems })
  return JSON.stringify(resolved.rule)
}

async function requireStatic(tx: Tx, accountId: string, listId: string): Promise<void> {
  const list = await requireList(tx, accountId, listId)
  if (list.kind !== 'static') throw new AppError('list_by_rule')
}
