import { expect, test } from 'vitest'
import { median, medianPair } from '../../bench/part.ts'
import { formatTable, judge } from '../../bench/report.ts'

const figure = { id: 'P0', what: 'anything', unit: 'ms', n: 1 }

test.for([
  [2, undefined, '≤ 2', null, true],
  [2.1, undefined, '≤ 2', null, false],
  [0, undefined, '≤ 0', null, true],
  [50, 100, 'ratio ≥ 0.5', 0.5, true],
  [49, 100, 'ratio ≥ 0.5', 0.49, false],
  [31, 10, 'ratio ≤ 3', 3.1, false],
  [7, undefined, undefined, null, null],
] as const)('%s against %s with target %s', ([value, baseline, target, ratio, met]) => {
  const row = judge({ ...figure, value, ...(baseline !== undefined && { baseline }), ...(target !== undefined && { target }) })
  expect(row).toMatchObject({ baseline: baseline ?? null, ratio, met })
})

test('the table shows value, baseline, ratio and target of each figure', () => {
  const rows = [judge({ ...figure, value: 49, baseline: 100, target: 'ratio ≥ 0.5' }), judge({ ...figure, id: 'P1', value: 0.123_4 })]
  expect(
    formatTable(rows)
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['id', 'what', 'value', 'baseline', 'ratio', 'target'],
    ['P0', 'anything', '49.0 ms', '100', '0.490', 'ratio ≥ 0.5', 'MISSED'],
    ['P1', 'anything', '0.123 ms'],
  ])
})

test('the middle of rounds, and of pairs of rounds by their ratio', () => {
  expect(median([5, 1, 3], (value) => value)).toBe(3)
  expect(medianPair([10, 60, 20], [10, 20, 10], (value) => value)).toEqual([20, 10])
})
