import type { BrowserContext } from 'playwright-core'

/** What a page with a ticket list did until its rows were there. */
export interface Visit {
  /** Paths of the scripts it loaded from the backend, in order. */
  scripts: string[]
  /** Requests to the backend before the first one for tickets, preflights left out. */
  requestsBefore: string[]
  rows: number
  scriptMs: number
  longTasks: number
  shift: number
}

/** A task longer than this is felt. */
const longTaskMs = 50
/** What follows the first rows, such as opening the stream, belongs to the visit. */
const settleMs = 1_000

/** Opens a page with an empty cache, with a processor that many times slower, and waits for the rows and then for quiet. */
export async function visit(context: BrowserContext, url: string, throttle: number): Promise<Visit> {
  const page = await context.newPage()
  try {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
    await devtools.send('Performance.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const requests: { url: URL; method: string; type: string }[] = []
    page.on('request', (request) => requests.push({ url: new URL(request.url()), method: request.method(), type: request.resourceType() }))
    await page.addInitScript(observe)
    await page.goto(url)
    await page.locator('cp-ticket-list').getByRole('link').first().waitFor()
    // The stream of live events never ends, so there is no quiet network to wait for.
    await page.waitForTimeout(settleMs)
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { tasks: number[]; shift: number } }).seen)
    const toBackend = requests.filter((request) => request.url.origin !== new URL(url).origin && request.method !== 'OPTIONS')
    const data = toBackend.findIndex((request) => request.url.pathname.endsWith('/tickets'))
    return {
      scripts: toBackend.slice(0, data).flatMap((request) => (request.type === 'script' ? [request.url.pathname.slice(1)] : [])),
      requestsBefore: toBackend.slice(0, data).map((request) => request.url.pathname),
      rows: await page.locator('cp-ticket-list').getByRole('link').count(),
      scriptMs: (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000,
      longTasks: seen.tasks.filter((ms) => ms > longTaskMs).length,
      shift: seen.shift,
    }
  } finally {
    await page.close()
  }
}

/** Runs in the page, before anything else there. */
function observe(): void {
  const seen = { tasks: [] as number[], shift: 0 }
  Object.assign(globalThis, { seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}
