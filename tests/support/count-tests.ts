import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule, Vitest } from 'vitest/node'

/**
 * Vitest reporter that writes `{ passed, failed }` for the closing line of `npm test`.
 * A skipped test counts as failed: nothing is left out silently.
 */
export class CountTests implements Reporter {
  private vitest: Vitest | undefined

  onInit(vitest: Vitest) {
    this.vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    let passed = 0
    let failed = unhandledErrors.length
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed += 1
        else {
          failed += 1
          if (test.result().state === 'skipped') this.vitest?.logger.error(`Skipped, which counts as failed: ${test.fullName}`)
        }
      }
    }
    if (failed > 0) process.exitCode = 1
    if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify({ passed, failed }))
  }
}
