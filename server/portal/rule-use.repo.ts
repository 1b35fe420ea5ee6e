import type { ResolvedCondition, ResolvedRule } from '../../shared/filter-rule.ts'
import type { RuleUse } from '../../shared/pipelines.ts'
import type { Db } from '../db/index.ts'
import { readStoredRule } from './stored-rule.ts'

/** A rule of the account and where it stands. */
export interface PlacedRule {
  use: RuleUse
  rule: ResolvedRule
}

/** Every rule of the account: filters and company rules of portals, rules of lists. */
export async function listPlacedRules(db: Db, accountId: string): Promise<PlacedRule[]> {
  const portals = await db
    .selectFrom('portal')
    .select(['id', 'title', 'ticket_filter', 'company_rule'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  const lists = await db
    .selectFrom('contact_list')
    .select(['id', 'name', 'rule'])
    .where('account_id', '=', accountId)
    .where('rule', 'is not', null)
    .orderBy('name')
    .execute()
  const placed = (kind: RuleUse['kind'], id: string, name: string, json: string | null): PlacedRule[] => {
    const rule = readStoredRule(json)
    return rule ? [{ use: { kind, id, name }, rule }] : []
  }
  return [
    ...portals.flatMap(({ id, title, ticket_filter, company_rule }) => [
      ...placed('ticketFilter', id, title, ticket_filter),
      ...placed('companyRule', id, title, company_rule),
    ]),
    ...lists.flatMap(({ id, name, rule }) => placed('list', id, name, rule)),
  ]
}

/** Where a condition stands that is like this. */
export function usesWhere(rules: readonly PlacedRule[], isMeant: (condition: ResolvedCondition) => boolean): RuleUse[] {
  return rules.filter(({ rule }) => rule.groups.some(({ conditions }) => conditions.some(isMeant))).map(({ use }) => use)
}

/** Whether a condition is about one of the choices of a property. */
export function namesChoice(condition: ResolvedCondition, property: string, choice: string): boolean {
  return condition.property === property && 'value' in condition && [condition.value].flat().includes(choice as never)
}
