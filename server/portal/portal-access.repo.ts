import { setImmediate } from 'node:timers/promises'
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { ContactListRow } from '../contacts/list.table.ts'
import { findLists } from '../contacts/list.repo.ts'
import { compileFilter } from '../db/compile-filter.ts'
import { fold } from '../db/fold.ts'
import { guarded, type Db } from '../db/index.ts'
import type { Database } from '../db/schema.ts'
import type { Cursor } from '../db/paging.ts'
import type { PortalRow } from './portal.table.ts'
import { bindStoredRule } from './stored-rule.ts'

/** What of a portal decides who gets in. */
export type AccessPortal = Pick<PortalRow, 'account_id' | 'access_mode' | 'access_list_ids' | 'time_zone'>

/** What of it decides who has a way in at all. */
type EntryPortal = AccessPortal & Pick<PortalRow, 'id' | 'sign_in_methods' | 'is_sso_required'>

/** A condition on contacts with their primary company: `contact` and `company` of the query that it stands in. */
export type ContactCondition = (eb: ExpressionBuilder<Database, 'contact'>) => Expression<SqlBool>

/** Those contacts of these whom a portal lets in now. With lists: who is on one of them, or matches one. */
export async function listLetIn(db: Db, portal: AccessPortal, contactIds: readonly string[], now: string): Promise<ReadonlySet<string>> {
  if (portal.access_mode === 'everyone' || contactIds.length === 0) return new Set(contactIds)
  const condition = await listsCondition(db, portal, now)
  const rows = await contactsWhere(db, portal.account_id, condition).where('contact.id', 'in', contactIds).select('contact.id').execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether a portal lets a contact in now. */
export async function isLetIn(db: Db, portal: AccessPortal, contactId: string, now: string): Promise<boolean> {
  return portal.access_mode === 'everyone' || (await listLetIn(db, portal, [contactId], now)).has(contactId)
}

/** Which of a portal's lists let these contacts in, by contact; without lists nothing. */
export async function listLettingIn(
  db: Db,
  portal: AccessPortal,
  contactIds: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>()
  if (portal.access_mode === 'everyone' || contactIds.length === 0) return found
  for (const list of await findLists(db, portal.account_id, JSON.parse(portal.access_list_ids) as string[])) {
    const on = await contactsWhere(db, portal.account_id, onLists([list], portal.time_zone, now))
      .where('contact.id', 'in', contactIds)
      .select('contact.id')
      .execute()
    for (const { id } of on) found.set(id, [...(found.get(id) ?? []), list.id])
  }
  return found
}

/** The condition to get in: to be on one of the portal's lists, or with everyone to have a login there. */
export async function accessCondition(db: Db, portal: EntryPortal, now: string): Promise<ContactCondition> {
  return portal.access_mode === 'everyone' ? hasLogin(portal) : listsCondition(db, portal, now)
}

/** A password, an address that was proved and takes links, or somebody else who says who the contact is. */
function hasLogin({ id, is_sso_required, sign_in_methods }: EntryPortal): ContactCondition {
  return (eb) =>
    eb.or([
      eb.exists(
        eb
          .selectFrom('identity_link as link')
          .innerJoin('identity_provider as provider', (join) =>
            join.onRef('provider.account_id', '=', 'link.account_id').onRef('provider.id', '=', 'link.provider_id'),
          )
          .select('link.contact_id')
          .whereRef('link.account_id', '=', 'contact.account_id')
          .whereRef('link.contact_id', '=', 'contact.id')
          .where('provider.portal_id', '=', id),
      ),
      ...(is_sso_required === 1 ? [] : [eb('contact.password_hash', 'is not', null)]),
      ...(is_sso_required === 1 || !sign_in_methods.includes('magic_link')
        ? []
        : [
            eb.exists(
              eb
                .selectFrom('contact_address as proved')
                .select('proved.id')
                .whereRef('proved.account_id', '=', 'contact.account_id')
                .whereRef('proved.contact_id', '=', 'contact.id')
                .where('proved.verified_at', 'is not', null),
            ),
          ]),
    ])
}

/** The condition that a portal's lists are, together; without any list nobody meets it. */
async function listsCondition(db: Db, portal: AccessPortal, now: string): Promise<ContactCondition> {
  const lists = await findLists(db, portal.account_id, JSON.parse(portal.access_list_ids) as string[])
  return onLists(lists, portal.time_zone, now)
}

/** The condition to be on one of the lists; on static ones since `addedUntil` or longer. */
export function onLists(
  lists: readonly Pick<ContactListRow, 'id' | 'kind' | 'rule'>[],
  timeZone: string,
  now: string,
  addedUntil?: string,
): ContactCondition {
  const staticIds = lists.filter(({ kind }) => kind === 'static').map(({ id }) => id)
  return (eb) =>
    eb.or([
      ...(staticIds.length === 0
        ? []
        : [
            eb.exists(
              eb
                .selectFrom('contact_list_member as member')
                .select('member.contact_id')
                .whereRef('member.account_id', '=', 'contact.account_id')
                .whereRef('member.contact_id', '=', 'contact.id')
                .where('member.list_id', 'in', staticIds)
                .$if(addedUntil !== undefined, (qb) => qb.where('member.added_at', '<=', addedUntil ?? '')),
            ),
          ]),
      ...lists.flatMap(({ rule }) => {
        const bound = bindStoredRule(rule, { now, timeZone })
        return bound ? [compileFilter(eb, bound, 'contact')] : []
      }),
    ])
}

/** A page of the contacts that meet a condition, who came last first; one more than the page. `q`: words of the name or the address. */
export function listContactsWhere(
  db: Db,
  accountId: string,
  condition: ContactCondition,
  page: { after: Cursor | undefined; limit: number; q?: string },
) {
  const { after, q = '' } = page
  const pattern = `%${fold(q).trim().replaceAll(/[!%_]/g, '!$&')}%`
  return contactsWhere(db, accountId, condition)
    .leftJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .$if(after !== undefined, (qb) =>
      qb.where((eb) => eb(eb.refTuple('contact.created_at', 'contact.id'), '<', eb.tuple(after?.at ?? '', after?.id ?? ''))),
    )
    .$if(q.trim() !== '', (qb) =>
      qb.where(sql<boolean>`(contact.name_folded like ${pattern} escape '!' or contact_address.email_folded like ${pattern} escape '!')`),
    )
    .select(['contact.id', 'contact.name', 'contact.created_at', 'contact_address.email', 'company.name as company_name'])
    .orderBy('contact.created_at', 'desc')
    .orderBy('contact.id', 'desc')
    .limit(page.limit + 1)
    .execute()
}

/** Longest time that a count may take, and contacts that are looked at in one statement. */
const countMaxMs = 2000
const stepSize = 2000

/** How many contacts meet a condition. In steps, so that other requests are answered in between; after two seconds it says how far it came. */
export async function countContactsWhere(
  db: Db,
  accountId: string,
  condition: ContactCondition,
): Promise<{ count: number; isComplete: boolean }> {
  const endsAt = performance.now() + countMaxMs
  let count = 0
  let after = ''
  for (;;) {
    const step = await guarded(db)
      .selectFrom('contact')
      .select('id')
      .where('account_id', '=', accountId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(stepSize)
      .execute()
    const last = step.at(-1)?.id
    if (last === undefined) return { count, isComplete: true }
    const { matched } = await contactsWhere(db, accountId, condition)
      .where('contact.id', '>', after)
      .where('contact.id', '<=', last)
      .select((eb) => eb.fn.countAll<number>().as('matched'))
      .executeTakeFirstOrThrow()
    count += Number(matched)
    if (step.length < stepSize) return { count, isComplete: true }
    if (performance.now() >= endsAt) return { count, isComplete: false }
    after = last
    await setImmediate()
  }
}

/** The contacts of an account that meet a condition. Of who was deleted nothing is left that a rule could ask for. */
export function contactsWhere(db: Db, accountId: string, condition: ContactCondition) {
  return guarded(db)
    .selectFrom('contact')
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .where('contact.account_id', '=', accountId)
    .where('contact.erased_at', 'is', null)
    .where((eb) => condition(eb as unknown as ExpressionBuilder<Database, 'contact'>))
}
