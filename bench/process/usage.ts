import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts CPU time in hundredths of a second. */
const tickMs = 10

/** User and system time of a process, in ms; with those of its children that still run or were waited for, when asked. */
export function cpuMs(pid: number, options: { withChildren?: boolean } = {}): number {
  const own = readStat(pid)
  if (!own) return 0
  if (!options.withChildren) return own.self * tickMs
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid)
  return (own.self + own.waitedFor + children.reduce((sum, stat) => sum + (stat?.self ?? 0), 0)) * tickMs
}

function readStat(pid: number): { parent: number; self: number; waitedFor: number } | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The name in brackets may hold blanks.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [, parent = 0] = fields
  const at = (field: number) => fields[field - 3] ?? 0
  return { parent, self: at(14) + at(15), waitedFor: at(16) + at(17) }
}

/** Proportional set size of a process: its own memory and its share of what it shares, in MB. */
export function pssMb(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
  return Number(kib) / 1024
}
