import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { reportCounts } from './stage.ts'

/**
 * Vitest reporter that counts for the closing line of `npm test`.
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
    const failures: string[] = []
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed += 1
        else {
          failed += 1
          failures.push(`${module.project.name} ${module.relativeModuleId} > ${test.fullName}\n${messageOf(test)}`)
          if (test.result().state === 'skipped') this.vitest?.logger.error(`Skipped, which counts as failed: ${test.fullName}`)
        }
      }
    }
    if (failed > 0) process.exitCode = 1
    reportCounts({ passed, failed, failures })
  }
}

function messageOf(test: TestCase): string {
  return (test.result().errors ?? []).map(({ message }) => message.slice(0, 1000)).join('\n')
}
