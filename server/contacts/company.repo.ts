import { fold } from '../db/fold.ts'
import type { Db } from '../db/index.ts'

/** The company of this name, whatever its case; null where there is none, or more than one: nobody joins a company by chance. */
export async function findCompanyByName(db: Db, accountId: string, name: string): Promise<string | null> {
  const rows = await db
    .selectFrom('company')
    .select('id')
    .where('account_id', '=', accountId)
    .where('name_folded', '=', fold(name))
    .limit(2)
    .execute()
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** A company of the account. */
export function findCompany(db: Db, accountId: string, companyId: string): Promise<{ id: string; name: string } | undefined> {
  return db.selectFrom('company').select(['id', 'name']).where('account_id', '=', accountId).where('id', '=', companyId).executeTakeFirst()
}
