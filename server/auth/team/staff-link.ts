import { findMember } from '../../accounts/team.repo.ts'
import { renewInvitation } from '../../accounts/staff-invitation.repo.ts'
import type { Db } from '../../db/index.ts'
import { transact } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../../http/secret-token.ts'
import { PermanentFailure } from '../../jobs/job-failures.ts'
import { later } from '../../later.ts'
import type { StaffLinkOrder, StaffLinkPurpose } from '../../mail/mail.table.ts'
import { endEarlierStaffLinks, findGoodStaffLink, insertStaffLink } from './staff-link.repo.ts'

const prefix = 'cpt_'

/** How long a link is good after its mail was sent, in seconds. */
export const staffLinkSeconds: Record<StaffLinkPurpose, number> = { staff_invitation: 7 * 24 * 3600, staff_password: 24 * 3600 }

/** The page that each link leads to. */
const pages: Record<StaffLinkPurpose, string> = { staff_invitation: '/staff/invitation', staff_password: '/staff/reset-password' }

/** The address of a link. The token stands behind the #: no server and no log of a proxy sees it. */
export function staffLinkUrl(deps: Pick<Deps, 'config'>, purpose: StaffLinkPurpose, token: string): string {
  return `${new URL(pages[purpose], deps.config.publicUrl).href}#${token}`
}

/**
 * Makes the link of a mail at the moment when the mail leaves, or one that the operator asks for: its token is kept nowhere.
 * Earlier links for the same end.
 *
 * @param mailId Null: there is no mail.
 * @returns the token.
 * @throws PermanentFailure when whom it is for has left by now.
 */
export async function issueStaffLink(
  deps: Pick<Deps, 'db' | 'now' | 'newId'>,
  accountId: string,
  mailId: string | null,
  { purpose, staffId, invitationId }: StaffLinkOrder,
): Promise<string> {
  const token = makeSecretToken(prefix)
  const now = deps.now()
  const link = {
    account_id: accountId,
    id: deps.newId(),
    purpose,
    staff_id: staffId,
    invitation_id: invitationId,
    mail_id: mailId,
    token_hash: hashSecretToken(token),
    created_at: now,
    expires_at: later(now, staffLinkSeconds[purpose]),
    used_at: null,
  }
  await transact(deps.db, async (tx) => {
    if (staffId !== null && (await findMember(tx, accountId, staffId))?.is_active !== 1)
      throw new PermanentFailure('not on the team any more')
    if (invitationId !== null && !(await renewInvitation(tx, accountId, invitationId, { sent_at: now, expires_at: link.expires_at }))) {
      throw new PermanentFailure('the invitation was withdrawn')
    }
    await endEarlierStaffLinks(tx, link, now)
    await insertStaffLink(tx, link)
  })
  return token
}

/** A link that is good right now. */
export type GoodStaffLink = NonNullable<Awaited<ReturnType<typeof findGoodStaffLink>>>

/**
 * The link that a token names. It is not used up by being looked at.
 *
 * @throws AppError `link_not_valid` for every token that is not good: unknown, of another purpose, used, too old.
 */
export async function requireStaffLink(deps: Pick<Deps, 'now'>, db: Db, purpose: StaffLinkPurpose, token: string): Promise<GoodStaffLink> {
  const link = isSecretToken(prefix, token) ? await findGoodStaffLink(db, purpose, hashSecretToken(token), deps.now()) : undefined
  if (!link) throw new AppError('link_not_valid')
  return link
}
