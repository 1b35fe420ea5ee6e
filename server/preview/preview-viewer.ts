import type { StaffPermission } from '../../shared/auth.ts'
import { isStaffSessionOver } from '../auth/staff-session.ts'
import type { Deps } from '../deps.ts'
import { contactViewer } from '../portal/contact-viewer.ts'
import type { PreviewViewer } from '../viewer.ts'
import { listPreviews, type PreviewState } from '../portal/preview.repo.ts'

/** What it takes to look at a portal with every ticket, and through the eyes of a contact. */
export function mayPreview(permissions: readonly StaffPermission[], asContact: boolean): boolean {
  return permissions.includes('portal.settings') && (!asContact || permissions.includes('inbox.answer'))
}

/** Whether a preview has ended: its time, its staff session, or the permission of the person who looks. */
export function isPreviewOver(state: PreviewState, now: string): boolean {
  if (state.ended_at !== null || now >= state.preview_expires_at) return true
  const { revoked_at, is_active, last_seen_at } = state
  if (isStaffSessionOver({ revoked_at, is_active, last_seen_at, expires_at: state.staff_expires_at }, now)) return true
  return !mayPreview(JSON.parse(state.permissions) as StaffPermission[], state.contact_id !== null)
}

/** The viewer of a preview at a moment: with the queries of the contact, or of nobody, from whom no ticket is kept but by the filters. */
export function previewViewer(state: PreviewState, now: string): PreviewViewer {
  const contact = { id: state.contact_id ?? '', name: state.contact_name ?? '', company_id: state.company_id }
  const as = contactViewer(state, contact, state.preview_id, now)
  return {
    kind: 'preview',
    accountId: state.account_id,
    portalId: state.id,
    staffId: state.staff_id,
    sessionId: state.preview_id,
    as: state.contact_id === null ? { ...as, seesEverything: true } : as,
  }
}

/** The viewers of those previews that are still good, as they would be at a request made now. */
export async function reauthorisePreviews(
  deps: Pick<Deps, 'db' | 'now'>,
  previewIds: readonly string[],
): Promise<Map<string, PreviewViewer>> {
  const viewers = new Map<string, PreviewViewer>()
  if (previewIds.length === 0) return viewers
  const now = deps.now()
  for (const state of await listPreviews(deps.db, previewIds)) {
    if (!isPreviewOver(state, now)) viewers.set(state.preview_id, previewViewer(state, now))
  }
  return viewers
}
