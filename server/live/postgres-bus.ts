import pg from 'pg'
import type { Deps } from '../deps.ts'
import type { Bus } from './bus.ts'

const channel = 'portal_events'
const reconnectMs = 1000
const connectTimeoutMs = 5000

/**
 * The bus of several processes on one PostgreSQL: NOTIFY on a connection of its own, which is opened again whenever it
 * breaks. Losing a notification loses nothing: whoever listens also looks every few seconds.
 */
export async function openPostgresBus(url: string, log: Deps['log']): Promise<Bus> {
  const listeners = new Set<(accountId: string) => void>()
  const unsent = new Set<string>()
  let client: pg.Client | undefined
  let isSending = false
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  function tell(accountId: string): void {
    for (const listener of listeners) listener(accountId)
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: connectTimeoutMs })
    // Without a listener, an error of an idle connection would end the process.
    next.on('error', (error) => lose(next, error))
    next.on('end', () => lose(next, new Error('the connection ended')))
    next.on('notification', ({ payload }) => payload !== undefined && tell(payload))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
    } catch (error) {
      lose(next, error)
      return
    }
    if (isClosed) return void next.end().catch(() => undefined)
    client = next
    await send()
  }

  /** A connection that failed is left for good, once, and another one is tried. */
  const lost = new WeakSet<pg.Client>()
  function lose(broken: pg.Client, error: unknown): void {
    if (lost.has(broken)) return
    lost.add(broken)
    if (client === broken) client = undefined
    broken.end().catch(() => undefined)
    if (isClosed) return
    log.warn({ err: error }, 'connection for notifications lost')
    clearTimeout(retry)
    retry = setTimeout(() => void connect(), reconnectMs).unref()
  }

  /** One statement for all accounts that wait: a burst of writes costs one round trip. */
  async function send(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let used = client; used && unsent.size > 0; used = client) {
      const accountIds = [...unsent]
      unsent.clear()
      await used.query('select pg_notify($1, account_id) from unnest($2::text[]) as account_id', [channel, accountIds]).catch((error) => {
        for (const accountId of accountIds) unsent.add(accountId)
        if (used) lose(used, error)
      })
    }
    isSending = false
  }

  await connect()
  return {
    publish(accountId) {
      unsent.add(accountId)
      // While there is no connection, at least this process hears it at once.
      if (client) void send()
      else tell(accountId)
      return Promise.resolve()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      listeners.clear()
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
