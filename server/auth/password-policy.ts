import type { FieldErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { fold } from '../db/fold.ts'
import { AppError } from '../errors.ts'
import { leakedPasswords } from './leaked-passwords.ts'

/** What a new password is measured by. */
export interface PasswordRules {
  minChars: number
  /** Words that an attacker tries first: names of the portal and the person, parts of the address. */
  words: readonly string[]
}

const wordMinChars = 3
/** Different characters that a password has at least. */
const differentMin = 5
/** Letters and digits that have to be left of a password without its context words. */
const restMinChars = 6

/**
 * What is wrong with a new password, or undefined (D11; NIST SP 800-63B-4 §3.1.1.2). No rules of composition: length, and
 * nothing that is guessed first.
 */
export function problemOfPassword(password: string, { minChars, words }: PasswordRules): FieldErrorCode | undefined {
  if (!password.isWellFormed()) return 'invalid'
  // Counted as it is hashed, by code point.
  const length = [...password.normalize('NFKC')].length
  if (length < minChars) return 'too_short'
  if (length > limits.passwordMaxChars) return 'too_long'
  const folded = fold(password)
  if (isCommon(folded)) return 'too_common'
  if (isMadeOf(folded, words)) return 'too_personal'
  return undefined
}

/** @throws AppError `invalid_request` when a password of staff cannot be taken. `about`: names of the account and the person, the address. */
export function requireGoodStaffPassword(password: string, ...about: readonly string[]): void {
  const problem = problemOfPassword(password, { minChars: limits.passwordMinChars, words: contextWords(...about) })
  if (problem) throw new AppError('invalid_request', `password: ${problem}`, { fields: { password: problem } })
}

/** The parts of a text that a password should not be made of. */
export function contextWords(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...splitWords(text), fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')]))].filter(
    (word) => [...word].length >= wordMinChars,
  )
}

/** In the list, but for what people put at the end; a few characters over and over; a run along the alphabet or the digits. */
function isCommon(folded: string): boolean {
  const stem = folded.replace(/[^\p{L}]+$/u, '')
  const tail = folded.slice(stem.length)
  if (leakedPasswords.has(folded) || (leakedPasswords.has(stem) && tail.length <= 6)) return true
  const half = folded.slice(0, folded.length / 2)
  if (folded === half + half && leakedPasswords.has(half)) return true
  return new Set(folded).size < differentMin || isRun(folded)
}

function isRun(folded: string): boolean {
  const codes = [...folded].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  // 1234567890 goes from 9 to 0 once.
  return [1, -1].some((step) => steps.filter((one) => one !== step && Math.abs(one) !== 9).length <= 1)
}

function isMadeOf(folded: string, words: readonly string[]): boolean {
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(fold(word), ''), folded)
  return rest.length < folded.length && [...rest.replaceAll(/[^\p{L}\p{N}]+/gu, '')].length < restMinChars
}

function splitWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
