import type { Context } from 'hono'
import type { Tx } from '../db/index.ts'
import type { AppEnv, Deps } from '../deps.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { staffMail, type StaffNotice } from '../mail/templates/staff-mails.ts'
import type { StaffViewer } from '../viewer.ts'
import { findStaffProfile } from './staff-session.repo.ts'

/** The languages that a request's browser speaks, as it says them. */
export function spokenBy(c: Context<AppEnv>): string {
  return c.req.header('Accept-Language') ?? ''
}

/**
 * Tells a staff member by mail that how they sign in was changed: whoever did it at a page left open would not.
 *
 * @param spoken What their browser says of languages; for who has none of their own.
 */
export async function noticeStaff(tx: Tx, deps: Deps, viewer: StaffViewer, notice: StaffNotice, spoken: string): Promise<void> {
  const profile = await findStaffProfile(tx, viewer.accountId, viewer.staffId)
  if (!profile) return
  const link = new URL('/staff/account', deps.config.publicUrl).href
  const mail = staffMail(notice, { accountName: profile.account_name, link }, mailLanguage(profile.language ?? spoken))
  await queueMail(tx, deps, viewer.accountId, { to: profile.email, ...mail })
}
