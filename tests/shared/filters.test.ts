import { expect, test } from 'vitest'
import { addDays, dateBounds, dayAt, isTimeZone, startOfDay } from '../../shared/filter-days.ts'
import { matchesRule } from '../../shared/filter-match.ts'
import { operatorsByType, positiveOf, type Condition, type ResolvedCondition, type Test } from '../../shared/filter-rule.ts'
import { ruleSentence, type FilterNames } from '../../shared/filter-sentence.ts'
import { filterTextsEn } from '../../shared/filter-texts.en.ts'
import { filterTextsNb } from '../../shared/filter-texts.nb.ts'
import { rule } from '../../shared/filters.ts'

const subject = (value: unknown, operator = 'contains') => ({ property: 'ticket.subject', operator, value })
const one = (...conditions: unknown[]) => ({ groups: [{ conditions }] })
const moment = { now: '2026-11-22T23:30:00.000Z', timeZone: 'Europe/Oslo' }

test.each([
  ['no group', { groups: [] }],
  ['a group of nothing', one()],
  ['seven groups', { groups: Array.from({ length: 7 }, () => ({ conditions: [subject('x')] })) }],
  ['fifty-one conditions', { groups: Array.from({ length: 3 }, () => ({ conditions: Array.from({ length: 17 }, () => subject('x')) })) }],
  ['an unknown operator', one(subject('x', 'like'))],
  ['an operator of the prototype', one(subject('x', 'constructor'))],
  ['SQL as operator', one(subject('x', "= '' or 1=1 --"))],
  ['SQL as property', one({ ...subject('x'), property: "ticket.subject' or 1=1 --" })],
  ['a table of ours', one({ ...subject('x'), property: 'staff.password_hash' })],
  ['a further key', one({ ...subject('x'), sql: '1=1' })],
  ['an object for a text', one(subject({ $ne: '' }))],
  ['blank text', one(subject('  '))],
  ['a NUL', one(subject('a\u0000b'))],
  ['half a character', one(subject('\ud800'))],
  ['too long a text', one(subject('x'.repeat(201)))],
  ['no number', one({ property: 'ticket.number', operator: 'equals', value: 'x' })],
  ['infinity', one({ property: 'ticket.number', operator: 'equals', value: 1e308 })],
  ['a day that is none', one({ property: 'ticket.created_at', operator: 'on', value: '2026-02-30' })],
  ['a range that ends before it begins', one({ property: 'ticket.number', operator: 'between', value: [2, 1] })],
  ['no choice', one({ property: 'ticket.status', operator: 'any_of', value: [] })],
  ['fifty-one choices', one({ property: 'ticket.stage', operator: 'any_of', value: Array.from({ length: 51 }, String) })],
  ['zero days', one({ property: 'ticket.created_at', operator: 'in_last_days', value: 0 })],
  ['a value for is known', one({ property: 'ticket.created_at', operator: 'is_known', value: 1 })],
])('a rule with %s is refused', (_, input) => {
  expect(rule.safeParse(input).success).toBe(false)
})

test('a rule of every operator is taken as it is', () => {
  const values: Record<string, Test['operator'][]> = {}
  for (const [type, operators] of Object.entries(operatorsByType)) values[type] = [...operators]
  const conditions = Object.values(sampleTests()).map((sample) => ({ property: 'ticket.custom.anything', ...sample }))
  expect(new Set(conditions.map(({ operator }) => operator))).toEqual(new Set(Object.values(values).flat()))
  const input = { groups: [{ conditions }] }
  expect(rule.parse(input)).toEqual(input)
})

test('days begin at midnight of the account', () => {
  expect(isTimeZone('Europe/Oslo')).toBe(true)
  expect(isTimeZone("x'; drop table ticket")).toBe(false)
  expect(dayAt(moment.now, 'Europe/Oslo')).toBe('2026-11-23')
  expect(dayAt(moment.now, 'UTC')).toBe('2026-11-22')
  expect(startOfDay('2026-11-23', 'Europe/Oslo')).toBe('2026-11-22T23:00:00.000Z')
  expect(startOfDay('2026-07-01', 'Europe/Oslo')).toBe('2026-06-30T22:00:00.000Z')
  expect(startOfDay('2026-07-01', 'Pacific/Kiritimati')).toBe('2026-06-30T10:00:00.000Z')
  expect(startOfDay('2026-07-01', 'Pacific/Pago_Pago')).toBe('2026-07-01T11:00:00.000Z')
  // The clocks of Santiago go forward at midnight: the day begins at one.
  expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
})

test('relative dates are days of the account', () => {
  expect(dateBounds({ operator: 'in_last_days', value: 7 }, 'day', moment)).toEqual({ from: '2026-11-16', to: '2026-11-24' })
  expect(dateBounds({ operator: 'in_next_days', value: 1 }, 'day', moment)).toEqual({ from: '2026-11-23', to: '2026-11-25' })
  expect(dateBounds({ operator: 'in_last_days', value: 1 }, 'time', moment)).toEqual({
    from: '2026-11-21T23:00:00.000Z',
    to: '2026-11-23T23:00:00.000Z',
  })
  expect(dateBounds({ operator: 'after', value: '2026-03-28' }, 'time', moment)).toEqual({ from: '2026-03-28T23:00:00.000Z', to: null })
})

test('a negative operator is the exact complement, also for what is unknown', () => {
  const samples = sampleTests()
  for (const [negative, positive] of Object.entries(positiveOf)) {
    const sample = samples[negative as Test['operator']]
    for (const fact of ['Till', 'tilly', '', 'till', 3, 4, ['a'], ['b', 'c'], null]) {
      const ask = (operator: string) =>
        matchesRule(
          { groups: [{ conditions: [{ ...sample, property: 'ticket.custom.x', operator, type: 'text' } as ResolvedCondition] }] },
          () => fact,
          moment,
        )
      expect(ask(negative), `${negative} ${String(fact)}`).toBe(!ask(positive))
    }
  }
})

test('text is compared folded', () => {
  const ask = (operator: 'is' | 'contains' | 'starts_with', value: string, fact: string) =>
    matchesRule({ groups: [{ conditions: [{ property: 'ticket.subject', operator, value, type: 'text' }] }] }, () => fact, moment)
  expect(ask('is', 'ＴＩＬＬ', 'till')).toBe(true)
  expect(ask('contains', 'ÅR', 'et nytt a\u030ar')).toBe(true)
  expect(ask('contains', '%', 'a percent')).toBe(false)
  expect(ask('starts_with', 'ﬁ', 'Filter')).toBe(true)
})

const names: FilterNames = {
  property: (name) => ({ 'ticket.subject': 'subject', 'ticket.pipeline': 'pipeline', 'ticket.created_at': 'created' })[name] ?? name,
  option: (_, value) => ({ p1: 'Support', p2: 'Sales', p3: 'Repairs' })[value] ?? value,
  day: (day) => day,
  number: String,
}
const spoken = {
  groups: [
    { conditions: [{ property: 'ticket.pipeline', operator: 'any_of', value: ['p1', 'p2', 'p3'] }, subject('till')] },
    { conditions: [{ property: 'ticket.created_at', operator: 'in_last_days', value: 7 }] },
  ] as { conditions: Condition[] }[],
}

test('a rule reads as a sentence', () => {
  expect(ruleSentence(spoken, filterTextsEn, names)).toBe(
    'Pipeline is Support, Sales or Repairs and subject contains “till”, or created is in the last 7 days',
  )
  expect(ruleSentence(spoken, filterTextsNb, names)).toBe(
    'Pipeline er Support, Sales eller Repairs og subject inneholder «till», eller created er i løpet av de siste 7 dagene',
  )
})

test('words of a rule cannot break its sentence', () => {
  const sly = { groups: [{ conditions: [subject('{property} {value} $& $1') as Condition] }] }
  expect(ruleSentence(sly, filterTextsEn, names)).toBe('Subject contains “{property} {value} $& $1”')
})

/** One value that fits for each operator. */
function sampleTests(): Record<Test['operator'], Test> {
  const text = ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with', 'ends_with'] as const
  const number = ['equals', 'does_not_equal', 'less_than', 'at_most', 'greater_than', 'at_least'] as const
  const list = ['any_of', 'none_of', 'contains_any', 'contains_all', 'contains_none'] as const
  const day = ['before', 'after', 'on'] as const
  const days = ['in_last_days', 'in_next_days'] as const
  const bare = ['is_known', 'is_unknown'] as const
  return Object.fromEntries([
    ...text.map((operator) => [operator, { operator, value: 'till' }]),
    ...number.map((operator) => [operator, { operator, value: 3 }]),
    ...list.map((operator) => [operator, { operator, value: ['a', 'b'] }]),
    ...day.map((operator) => [operator, { operator, value: '2026-11-22' }]),
    ...days.map((operator) => [operator, { operator, value: 2 }]),
    ...bare.map((operator) => [operator, { operator }]),
    ['between', { operator: 'between', value: ['2026-01-01', '2026-12-31'] }],
  ]) as Record<Test['operator'], Test>
}
