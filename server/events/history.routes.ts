import { createRoute } from '@hono/zod-openapi'
import { historyGroups, historyKinds, historyPage, historyQuery, type HistoryEntry, type HistoryKind } from '../../shared/history.ts'
import { AppError } from '../errors.ts'
import { errors, json } from '../http/answers.ts'
import { makeRouter } from '../http/router.ts'
import { requireStaff } from '../viewer.ts'
import { listHistory, namesInSettings, namesOfContacts, namesOfStaff } from './history.repo.ts'

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
  const settings = shown.some(({ data }) => hasIds(data)) ? await namesInSettings(c.var.deps.db, accountId) : new Map<string, string>()
  return c.json(
    { entries: shown.map((row) => present(row, names, settings)), next: rows.length > limit ? String(shown.at(-1)?.seq) : null },
    200,
  )
})

type Row = Omit<Awaited<ReturnType<typeof listHistory>>[number], 'data'> & { data: Record<string, unknown> }

/** Settings of a portal whose values are ids. */
const idSettings = ['default_inbox_id', 'menu_id', 'pipeline_ids', 'access_list_ids']
const hasIds = ({ after }: Record<string, unknown>) => idSettings.some((name) => name in asRecord(after))

/** What ids are called; an id of what is gone stays. */
function called(value: unknown, settings: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'string') return value
  if (!value.startsWith('[')) return settings.get(value) ?? value
  return (JSON.parse(value) as string[]).map((id) => settings.get(id) ?? id)
}

function present(row: Row, people: ReadonlyMap<string, string>, settings: ReadonlyMap<string, string>): HistoryEntry {
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
    changes: Object.fromEntries(
      names.map((name) => {
        const shown = (value: unknown) => (idSettings.includes(name) ? called(value, settings) : value) ?? null
        return [name, { before: shown(was[name]), after: shown(is[name]) }]
      }),
    ),
    details,
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
