import type { Figure } from './report.ts'

/** How large and how long. */
export interface Scale {
  /** Tickets in the database that is measured. */
  tickets: number
  /** Tickets in the small one that growth is measured from. */
  fewTickets: number
  /** Requests of a throughput measurement. */
  requests: number
  /** Repetitions; the one in the middle counts. */
  rounds: number
  /** Open streams. */
  streams: number
}

/** One part of the bench, by its name on the command line. */
export interface Part {
  name: string
  summary: string
  run: (scale: Scale) => Promise<Figure[]>
}

/** The one in the middle, by a figure of it. */
export function median<Value>(values: readonly Value[], by: (value: Value) => number): Value {
  const middle = values.toSorted((a, b) => by(a) - by(b))[Math.floor(values.length / 2)]
  if (middle === undefined) throw new Error('the middle of nothing')
  return middle
}

/** Of figures and baselines taken in turns: the pair whose ratio is the one in the middle. What else the machine did met both. */
export function medianPair<Value>(values: readonly Value[], baselines: readonly Value[], by: (value: Value) => number): [Value, Value] {
  const pairs = values.map((value, round): [Value, Value] => [value, baselines[round] ?? value])
  return median(pairs, ([value, baseline]) => by(value) / by(baseline))
}
