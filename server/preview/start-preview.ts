import { hostedUrl } from '../accounts/domain-name.ts'
import { findContact } from '../contacts/contact.repo.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import { presentMe } from '../auth/present-me.ts'
import type { PreviewSession } from '../../shared/preview.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { PreviewViewer, StaffViewer } from '../viewer.ts'
import { mayPreview } from './preview-viewer.ts'
import { endPreview, insertPreview, takePreview } from '../portal/preview.repo.ts'

const codeSeconds = 60
const previewSeconds = 1800
const codePrefix = 'cpo_'

/**
 * Makes the address at which a staff member sees the portal: with every ticket that passes the filters, or as a contact does.
 *
 * @returns an address that works once, within a minute.
 * @throws AppError `not_allowed`, `contact_not_found`.
 */
export async function startPreview(deps: Deps, viewer: StaffViewer, portal: PortalRow, contactId: string | null): Promise<string> {
  if (!mayPreview(viewer.permissions, contactId !== null)) throw new AppError('not_allowed')
  const { accountId } = viewer
  if (contactId !== null && !(await findContact(deps.db, accountId, contactId))) throw new AppError('contact_not_found')
  const code = makeSecretToken(codePrefix)
  const now = deps.now()
  const previewId = deps.newId()
  await write(deps, accountId, async (tx) => {
    await insertPreview(tx, {
      account_id: accountId,
      id: previewId,
      portal_id: portal.id,
      contact_id: contactId,
      staff_id: viewer.staffId,
      staff_session_id: viewer.sessionId,
      code_hash: hashSecretToken(code),
      code_expires_at: later(now, codeSeconds),
      redeemed_at: null,
      origin: '',
      jkt: '',
      access_hash: null,
      created_at: now,
      expires_at: later(now, codeSeconds),
      ended_at: null,
    })
    // Somebody reads what is somebody else's.
    const data = { portalId: portal.id, contactId, previewId }
    await recordEvent(tx, viewer, now, { kind: 'preview.started', isPublic: false, data })
  })
  return `${pageOf(deps, portal)}#support/preview?code=${code}`
}

/** The page of this server; where it shows no portals, the site's own. */
function pageOf({ config }: Pick<Deps, 'config'>, portal: PortalRow): string {
  const hosted = hostedUrl(portal, config.publicUrl)
  return config.allowDefaultHostPortals || portal.domain_host !== null ? hosted : (portal.home_url ?? hosted)
}

/**
 * Trades the code for a session of the page's own key, which can read and nothing else.
 *
 * @throws AppError `session_expired` for a code that is unknown, used or too old, or a preview that has ended already.
 */
export async function redeemPreview(
  deps: Deps,
  portal: PortalRow,
  code: string,
  place: { jkt: string; origin: string },
): Promise<PreviewSession> {
  if (!isSecretToken(codePrefix, code)) throw new AppError('session_expired', 'no preview has this code')
  const accessToken = makeSecretToken('cpv_')
  const now = deps.now()
  const taken = await write(deps, portal.account_id, (tx) =>
    takePreview(tx, { accountId: portal.account_id, portalId: portal.id, codeHash: hashSecretToken(code) }, now, {
      ...place,
      access_hash: hashSecretToken(accessToken),
      expires_at: later(now, previewSeconds),
    }),
  )
  if (!taken) throw new AppError('session_expired', 'no preview has this code')
  return {
    accessToken,
    accessExpiresInSeconds: previewSeconds,
    isAsContact: taken.contact_id !== null,
    me: taken.contact_id === null ? nobody(taken.id) : { ...(await presentMe(deps, portal, taken.contact_id)), needsConsent: false },
  }
}

/** Ends a preview and its streams. */
export async function finishPreview(deps: Deps, viewer: PreviewViewer): Promise<void> {
  await write(deps, viewer.accountId, (tx) => endPreview(tx, viewer.accountId, viewer.sessionId, deps.now()))
  deps.hub.endSessions([viewer.sessionId])
}

/** What a preview of every ticket is told about itself: it looks at them as at those of many people. */
export function nobody(previewId: string): PreviewSession['me'] {
  return { id: previewId, name: '', email: '', companyName: null, seesCompany: false, needsConsent: false, view: 'company', columns: null }
}
