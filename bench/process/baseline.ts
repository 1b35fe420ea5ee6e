// What P1 is compared with: the same statement, prepared, behind a bare Hono route that gives the same bytes to everybody.
import { serve } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'
import type { TicketListRow } from '../../server/tickets/ticket.repo.ts'
import { presentTicket, presentTicketPage } from '../../server/tickets/ticket.presenter.ts'

const { BENCH_DATABASE = '', BENCH_SQL = '', BENCH_PARAMETERS = '[]', PORT } = process.env

const sqlite = new Sqlite(BENCH_DATABASE, { readonly: true })
sqlite.pragma('cache_size = -65536')
const statement = sqlite.prepare<unknown[], TicketListRow>(BENCH_SQL)
const parameters = JSON.parse(BENCH_PARAMETERS) as unknown[]
const query = { limit: 25, sort: 'activity', order: 'desc' } as const
const app = new Hono().get('/', (c) => {
  const rows = statement.all(parameters)
  const tickets = rows.slice(0, query.limit).map((row) => presentTicket(row))
  return c.json(presentTicketPage(tickets, rows, query))
})

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' })
process.once('SIGTERM', () => process.exit())
