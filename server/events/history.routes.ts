import { createRoute } from '@hono/zod-openapi'
import { historyGroups, historyKinds, historyPage, historyQuery, type HistoryEntry, type HistoryKind } from '../../shared/history.ts'
import { AppError } from '../errors.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { listHistory, namesOfContacts, namesOfStaff } from './history.repo.ts'

const list = createRoute({
  method: 'get',
  path: '/history',
  summary: 'Who did what: settings, people, sign-ins; newest first',
  tags: ['Settings'],
  request: { query: historyQuery },
  responses: { 200: json(historyPage, 'A page'), ...errors('sign_in_required', 'not_allowed') },
})

/** The history of the account, for staff with `account.admin`. */
export const historyRoutes = makeRouter().openapi(list, async (c) => {
  const { accountId } = requireStaff(c.var.viewer)
  const { group, after, limit } = c.req.valid('query')
  if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new AppError('invalid_request', 'cursor', { fields: { after: 'invalid' } })
  const kinds = group === 'all' ? historyKinds : historyGroups[group]
  const rows = await listHistory(c.var.deps.db, accountId, { kinds, before: after === undefined ? undefined : Number(after), limit })
  const shown = rows.slice(0, limit).map((row) => ({ ...row, data: JSON.parse(row.data) as Record<string, unknown> }))
  const named = (key: string) => [...new Set(shown.flatMap(({ data }) => (typeof data[key] === 'string' ? [data[key]] : [])))]
  const contacts = await namesOfContacts(c.var.deps.db, accountId, named('contactId'))
  const names = new Map([...contacts, ...(await namesOfStaff(c.var.deps.db, accountId, named('staffId')))])
  return c.json({ entries: shown.map((row) => present(row, names)), next: rows.length > limit ? String(shown.at(-1)?.seq) : null }, 200)
})

type Row = Omit<Awaited<ReturnType<typeof listHistory>>[number], 'data'> & { data: Record<string, unknown> }

function present(row: Row, people: ReadonlyMap<string, string>): HistoryEntry {
  const { before, after, ...details } = row.data
  const [was, is] = [asRecord(before), asRecord(after)]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return {
    id: String(row.seq),
    kind: row.kind as HistoryKind,
    at: row.created_at,
    by: { kind: row.actor_id === 'settings_file' ? 'settings_file' : row.actor_kind, name: row.staff_name ?? row.contact_name ?? '' },
    about:
      people.get(String(details['contactId'] ?? details['staffId'])) ?? (typeof details['invited'] === 'string' ? details['invited'] : ''),
    changes: Object.fromEntries(names.map((name) => [name, { before: was[name] ?? null, after: is[name] ?? null }])),
    details,
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
