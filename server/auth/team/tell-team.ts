import { findAccount } from '../../accounts/account.repo.ts'
import { listStaffWith } from '../../accounts/team.repo.ts'
import type { Timestamp, Tx } from '../../db/index.ts'
import type { Deps } from '../../deps.ts'
import type { StaffLinkOrder } from '../../mail/mail.table.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import { mailLanguage } from '../../mail/templates/mail-content.ts'
import { teamMail, type TeamFacts, type TeamMail } from '../../mail/templates/team-mails.ts'

type Telling = Omit<TeamFacts, 'accountName' | 'link'> & {
  /** Default: as the account is called. */
  accountName?: string
  /** Below the public address; default: where staff sign in. */
  path?: string
  /** In place of `path`: with the place of a one-time link. */
  link?: string
}

/** Writes to one person of the team, or who is to be, in their language. @returns the id of the mail. */
export async function tellPerson(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId' | 'config'>,
  accountId: string,
  to: { email: string; language: string | null },
  kind: TeamMail,
  { path = '/staff', link, accountName, ...facts }: Telling,
  carries?: { link: StaffLinkOrder; expiresAt: Timestamp },
): Promise<string> {
  const told = {
    ...facts,
    accountName: accountName ?? (await findAccount(tx, accountId)).name,
    link: link ?? new URL(path, deps.config.publicUrl).href,
  }
  return queueMail(tx, deps, accountId, { to: to.email, ...teamMail(kind, told, mailLanguage(to.language)), ...carries })
}

/** Writes to every admin of the team but the one whom it is about. */
export async function tellAdmins(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId' | 'config'>,
  accountId: string,
  kind: TeamMail,
  facts: Telling & { aboutId: string },
): Promise<void> {
  const { aboutId, ...telling } = facts
  for (const admin of await listStaffWith(tx, accountId, ['account.admin'])) {
    if (admin.id !== aboutId) await tellPerson(tx, deps, accountId, admin, kind, { path: '/staff/settings/team', ...telling })
  }
}
