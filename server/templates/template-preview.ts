import type { MailKind, PageKind } from '../../shared/page-kinds.ts'
import type { MailContents, PagePreviewBody } from '../../shared/pages.ts'
import type { MailLanguage } from '../mail/templates/mail-content.ts'
import type { Db, Timestamp } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import type { MailValues } from './draw-mail.ts'
import type { StaffViewer } from '../viewer.ts'

/** What somebody of the staff looks at while writing. */
export type Looked =
  | { kind: 'page'; portalId: string; page: PageKind; body: PagePreviewBody }
  | { kind: 'mail'; portalId: string; mail: MailKind; language: MailLanguage; contents: MailContents | null; values: MailValues }

const previewSeconds = 900
const prefix = 'cpt_'

/**
 * Keeps what somebody looks at, in place of what they looked at before. Sealed: it may name a customer.
 *
 * @returns the address of the document. Whoever knows it sees it, for a quarter of an hour; no cookie is looked at there.
 */
export async function startTemplatePreview(deps: Deps, viewer: StaffViewer, looked: Looked): Promise<string> {
  const token = makeSecretToken(prefix)
  const row = {
    account_id: viewer.accountId,
    staff_id: viewer.staffId,
    token_hash: hashSecretToken(token),
    request: deps.vault.seal(JSON.stringify(looked), placeOf(viewer.accountId, viewer.staffId)),
    expires_at: later(deps.now(), previewSeconds),
  }
  const { token_hash, request, expires_at } = row
  await transact(deps.db, (tx) =>
    tx
      .insertInto('template_preview')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account_id', 'staff_id']).doUpdateSet({ token_hash, request, expires_at }))
      .execute(),
  )
  return `/template-previews/${token}`
}

/** What stands behind an address, and whose it is. */
export async function findTemplatePreview(deps: Deps, token: string): Promise<{ accountId: string; looked: Looked } | undefined> {
  if (!isSecretToken(prefix, token)) return undefined
  const row = await deps.db
    .selectFrom('template_preview')
    .select(['account_id', 'staff_id', 'request', 'expires_at'])
    .where('token_hash', '=', hashSecretToken(token))
    .executeTakeFirst()
  if (!row || deps.now() >= row.expires_at) return undefined
  const looked = JSON.parse(deps.vault.open(row.request, placeOf(row.account_id, row.staff_id))) as Looked
  return { accountId: row.account_id, looked }
}

/** Forgets what was looked at until a time, of every account. */
export async function forgetTemplatePreviews(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('template_preview').where('expires_at', '<', before).returning('account_id').execute()
}

function placeOf(accountId: string, staffId: string): string {
  return `template_preview/${accountId}/${staffId}`
}
