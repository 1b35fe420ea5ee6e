import type { MailKind, PageKind } from '../../shared/page-kinds.ts'
import type { PortalInFile } from '../../shared/settings-file.ts'
import type { Db } from '../db/index.ts'
import { presentAllMailTexts, presentPages } from '../portal/portal-page.presenter.ts'
import { listMailTexts, listPages } from '../portal/portal-page.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { saveMailTexts, savePage } from '../templates/save-texts.ts'
import { attempt, isSame, type FileContext } from './file-context.ts'

const asItCame = { en: null, nb: null }

/** Pages and mails that are not as they came. */
export async function textsToFile(db: Db, portal: PortalRow): Promise<Required<Pick<PortalInFile, 'pages' | 'mails'>>> {
  const pages = presentPages(await listPages(db, portal.account_id, portal.id)).filter(({ isEdited }) => isEdited)
  const mails = presentAllMailTexts(await listMailTexts(db, portal.account_id, portal.id)).filter(({ isEdited }) => isEdited)
  return {
    pages: Object.fromEntries(pages.map(({ page, template, contents }) => [page, { template, contents }])),
    mails: Object.fromEntries(mails.map(({ mail, contents }) => [mail, { contents }])),
  }
}

/** Saves pages and mails; null, or with pruning what is not named, lets one be as it came. */
export async function textsFromFile(context: FileContext, portal: PortalRow, wanted: PortalInFile, path: string): Promise<void> {
  const { tx, deps, viewer, accountId, prune } = context
  for (const { page, template, contents, version, isEdited } of presentPages(await listPages(tx, accountId, portal.id))) {
    const own = wantedOf<PageKind, NonNullable<PortalInFile['pages']>[PageKind]>(wanted.pages, page, prune && isEdited)
    if (own === undefined) continue
    const after = own ?? { template: 'plain' as const, contents: asItCame }
    if (isSame(after, { template, contents })) continue
    await attempt(context, `${path}.pages.${page}`, () => savePage(deps, viewer, portal.id, page, { version, ...after }))
  }
  for (const { mail, contents, version, isEdited } of presentAllMailTexts(await listMailTexts(tx, accountId, portal.id))) {
    const own = wantedOf<MailKind, NonNullable<PortalInFile['mails']>[MailKind]>(wanted.mails, mail, prune && isEdited)
    if (own === undefined) continue
    const after = own ?? { contents: asItCame }
    if (isSame(after, { contents })) continue
    await attempt(context, `${path}.mails.${mail}`, () => saveMailTexts(deps, viewer, portal.id, mail, { version, ...after }))
  }
}

/** What a file wants of one of its texts; undefined: nothing. */
function wantedOf<Kind extends string, Text>(
  texts: Partial<Record<Kind, Text>> | undefined,
  kind: Kind,
  isPruned: boolean,
): Text | null | undefined {
  if (!texts) return undefined
  return Object.hasOwn(texts, kind) ? texts[kind] : isPruned ? null : undefined
}
