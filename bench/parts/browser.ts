import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { demoPassword, anna } from '../../demo/seed/people.ts'
import { startDemo } from '../../demo/start-demo.ts'
import { build } from '../../esbuild.config.mjs'
import { readConfig } from '../../server/config.ts'
import { launchChrome } from '../../tests/support/launch-chrome.ts'
import { median, type Part } from '../part.ts'
import type { Figure } from '../report.ts'
import { gzipKb, listChunks } from './bundle-size.ts'
import { visit } from './visit.ts'

/** How much slower the processor is made. */
const throttle = 4

/** P11, P12 and P13: what a page of the demo's help site loads and does, in a real browser. */
export const browserPart: Part = {
  name: 'browser',
  summary: 'P11, P12, P13: bytes, requests and script time in Chromium',
  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), 'portal-browser-'))
    const publicDir = join(folder, 'public')
    await build({ outdir: folder, server: false })
    const config = readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', ALLOW_DEFAULT_HOST_PORTALS: '1' })
    const demo = await startDemo(config, 0, { publicDir })
    let browser: Browser | undefined
    try {
      browser = await launchChrome()
      const context = await browser.newContext()
      await signIn(context, demo.siteOrigin)
      const listUrl = `${demo.siteOrigin}/elements/cp-ticket-list`
      const loaded = await visit(browser, context, listUrl, 1)
      const slow = []
      for (let round = 0; round < rounds + 2; round += 1) slow.push(await visit(browser, context, `${demo.siteOrigin}/support`, throttle))
      const { scriptMs, rows } = median(slow, (one) => one.scriptMs)
      const tasks = median(slow, ({ longestTaskMs }) => longestTaskMs)
      const [entry = ''] = loaded.scripts
      const further = listChunks(publicDir, loaded.scripts)
      const largest = further[0]
      return [
        { id: 'P11.entry', what: 'script tag entry, gzip', unit: 'KB', value: gzipKb(publicDir, [entry]), target: '≤ 3', n: 1 },
        {
          id: 'P11',
          what: `entry to first rows of the list, signed in, all JS, gzip (${loaded.scripts.length} files)`,
          unit: 'KB',
          value: gzipKb(publicDir, loaded.scripts),
          target: '≤ 26',
          n: 1,
        },
        {
          id: 'P11.requests',
          what: 'requests to the backend before the data request',
          unit: '',
          value: loaded.requestsBefore.length,
          target: '≤ 3',
          n: 1,
        },
        {
          id: 'P12',
          what: `largest further chunk of ${further.length}, gzip (${largest?.name})`,
          unit: 'KB',
          value: largest?.kb ?? 0,
          target: '≤ 8',
          n: further.length,
        },
        {
          id: 'P13.shift',
          what: 'layout shift of the support page, largest',
          unit: '',
          value: Math.max(...slow.map(({ shift }) => shift)),
          target: '≤ 0',
          n: slow.length,
        },
        {
          id: 'P13.tasks',
          what: `tasks over 50 ms at ${throttle}× slower CPU (longest: ${Math.round(tasks.longestTaskMs)} ms)`,
          unit: '',
          value: tasks.longTasks,
          target: '≤ 0',
          n: slow.length,
        },
        {
          id: 'P13',
          what: `script time at ${throttle}× slower CPU, support page with a list of ${rows} rows`,
          unit: 'ms',
          value: scriptMs,
          target: '≤ 90',
          n: slow.length,
        },
      ] satisfies Figure[]
    } finally {
      await browser?.close()
      await demo.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function signIn(context: BrowserContext, siteOrigin: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${siteOrigin}/support`)
  await page.getByLabel('E-mail address').fill(anna.email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.locator('cp-ticket-list').getByRole('link').first().waitFor()
  await page.close()
}
