/**
 * A length of time as it is edited: `off`, one of the presets in seconds, or `own:` and what is typed. Own values keep
 * their mark, so that typing a preset's number does not take the field away.
 */
export type DurationDraft = string

/** What a length of time may be. */
export interface DurationKind {
  presets: readonly number[]
  /** Of the number that is typed. */
  unitSeconds: number
  minSeconds: number
  maxSeconds: number
}

/** The draft of a number of seconds; null: off. */
export function toDuration(seconds: number | null, { presets, unitSeconds }: DurationKind): DurationDraft {
  if (seconds === null) return 'off'
  return presets.includes(seconds) ? String(seconds) : `own:${seconds / unitSeconds}`
}

/** The seconds of a draft; null: off; NaN for what is no number. */
export function readDuration(draft: DurationDraft, { unitSeconds }: DurationKind): number | null {
  if (draft === 'off') return null
  const typed = typedIn(draft)
  if (typed === null) return Number(draft)
  return typed.trim() === '' ? Number.NaN : Math.round(Number(typed.trim().replace(',', '.')) * unitSeconds)
}

/** What is typed in the field of an own value; null when there is no such field. */
export function typedIn(draft: DurationDraft): string | null {
  return draft.startsWith('own:') ? draft.slice('own:'.length) : null
}

/** Whether the server would take it. */
export function isDuration(draft: DurationDraft, kind: DurationKind): boolean {
  const seconds = readDuration(draft, kind)
  return seconds === null || (seconds >= kind.minSeconds && seconds <= kind.maxSeconds)
}
