import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { startDemo, type RunningDemo } from '../../../demo/start-demo.ts'
import { readConfig } from '../../../server/config.ts'
import { blockThirdPartyCookies, launchChrome } from '../../support/launch-chrome.ts'

/** The demo's two servers and a browser, for the tests of one file. */
export interface Stage {
  demo: RunningDemo
  /** Stops both servers and starts them again, on the same ports with the same data. */
  restart: () => Promise<void>
  /** Address of a page of the help site. */
  site: (path: string) => string
  /** Address of a page of the backend. */
  backend: (path: string) => string
  /** A new person at a new machine: nothing stored, no page open. */
  openPerson: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** A page of a new person. What goes wrong in it fails the test. */
  openPage: (url: string, options?: BrowserContextOptions) => Promise<Page>
  /** A page of somebody who has pages already. */
  openPageOf: (person: BrowserContext, url: string) => Promise<Page>
}

/** Starts a demo of its own for this file, and ends it. `env` may wait for what it names. */
export function useStage(env: Record<string, string> | (() => Promise<Record<string, string>>) = {}): Stage {
  let demo: RunningDemo
  let browser: Browser
  let folder: string
  const people = new Set<BrowserContext>()
  const complaints: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portal-e2e-'))
    const more = typeof env === 'function' ? await env() : env
    const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ALLOW_DEFAULT_HOST_PORTALS: '1', ...more })
    demo = await startDemo(config, 0, { publicDir: inject('publicDir') })
    browser = await launchChrome(['--font-render-hinting=none'])
  }, 120_000)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPictures(task.id, [...people])
    await Promise.all([...people].map((person) => person.close()))
    people.clear()
    const found = complaints.splice(0)
    expect(found, 'what the pages complained about').toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const stage: Stage = {
    get demo() {
      return demo
    },
    async restart() {
      const { config } = demo.backend.deps
      const sitePort = Number(new URL(demo.siteOrigin).port)
      await demo.stop()
      demo = await startDemo(config, sitePort, { publicDir: inject('publicDir') })
    },
    site: (path) => demo.siteOrigin + path,
    backend: (path) => demo.backend.url + path,
    async openPerson(options) {
      const person = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Oslo',
        ...options,
      })
      person.setDefaultTimeout(10_000)
      people.add(person)
      return person
    },
    async openPage(url, options) {
      return stage.openPageOf(await stage.openPerson(options), url)
    },
    async openPageOf(person, url) {
      const page = await person.newPage()
      // Cookies of other sites are blocked: the portal may not need them.
      await blockThirdPartyCookies(page)
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
      page.on('console', (message) => {
        // Refused requests are part of many stories and are asserted there; everything else is a fault of the page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(`${page.url()}: ${message.text()}`)
      })
      await page.goto(url)
      return page
    },
  }
  return stage
}

/** What every open page looked like when a test failed. */
async function keepPictures(name: string, people: readonly BrowserContext[]): Promise<void> {
  for (const [index, page] of people.flatMap((person) => person.pages()).entries()) {
    const path = join(tmpdir(), 'portal-e2e-failures', `${name}-${index}.png`)
    await page.screenshot({ path, fullPage: true })
    console.error(`${page.url()} looked like ${path}`)
  }
}
