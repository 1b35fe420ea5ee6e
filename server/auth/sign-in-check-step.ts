import type { SignInCheckStep } from '../../shared/sign-in-check.ts'

/** Longest text of a provider that a log repeats. */
export const textMaxChars = 300

/** A line of the log. @param isGood null: there was nothing to look at, and there need not be. */
export function step(
  name: SignInCheckStep['name'],
  isGood: boolean | null,
  expected: string | null = null,
  found: string | null = null,
): SignInCheckStep {
  const outcome = isGood === null ? 'skipped' : isGood ? 'passed' : 'failed'
  return { name, outcome, expected, found: found === null || found === '' ? null : found.slice(0, textMaxChars) }
}

/** A line about something that has to be one certain text. */
export function same(name: SignInCheckStep['name'], expected: string, found: string | null | undefined): SignInCheckStep {
  return step(name, found === expected, expected, found ?? null)
}
