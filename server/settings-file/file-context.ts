import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import type { StaffViewer } from '../viewer.ts'
import { problemsFrom, type FileProblem } from './problem.ts'

/** What a file is read into: an account in a transaction that is open. */
export interface FileContext {
  /** Whose database is the transaction. */
  deps: Deps
  tx: Tx
  viewer: StaffViewer
  accountId: string
  /** What the file does not name is deleted, in the lists that it has. */
  prune: boolean
  problems: FileProblem[]
  /** What somebody has to do on the page afterwards. */
  notes: Set<string>
}

/** Does something that may be refused; the refusal is kept with its place in the file. `names`: of fields, where the file calls them otherwise. */
export async function attempt(
  context: FileContext,
  path: string,
  act: () => Promise<unknown>,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await act()
  } catch (error) {
    context.problems.push(...problemsFrom(error, path, names))
  }
}

/** Whether both say the same, whatever the order of their names. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** The settings that a file has and that are other than now. */
export function changedIn<Settings extends object>(now: Settings, wanted: Partial<Settings>): Partial<Settings> {
  const names = (Object.keys(wanted) as (keyof Settings)[]).filter((name) => wanted[name] !== undefined && !isSame(now[name], wanted[name]))
  return Object.fromEntries(names.map((name) => [name, wanted[name]])) as Partial<Settings>
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
}
