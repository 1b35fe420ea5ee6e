import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { CountTests } from './tests/support/count-tests.ts'

const serverTests = ['tests/server/**/*.test.ts']

// A bound for what hangs, not a measure: a busy machine may take its time.
const bounds = { testTimeout: 30_000, hookTimeout: 60_000 }
const polls = { poll: { timeout: 15_000 } }

// Whole browsers and processes that are killed: minutes on a small machine.
const patient = { testTimeout: 120_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    // Vitest leaves one core to itself; on two that halves the speed.
    maxWorkers: availableParallelism(),
    reporters: ['default', new CountTests()],
    projects: [
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'unit', include: ['tests/shared/**/*.test.ts', 'tests/support/**/*.test.ts', 'tests/build/**/*.test.ts'] } },
      // Files share the modules that they load: nothing of ours keeps state in them, and loading them anew took half the time.
      { test: { name: 'sqlite', ...bounds, isolate: false, include: serverTests, env: { TEST_DATABASE: 'sqlite' } } },
      {
        test: {
          name: 'postgres',
          ...bounds,
          isolate: false,
          include: serverTests,
          env: { TEST_DATABASE: 'postgres' },
          globalSetup: ['tests/support/postgres.setup.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          expect: polls,
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/build.setup.ts'],
          fileParallelism: false,
          ...patient,
        },
      },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], fileParallelism: false, ...patient } },
    ],
  },
})
