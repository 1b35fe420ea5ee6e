import { fold } from '../../server/db/fold.ts'
import type { PropertyType } from '../../shared/filter-rule.ts'
import type { AccountPlan } from './account-rows.ts'
import { historyMinutes } from './plan.ts'
import type { RowSet } from './rows.ts'

interface PlannedProperty {
  key: string
  type: PropertyType
  labels: Record<string, string>
  options: { value: string; labels: Record<string, string> }[]
}

const properties: readonly PlannedProperty[] = [
  {
    key: 'product',
    type: 'choice',
    labels: { en: 'Product', nb: 'Produkt' },
    options: [
      { value: 'till', labels: { en: 'Till', nb: 'Kasse' } },
      { value: 'labels', labels: { en: 'Shelf labels', nb: 'Hylleetiketter' } },
      { value: 'stock', labels: { en: 'Stock', nb: 'Lager' } },
      { value: 'invoice', labels: { en: 'Invoices', nb: 'Fakturaer' } },
    ],
  },
  { key: 'shop', type: 'text', labels: { en: 'Shop', nb: 'Butikk' }, options: [] },
  { key: 'promised', type: 'date', labels: { en: 'Promised for', nb: 'Lovet til' }, options: [] },
  // For the team alone: no portal shows it.
  { key: 'cost', type: 'number', labels: { en: 'Cost', nb: 'Kostnad' }, options: [] },
]

/** Names of the properties that the portal shows to customers. */
export const shownProperties = ['product', 'shop', 'promised'].map((key) => `ticket.custom.${key}`)

const shops = ['Bergen', 'Oslo S', 'Trondheim', 'Harbour', 'Grünerløkka', 'Airport']

/** Gives an account properties of its own, and its tickets values: told by their subjects where they tell, else in turns. */
export function addProperties(
  rows: RowSet,
  account: AccountPlan,
  tickets: readonly { id: string; number: number; subject: string }[],
): void {
  const ids = new Map(properties.map(({ key }) => [key, account.idOf(historyMinutes)]))
  for (const [position, { key, type, labels, options }] of properties.entries()) {
    rows.add('property', {
      account_id: account.id,
      id: ids.get(key),
      object: 'ticket',
      key,
      type,
      labels: JSON.stringify(labels),
      options: JSON.stringify(options),
      position,
      created_at: account.timeOf(historyMinutes),
      deleted_at: null,
      version: 1,
    })
  }
  for (const { id, number, subject } of tickets) {
    const value = (key: string, columns: { choice?: string; text?: string; number?: number; day?: string }) => {
      const { choice = '', text = null, number: amount = null, day = null } = columns
      rows.add('property_value', {
        account_id: account.id,
        object_id: id,
        property_id: ids.get(key),
        choice,
        text,
        text_folded: text === null ? null : fold(text),
        number: amount,
        day,
      })
    }
    value('product', { choice: productOf(subject) })
    const shop = shops.find((name) => subject.includes(name)) ?? (number % 3 === 0 ? shops[number % shops.length] : undefined)
    if (shop !== undefined) value('shop', { text: shop })
    if (number % 7 === 0) value('promised', { day: account.timeOf(-((number % 11) + 2) * 24 * 60).slice(0, 10) })
    if (number % 5 === 0) value('cost', { number: (number % 9) * 120 })
  }
}

function productOf(subject: string): string {
  if (/label|print|shelf/i.test(subject)) return 'labels'
  if (/invoice|contract|purchase/i.test(subject)) return 'invoice'
  return /stock|article|product|import/i.test(subject) ? 'stock' : 'till'
}
