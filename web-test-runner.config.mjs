// Widget tests: in a real Chromium, against the real server on in-memory SQLite.
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { backends } from './tests/support/backends.ts'
import { chromeFlags, findChrome } from './tests/support/find-chrome.ts'
import { countWidgetTests } from './tests/support/count-widget-tests.ts'

const { middleware, plugin } = backends()

export default {
  files: 'tests/widget/**/*.test.ts',
  // Without these conditions Lit's development mode would be tested, which is not what ships.
  nodeResolve: { exportConditions: ['production', 'default'] },
  middleware: [middleware],
  plugins: [plugin, esbuildPlugin({ ts: true, target: 'es2022' })],
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: await findChrome(), args: chromeFlags, headless: 'shell' }, concurrency: 2 }),
  ],
  browserStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: '10000' } },
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY }), countWidgetTests()],
}
