import { textLanguages, unknownPlaceholders, type MailKind, type PageKind } from '../../shared/page-kinds.ts'
import type { MailContents, MailTexts, PageTexts, PortalMail, PortalPage, SaveMailBody, SavePageBody } from '../../shared/pages.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { presentMailTexts, presentPage } from '../portal/portal-page.presenter.ts'
import { keepMailTexts, keepPage, raisePagesVersion } from '../portal/portal-page.repo.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { StaffViewer } from '../viewer.ts'

/** A portal of the viewer's account. @throws AppError `portal_not_found`. */
export async function requirePortal(deps: Deps, viewer: StaffViewer, portalId: string): Promise<PortalRow> {
  const portal = await findPortal(deps.db, viewer.accountId, portalId)
  if (!portal) throw new AppError('portal_not_found')
  return portal
}

/** Saves a page. @throws AppError `portal_not_found`; `changed_meanwhile` when somebody saved since `version`. */
export async function savePage(deps: Deps, viewer: StaffViewer, portalId: string, page: PageKind, body: SavePageBody): Promise<PortalPage> {
  const { accountId } = viewer
  await requirePortal(deps, viewer, portalId)
  const row = {
    ...{ account_id: accountId, portal_id: portalId, page, template: body.template, changed_at: deps.now() },
    contents: JSON.stringify(withoutEmpty(body.contents)),
    version: body.version + 1,
  }
  await write(deps, accountId, async (tx) => {
    if (!(await keepPage(tx, row))) throw new AppError('changed_meanwhile')
    await raisePagesVersion(tx, accountId, portalId)
    await recordEvent(tx, viewer, row.changed_at, { kind: 'portal.changed', isPublic: false, data: { portalId, page } })
  })
  return presentPage(page, row)
}

/**
 * Saves a mail.
 *
 * @throws AppError `portal_not_found`; `changed_meanwhile`; `invalid_request` naming the fields with a name in braces that the
 *   mail does not know.
 */
export async function saveMailTexts(
  deps: Deps,
  viewer: StaffViewer,
  portalId: string,
  mail: MailKind,
  body: SaveMailBody,
): Promise<PortalMail> {
  const { accountId } = viewer
  await requirePortal(deps, viewer, portalId)
  for (const language of textLanguages) requireKnownPlaceholders(mail, body.contents[language], `contents.${language}.`)
  const row = {
    ...{ account_id: accountId, portal_id: portalId, mail, changed_at: deps.now() },
    contents: JSON.stringify(withoutEmpty(body.contents)),
    version: body.version + 1,
  }
  await write(deps, accountId, async (tx) => {
    if (!(await keepMailTexts(tx, row))) throw new AppError('changed_meanwhile')
    await recordEvent(tx, viewer, row.changed_at, { kind: 'portal.changed', isPublic: false, data: { portalId, mail } })
  })
  return presentMailTexts(mail, row)
}

/** @throws AppError `invalid_request` naming each field with a name in braces that the mail does not know. */
export function requireKnownPlaceholders(mail: MailKind, contents: MailContents | null, prefix: string): void {
  if (!contents) return
  const problems: Record<string, FieldErrorCode> = {}
  for (const [name, text] of Object.entries(contents)) {
    if (unknownPlaceholders(text, mail).length > 0) problems[prefix + name] = 'unknown_field'
  }
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
}

/** A language in which nothing is said is as it came. */
function withoutEmpty<Texts extends PageTexts | MailTexts>(texts: Texts): Texts {
  const isEmpty = (value: unknown) => value === '' || value === null || (Array.isArray(value) && value.length === 0)
  const tidy = <Contents extends object>(contents: Contents | null) =>
    contents === null || Object.values(contents).every(isEmpty) ? null : contents
  return { ...texts, en: tidy(texts.en), nb: tidy(texts.nb) }
}
