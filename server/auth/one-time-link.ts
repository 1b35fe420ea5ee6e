import { randomInt } from 'node:crypto'
import { fold } from '../db/fold.ts'
import type { Db } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import type { LinkOrder, LinkPurpose } from '../mail/mail.table.ts'
import type { LinkSecrets } from '../mail/send-mail.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { endEarlierLinks, findGoodLink, insertLink } from './one-time-link.repo.ts'

const prefix = 'cpl_'

/** How long a link is good after its mail was sent, in seconds (D11). */
export const linkSeconds: Record<LinkPurpose, number> = {
  password_reset: 24 * 3600,
  magic_link: 900,
  proof: 900,
  invitation: 7 * 24 * 3600,
  registration: 24 * 3600,
}

/** Purposes whose mail also carries a code, to be typed on another device. */
const purposesWithCode: readonly LinkPurpose[] = ['magic_link', 'proof']

/**
 * Makes the link of a mail at the moment when the mail leaves, so that a token is never kept: neither with the mail nor
 * anywhere else. Earlier links for the same purpose end.
 */
export async function issueLink(deps: Deps, accountId: string, mailId: string, order: LinkOrder): Promise<LinkSecrets> {
  const token = makeSecretToken(prefix)
  const code = purposesWithCode.includes(order.purpose) ? String(randomInt(100_000_000)).padStart(8, '0') : ''
  const codeHash = code === '' ? null : await deps.hasher.hash(code)
  const now = deps.now()
  const link = {
    account_id: accountId,
    id: deps.newId(),
    portal_id: order.portalId,
    mail_id: mailId,
    purpose: order.purpose,
    contact_id: order.contactId,
    email: order.email,
    email_folded: fold(order.email),
    details: JSON.stringify(order.details ?? {}),
    token_hash: hashSecretToken(token),
    code_hash: codeHash,
    tries: 0,
    created_at: now,
    expires_at: later(now, linkSeconds[order.purpose]),
    used_at: null,
  }
  await transact(deps.db, async (tx) => {
    await endEarlierLinks(tx, link, now)
    await insertLink(tx, link)
  })
  return { token, code }
}

/** A link that is good right now. */
export type GoodLink = NonNullable<Awaited<ReturnType<typeof findGoodLink>>>

/**
 * The link that a token names. It is not used up by being looked at.
 *
 * @throws AppError `link_not_valid` for every token that is not good: unknown, of another portal or purpose, used, too old.
 */
export async function requireLink(
  deps: Pick<Deps, 'now'>,
  db: Db,
  portal: PortalRow,
  purpose: LinkPurpose,
  token: string,
): Promise<GoodLink> {
  const link = isSecretToken(prefix, token)
    ? await findGoodLink(db, portal.account_id, portal.id, purpose, hashSecretToken(token), deps.now())
    : undefined
  if (!link) throw new AppError('link_not_valid')
  return link
}
