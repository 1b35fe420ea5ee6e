import type { Reporter, TestSuiteResult } from '@web/test-runner'
import { relative } from 'node:path'
import { reportCounts, root } from './stage.ts'

/**
 * Web Test Runner reporter that counts for the closing line of `npm test`.
 * A skipped test and a file that could not be run count as failed.
 */
export function countWidgetTests(): Reporter {
  return {
    stop({ sessions }) {
      let passed = 0
      let failed = 0
      const failures: string[] = []
      for (const session of sessions) {
        const file = relative(root, session.testFile ?? '')
        const tests = session.testResults ? testsOf(session.testResults) : []
        const bad = tests.filter((test) => !test.passed || test.skipped)
        passed += tests.length - bad.length
        failed += bad.length + session.errors.length
        failures.push(
          ...bad.map((test) => `${file} > ${test.name}\n${test.error?.message ?? 'skipped'}\n${test.error?.stack ?? ''}`),
          ...session.errors.map((error) => `${file}\n${error.message}`),
        )
        if (tests.length === 0 && session.errors.length === 0) failed += 1
      }
      if (failed > 0) process.exitCode = 1
      reportCounts({ passed, failed, failures })
    },
  }
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}
