import { defineConfig } from 'vitest/config'
import { CountTests } from './tests/support/count-tests.ts'

const serverTests = ['tests/server/**/*.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', new CountTests()],
    projects: [
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'unit', include: ['tests/shared/**/*.test.ts', 'tests/support/**/*.test.ts'] } },
      { test: { name: 'sqlite', include: serverTests, env: { TEST_DATABASE: 'sqlite' } } },
      {
        test: {
          name: 'postgres',
          include: serverTests,
          env: { TEST_DATABASE: 'postgres' },
          globalSetup: ['tests/support/postgres.setup.ts'],
        },
      },
    ],
  },
})
