import { writeFileSync } from 'node:fs'
import type { Reporter, TestSuiteResult } from '@web/test-runner'

/**
 * Web Test Runner reporter that writes `{ passed, failed }` for the closing line of `npm test`.
 * A skipped test and a file that could not be run count as failed.
 */
export function countWidgetTests(): Reporter {
  return {
    stop({ sessions }) {
      let passed = 0
      let failed = 0
      for (const session of sessions) {
        const tests = session.testResults ? testsOf(session.testResults) : []
        const good = tests.filter((test) => test.passed && !test.skipped).length
        passed += good
        failed += tests.length - good + session.errors.length
        if (tests.length === 0 && session.errors.length === 0) failed += 1
      }
      if (failed > 0) process.exitCode = 1
      if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed, failed }))
    },
  }
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}
