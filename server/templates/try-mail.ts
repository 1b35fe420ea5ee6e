import type { MailKind } from '../../shared/page-kinds.ts'
import type { MailContents } from '../../shared/pages.ts'
import { takeStaffMail } from '../auth/throttle.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import type { MailLanguage } from '../mail/templates/mail-content.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { StaffViewer } from '../viewer.ts'
import { drawMail } from './draw-mail.ts'

/**
 * Sends a mail as it would be to whoever writes it, and to nobody else.
 *
 * @returns the address. @throws AppError `too_many_requests`.
 */
export async function tryMail(
  deps: Deps,
  viewer: StaffViewer,
  portal: PortalRow,
  mail: MailKind,
  drawn: { language: MailLanguage; contents: MailContents | null },
): Promise<string> {
  const staff = await deps.db
    .selectFrom('staff')
    .select('email')
    .where('account_id', '=', viewer.accountId)
    .where('id', '=', viewer.staffId)
    .executeTakeFirst()
  if (!staff) throw new AppError('sign_in_required')
  await takeStaffMail(deps, viewer.accountId, viewer.staffId)
  const { subject, text, html } = drawMail(deps, portal, mail, drawn)
  await write(deps, viewer.accountId, (tx) => queueMail(tx, deps, viewer.accountId, { to: staff.email, subject, text, html }))
  return staff.email
}
