import type { DomainInFile } from '../../shared/settings-file.ts'
import { normaliseHost } from '../accounts/domain-name.ts'
import { listDomains } from '../accounts/domain.repo.ts'
import { changeDomain, connectDomain, disconnectDomain } from '../accounts/save-domain.ts'
import type { Db } from '../db/index.ts'
import { attempt, changedIn, type FileContext } from './file-context.ts'

/** Domains, without what proves them: that is of one installation. */
export async function domainsToFile(db: Db, accountId: string): Promise<DomainInFile[]> {
  return (await listDomains(db, accountId)).map(({ host, language }) => ({ host, language: languageOf(language) }))
}

/** Domains by host; a new one waits for its record. */
export async function domainsFromFile(context: FileContext, wanted: readonly DomainInFile[]): Promise<void> {
  const { tx, deps, viewer, accountId, prune } = context
  const before = await listDomains(tx, accountId)
  for (const domain of wanted) {
    const row = before.find(({ host }) => host === normaliseHost(domain.host))
    await attempt(context, `domains.${domain.host}`, async () => {
      const { id, version, language } = row ?? (await connectDomain(deps, viewer, { host: domain.host }))
      if (!row?.verified_at) context.notes.add(`Set the DNS record of ${domain.host}: it stands on the page Domains.`)
      const changes = changedIn({ language: languageOf(language) }, { language: domain.language })
      return changes.language === undefined ? undefined : changeDomain(deps, viewer, id, { version, language: changes.language })
    })
  }
  if (!prune) return
  const named = new Set(wanted.map(({ host }) => normaliseHost(host)))
  for (const { id, host } of before.filter((row) => !named.has(row.host))) {
    await attempt(context, `domains.${host}`, () => disconnectDomain(deps, viewer, id))
  }
}

function languageOf(language: string): 'en' | 'nb' | null {
  return language === 'en' || language === 'nb' ? language : null
}
