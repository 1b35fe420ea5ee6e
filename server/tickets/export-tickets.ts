import { setImmediate } from 'node:timers/promises'
import type { usualColumns } from '../../shared/list-filter.ts'
import type { ShownValue } from '../../shared/tickets.ts'
import { findListChoice } from '../contacts/list-choice.repo.ts'
import type { Deps } from '../deps.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { ContactViewer } from '../viewer.ts'
import { csvLine } from './csv.ts'
import { exportTexts, type ExportLanguage, type ExportTexts } from './export-texts.ts'
import type { ListCursor, ListSort } from './list-cursor.ts'
import type { ListFrame, ShownProperty } from './list-frame.ts'
import { listShownValues, type ShownValues } from './shown-values.repo.ts'
import { listTickets, type ListNarrowing } from './ticket-list.repo.ts'
import type { TicketListRow } from './ticket.repo.ts'

/** A file has no more tickets than this. */
export const exportRowsMax = 10_000
/** And no more characters, whatever the values. */
const exportCharsMax = 16_000_000
/** Tickets of one step: in between other requests are answered. */
const stepRows = 250

const sortKeys = { activity: 'last_activity_at', created: 'created_at', number: 'number' } as const

type UsualColumn = (typeof usualColumns)[number]

interface Column {
  title: string
  read: (row: TicketListRow, values: ShownValues) => string | number
}

/**
 * A contact's list as the text of a CSV file: the columns that the contact sees, in the contact's language, times as they
 * are where the account is. Its last line says so when there are more tickets.
 */
export async function exportTickets(
  deps: Pick<Deps, 'db'>,
  viewer: ContactViewer,
  portal: PortalRow,
  query: ListNarrowing & ListSort,
  frame: ListFrame,
  rowsMax = exportRowsMax,
): Promise<{ text: string; language: ExportLanguage }> {
  const choice = await findListChoice(deps.db, viewer.accountId, viewer.contactId)
  const language = readLanguage(choice?.language ?? portal.language)
  const columns = columnsOf(choice?.columns ?? null, query.view, { frame, language, timeZone: portal.time_zone })
  const lines = [csvLine(columns.map(({ title }) => title))]
  // A ticket that moves while the file is made would come twice in an ascending order.
  const seen = new Set<string>()
  let chars = 0
  let after: ListCursor | undefined
  for (;;) {
    const rows = await listTickets(deps.db, viewer, { ...query, after, limit: stepRows })
    const values = await listShownValues(deps.db, viewer.accountId, frame, rows)
    for (const row of rows.slice(0, stepRows)) {
      if (seen.has(row.id)) continue
      if (seen.size === rowsMax || chars > exportCharsMax) {
        lines.push(csvLine([exportTexts[language].cut(seen.size)]))
        return { text: lines.join(''), language }
      }
      seen.add(row.id)
      const line = csvLine(columns.map(({ read }) => read(row, values.get(row.id) ?? {})))
      chars += line.length
      lines.push(line)
    }
    const last = rows[stepRows - 1]
    if (rows.length <= stepRows || !last) return { text: lines.join(''), language }
    after = { value: last[sortKeys[query.sort]], id: last.id }
    await setImmediate()
  }
}

/** What the file of a day is called. */
export function exportFileName(language: ExportLanguage, day: string): string {
  return `${exportTexts[language].fileName}-${day}.csv`
}

function readLanguage(language: string): ExportLanguage {
  return language.startsWith('nb') || language.startsWith('no') ? 'nb' : 'en'
}

function columnsOf(
  chosen: readonly string[] | null,
  view: ListNarrowing['view'],
  { frame, language, timeZone }: { frame: ListFrame; language: ExportLanguage; timeZone: string },
): Column[] {
  const texts = exportTexts[language]
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const readUsual: Record<UsualColumn, Column['read']> = {
    number: (row) => row.number,
    subject: (row) => row.subject,
    requester: (row) => row.requester_name ?? '',
    created: (row) => time.format(new Date(row.created_at)),
    activity: (row) => time.format(new Date(row.last_activity_at)),
    status: (row) => {
      const labels = frame.stages?.get(row.stage_id)?.labels
      return labels ? inLanguage(labels, language) : row.is_closed === 1 ? texts.closed : texts.open
    },
  }
  const usual = (names: readonly UsualColumn[]) =>
    names
      .filter((name) => name === 'subject' || !chosen || chosen.includes(name))
      .map((name): Column => ({ title: texts.columns[name], read: readUsual[name] }))
  const shown = (chosen ?? [])
    .map((name) => frame.properties.find((property) => property.name === name))
    .filter((property) => property !== undefined)
    .map((property): Column => ({
      title: inLanguage(property.labels, language),
      read: (_, values) => textOf(values[property.name], property, texts, language),
    }))
  // In the order of the list on the page.
  return [
    ...usual(['number', 'subject', ...(view === 'company' ? ['requester' as const] : [])]),
    ...shown,
    ...usual(['created', 'activity', 'status']),
  ]
}

function textOf(value: ShownValue | undefined, property: ShownProperty, texts: ExportTexts, language: ExportLanguage): string | number {
  if (value === undefined) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  const { choices } = property
  if (!choices) return [value].flat().join(', ')
  return [value]
    .flat()
    .map((one) => {
      const labels = choices.find((choice) => choice.value === one)?.labels
      return labels ? inLanguage(labels, language) : one
    })
    .join(', ')
}

function inLanguage(labels: Readonly<Record<string, string>>, language: ExportLanguage): string {
  return labels[language] ?? labels['en'] ?? ''
}
