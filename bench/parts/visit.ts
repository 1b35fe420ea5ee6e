import type { Browser, BrowserContext } from 'playwright-core'

/** What a page with a ticket list did until its rows were there. */
export interface Visit {
  /** Paths of the scripts it loaded from the backend, in order. */
  scripts: string[]
  /** Requests to the backend before the first one for tickets, preflights left out. */
  requestsBefore: string[]
  rows: number
  scriptMs: number
  /** Tasks of the page's main thread, from our first script on, that take more than 50 ms of processor time. */
  longTasks: number
  longestTaskMs: number
  shift: number
}

/** A task longer than this is felt. */
const longTaskMs = 50
/** What follows the first rows, such as opening the stream, belongs to the visit. */
const settleMs = 1_000
/** The link to the portal in the head of the page is an element of its own, which the list does not wait for. */
const otherElement = /\/portal-link-\w+\.js$/

/**
 * Opens a page with an empty cache and waits for the rows of its list.
 *
 * @param throttle How many times slower the processor is made.
 */
export async function visit(browser: Browser, context: BrowserContext, url: string, throttle: number): Promise<Visit> {
  const page = await context.newPage()
  try {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
    await devtools.send('Performance.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const requests: { url: URL; method: string; type: string }[] = []
    page.on('request', (request) => requests.push({ url: new URL(request.url()), method: request.method(), type: request.resourceType() }))
    await page.addInitScript(observeShifts)
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8', '__metadata'] })
    await page.goto(url)
    await page.locator('cp-ticket-list').getByRole('link').first().waitFor()
    // The stream of live events never ends, so there is no quiet network to wait for.
    await page.waitForTimeout(settleMs)
    const tasksMs = mainThreadTasksMs(await browser.stopTracing())
    const { metrics } = await devtools.send('Performance.getMetrics')
    const shift = await page.evaluate(() => (globalThis as unknown as { shifted: { sum: number } }).shifted.sum)
    const toBackend = requests.filter(
      (request) => request.url.origin !== new URL(url).origin && request.method !== 'OPTIONS' && !otherElement.test(request.url.pathname),
    )
    const data = toBackend.findIndex((request) => request.url.pathname.endsWith('/tickets'))
    return {
      scripts: toBackend.slice(0, data).flatMap((request) => (request.type === 'script' ? [request.url.pathname.slice(1)] : [])),
      requestsBefore: toBackend.slice(0, data).map((request) => request.url.pathname),
      rows: await page.locator('cp-ticket-list').getByRole('link').count(),
      scriptMs: (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000,
      longTasks: tasksMs.filter((ms) => ms > longTaskMs).length,
      longestTaskMs: Math.max(...tasksMs),
      shift,
    }
  } finally {
    await page.close()
  }
}

/** Runs in the page, before anything else there. */
function observeShifts(): void {
  const shifted = { sum: 0 }
  Object.assign(globalThis, { shifted })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifted.sum += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Begin and length in microseconds. */
  ts: number
  dur?: number
  /** Processor time in microseconds: other programs on the machine do not count. */
  tdur?: number
  args: { name?: string }
}

function mainThreadTasksMs(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`
  const mainThreads = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  )
  const onMainThread = traceEvents.filter((event) => mainThreads.has(threadOf(event)))
  // What comes before our entry is the browser taking in the page itself, whatever stands in it.
  const entry = onMainThread.filter(
    ({ name, args }) => /^v8\.(compile|evaluate)Module$/.test(name) && JSON.stringify(args).includes('/portal.js'),
  )
  const firstAt = Math.min(...entry.map(({ ts }) => ts))
  return onMainThread
    .filter(({ name, ts, dur = 0 }) => name === 'ThreadControllerImpl::RunTask' && ts + dur >= firstAt)
    .map(({ tdur = 0 }) => tdur / 1000)
}
