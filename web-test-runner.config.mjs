// Widget tests: in a real Chromium, against the real server on in-memory SQLite.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { build } from './esbuild.config.mjs'
import { backends } from './tests/support/backends.ts'
import { chromeFlags, findChrome } from './tests/support/find-chrome.ts'
import { countWidgetTests } from './tests/support/count-widget-tests.ts'

// What ships is what is tested: the elements come as the built files, from the backend's own origin.
const outdir = mkdtempSync(join(tmpdir(), 'portal-widget-'))
process.on('exit', () => rmSync(outdir, { recursive: true, force: true }))
await build({ outdir, server: false })

const { middleware, plugin } = backends(join(outdir, 'public'))

export default {
  files: 'tests/widget/**/*.test.ts',
  // Without these conditions Lit's development mode would be tested, which is not what ships.
  nodeResolve: { exportConditions: ['production', 'default'] },
  middleware: [middleware],
  plugins: [plugin, esbuildPlugin({ ts: true, target: 'es2022' })],
  // One page at a time: all share an origin, and with it what a browser keeps of a session.
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: await findChrome(), args: chromeFlags, headless: 'shell' }, concurrency: 1 }),
  ],
  browserStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: '30000' } },
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY }), countWidgetTests()],
}
