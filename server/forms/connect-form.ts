import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { StaffViewer } from '../viewer.ts'
import { addPortalForm, listForms, listFormsOfPortal, lockForm, removePortalForm, setDefaultForm } from './form.repo.ts'
import { requireConnectable, requireForm } from './save-form.ts'

/**
 * Connects a form to a portal (S97), as its default one or beside it. The first one is the default one whatever is asked.
 *
 * @throws AppError `portal_not_found`, `form_not_found`; `form_incomplete` for a form without ticket properties or inbox (D15).
 */
export function connectForm(
  deps: Deps,
  viewer: StaffViewer,
  { portalId, formId, isDefault }: { portalId: string; formId: string; isDefault: boolean },
): Promise<void> {
  return write(deps, viewer.accountId, async (tx) => {
    const before = await formsOf(tx, viewer.accountId, portalId)
    await lockForm(tx, viewer.accountId, formId, 'connected')
    const form = await requireConnectable(tx, viewer.accountId, formId)
    const [first] = before
    const rest = before.filter((id) => id !== formId)
    const after = isDefault || first === undefined || first === formId ? [formId, ...rest] : [...rest, formId]
    await setForms(tx, deps, viewer, portalId, { before, after, name: form.name })
  })
}

/**
 * Takes a form from a portal; where it was the default one, the next one is.
 *
 * @throws AppError `portal_not_found`, `form_not_found`.
 */
export function disconnectForm(deps: Deps, viewer: StaffViewer, portalId: string, formId: string): Promise<void> {
  return write(deps, viewer.accountId, async (tx) => {
    const before = await formsOf(tx, viewer.accountId, portalId)
    const form = await requireForm(tx, viewer.accountId, formId)
    const after = before.filter((id) => id !== formId)
    await setForms(tx, deps, viewer, portalId, { before, after, name: form.name })
  })
}

/**
 * Gives a portal these forms and no others, the default one first. A step: call it inside a write, with forms of the account.
 */
export async function setForms(
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  actor: Actor,
  portalId: string,
  { before, after, name }: { before: readonly string[]; after: readonly string[]; name?: string },
): Promise<void> {
  if (before.join() === after.join()) return
  const [first = null, ...others] = after
  for (const formId of before) await removePortalForm(tx, actor.accountId, portalId, formId)
  await setDefaultForm(tx, actor.accountId, portalId, first)
  for (const formId of others) await addPortalForm(tx, actor.accountId, portalId, formId)
  const forms = await listForms(tx, actor.accountId)
  const namesOf = (ids: readonly string[]) => ids.map((id) => forms.find((form) => form.id === id)?.name ?? id).join(', ')
  const data = { portalId, name, before: { forms: namesOf(before) }, after: { forms: namesOf(after) } }
  await recordEvent(tx, actor, deps.now(), { kind: 'portal.changed', isPublic: false, data })
}

async function formsOf(tx: Tx, accountId: string, portalId: string): Promise<string[]> {
  const portal = await findPortal(tx, accountId, portalId)
  if (!portal) throw new AppError('portal_not_found')
  return (await listFormsOfPortal(tx, portal)).map(({ id }) => id)
}
