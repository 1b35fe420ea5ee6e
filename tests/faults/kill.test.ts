import { expect, test } from 'vitest'
import { killWhileReplying } from '../support/kill-while-replying.ts'

test('200 kills while customers reply: nothing acknowledged is lost, nothing is there twice', { timeout: 1_200_000 }, async () => {
  const report = await killWhileReplying(200)
  console.log(`${report.acknowledged} replies acknowledged, ${report.retried} sent again, over 200 kills`)
  expect(report).toMatchObject({ lost: [], doubled: [], unknown: [], integrity: 'ok' })
  expect(report.acknowledged).toBeGreaterThan(200)
  expect(report.retried).toBeGreaterThan(0)
})
