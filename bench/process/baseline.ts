// What P1 is compared with: the same statement, prepared, behind a bare Hono route that gives the same bytes to everybody.
import { serve } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'
import type { TicketListRow } from '../../server/tickets/ticket.repo.ts'
import { presentTicketPage } from '../../server/tickets/ticket.presenter.ts'

const { BENCH_DATABASE = '', BENCH_SQL = '', BENCH_PARAMETERS = '[]', PORT } = process.env

const sqlite = new Sqlite(BENCH_DATABASE, { readonly: true })
sqlite.pragma('cache_size = -65536')
const statement = sqlite.prepare<unknown[], TicketListRow>(BENCH_SQL)
const parameters = JSON.parse(BENCH_PARAMETERS) as unknown[]
const app = new Hono().get('/', (c) => c.json(presentTicketPage(statement.all(parameters), 25)))

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' })
process.once('SIGTERM', () => process.exit())
