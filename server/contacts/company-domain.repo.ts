import { domainToASCII } from 'node:url'
import { sql } from 'kysely'
import { fold } from '../db/fold.ts'
import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import type { CompanyEntry } from '../../shared/contacts.ts'
import { isFreeMail } from './free-mail.ts'

/** A mail domain whose owners of addresses belong to a company. */
export interface CompanyDomainRow {
  account_id: string
  /** Lower case, in ASCII. */
  domain: string
  company_id: string
  created_at: Timestamp
}

/** A domain in its one form, or null for what is none, or one where anybody gets an address. */
export function normaliseDomain(text: string): string | null {
  const domain = domainToASCII(text.trim().replace(/^@/, '').replace(/\.$/, '').toLowerCase())
  const isDomain = domain.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain)
  return isDomain && !isFreeMail(domain) ? domain : null
}

/** The company that the owner of an address belongs to. Only for addresses that were proved. */
export async function findCompanyOfAddress(db: Db, accountId: string, address: string): Promise<string | null> {
  const domain = normaliseDomain(address.slice(address.lastIndexOf('@') + 1))
  if (domain === null) return null
  const row = await db
    .selectFrom('company_domain')
    .select('company_id')
    .where('account_id', '=', accountId)
    .where('domain', '=', domain)
    .executeTakeFirst()
  return row?.company_id ?? null
}

/** The domains of a company. */
export async function listDomains(db: Db, accountId: string, companyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('company_domain')
    .select('domain')
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .orderBy('domain')
    .execute()
  return rows.map(({ domain }) => domain)
}

/** A page of the account's companies with their domains, by name; one more than the page. `q`: words of the name or of a domain. */
export async function listCompanies(
  db: Db,
  accountId: string,
  page: { after: string | undefined; limit: number; q: string },
): Promise<CompanyEntry[]> {
  const { after, limit, q } = page
  const pattern = `%${fold(q).trim().replaceAll(/[!%_]/g, '!$&')}%`
  const rows = await guarded(db)
    .selectFrom('company')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .$if(after !== undefined, (qb) =>
      qb.where(
        sql<boolean>`(name_folded, id) > (select before.name_folded, before.id from company as before where before.account_id = ${accountId} and before.id = ${after})`,
      ),
    )
    .$if(q !== '', (qb) =>
      qb.where(
        sql<boolean>`(name_folded like ${pattern} escape '!' or exists (select 1 from company_domain where company_domain.account_id = company.account_id and company_domain.company_id = company.id and company_domain.domain like ${pattern} escape '!'))`,
      ),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const ids = rows.map(({ id }) => id)
  const domains =
    ids.length === 0
      ? []
      : await guarded(db)
          .selectFrom('company_domain')
          .select(['company_id', 'domain'])
          .where('account_id', '=', accountId)
          .where('company_id', 'in', ids)
          .orderBy('domain')
          .execute()
  return rows.map((row) => ({ ...row, domains: domains.filter(({ company_id }) => company_id === row.id).map(({ domain }) => domain) }))
}

/** Gives a company these domains and no others. @returns those that belong to another company; then nothing is changed. */
export async function replaceDomains(
  tx: Tx,
  accountId: string,
  companyId: string,
  domains: readonly string[],
  at: Timestamp,
): Promise<string[]> {
  const ofCompany = (db: Tx) => db.deleteFrom('company_domain').where('account_id', '=', accountId).where('company_id', '=', companyId)
  if (domains.length === 0) {
    await ofCompany(tx).execute()
    return []
  }
  const taken = await tx
    .selectFrom('company_domain')
    .select('domain')
    .where('account_id', '=', accountId)
    .where('domain', 'in', domains)
    .where('company_id', '!=', companyId)
    .execute()
  if (taken.length > 0) return taken.map(({ domain }) => domain)
  await ofCompany(tx).execute()
  await tx
    .insertInto('company_domain')
    .values(domains.map((domain) => ({ account_id: accountId, domain, company_id: companyId, created_at: at })))
    .execute()
  return []
}
