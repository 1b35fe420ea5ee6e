import type { MailKind } from '../../shared/page-kinds.ts'
import type { MailTexts } from '../../shared/pages.ts'
import type { Db, Tx } from '../db/index.ts'
import type { MailContent, MailLanguage } from '../mail/templates/mail-content.ts'
import { writeMail, type MailFacts } from '../mail/templates/write-mail.ts'
import { findMailTexts } from './portal-page.repo.ts'
import { themeOf } from './portal-theme.ts'
import type { PortalRow } from './portal.table.ts'

/** Writes a mail of a portal, in its own words where it has any. */
export async function composeMail(
  db: Db | Tx,
  portal: PortalRow,
  kind: MailKind,
  language: MailLanguage,
  facts: Omit<MailFacts, 'values' | 'accent'> & { values?: Omit<MailFacts['values'], 'portal'> },
): Promise<MailContent> {
  const row = await findMailTexts(db, portal.account_id, portal.id, kind)
  const own = row ? (JSON.parse(row.contents) as MailTexts)[language] : null
  return writeMail(kind, language, own, factsOf(portal, facts))
}

/** What every mail of a portal knows, with what is said besides. */
export function factsOf(
  portal: PortalRow,
  facts: Omit<MailFacts, 'values' | 'accent'> & { values?: Omit<MailFacts['values'], 'portal'> },
): MailFacts {
  const { accent } = themeOf(portal)
  return { link: facts.link, accent, values: { ...facts.values, portal: portal.title } }
}
