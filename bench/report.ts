import { cpus, totalmem } from 'node:os'

/** One figure. `ratio`: `value` against a `baseline` of the same run. */
export interface Row {
  id: string
  what: string
  unit: string
  value: number
  baseline: number | null
  ratio: number | null
  /** As performance targets are written: `≤ 0.55`, `ratio ≥ 0.4`. Empty: only for information. */
  target: string
  met: boolean | null
  /** How many measurements are behind it. */
  n: number
}

/** A figure before its target was looked at. */
export interface Figure {
  id: string
  what: string
  unit: string
  value: number
  baseline?: number
  /** `≤ x` or `≥ x` for the value, `ratio ≤ x` or `ratio ≥ x` for value ÷ baseline. */
  target?: string
  n: number
}

/** Compares a figure with its target. */
export function judge({ baseline, target = '', ...figure }: Figure): Row {
  const ratio = baseline === undefined ? null : figure.value / baseline
  const match = /^(ratio )?([≤≥]) ([\d.]+)$/.exec(target)
  const compared = match?.[1] ? ratio : figure.value
  const met = match && compared !== null ? (match[2] === '≤' ? compared <= Number(match[3]) : compared >= Number(match[3])) : null
  return { ...figure, baseline: baseline ?? null, ratio, target, met }
}

/** The rows as a table for people. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.what,
    `${round(row.value)} ${row.unit}`.trim(),
    row.baseline === null ? '' : round(row.baseline),
    row.ratio === null ? '' : round(row.ratio),
    row.target,
    row.met === null ? '' : row.met ? 'met' : 'MISSED',
  ])
  const all = [['id', 'what', 'value', 'baseline', 'ratio', 'target', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** On what machine the figures were taken. */
export function describeMachine(): string {
  const [cpu] = cpus()
  return (
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}. ` +
    'Client and server share these cores. Compare ratios; times only tell the size.'
  )
}

function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  return value.toFixed(digits)
}
