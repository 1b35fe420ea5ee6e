import type { FieldErrorCode } from '../../shared/errors.ts'
import { AppError } from '../errors.ts'

/** Something in a settings file that cannot be done, and where it stands. */
export interface FileProblem {
  /** `portals.support.title`. Empty: the file as a whole. */
  path: string
  /** As the API would say it. */
  code: string
  words: string
}

/** A settings file was refused; nothing was changed. */
export class SettingsFileError extends Error {
  readonly problems: readonly FileProblem[]

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(({ path, words }) => (path ? `${path}: ${words}` : words)).join('\n'))
    this.name = 'SettingsFileError'
    this.problems = problems
  }
}

const fieldWords: Partial<Record<FieldErrorCode | 'duplicate', string>> = {
  required: 'is missing',
  too_short: 'is too short',
  too_long: 'is too long',
  too_many: 'holds too many',
  not_an_email: 'is not an e-mail address',
  not_a_choice: 'is none of the possible values, or names something that does not exist or is taken',
  not_an_origin: 'is not an origin such as https://www.example.com',
  not_a_url: 'is not a web address',
  unknown_field: 'is not known here',
  invalid: 'cannot be used',
  duplicate: 'stands there twice',
}

const deedWords: Record<string, string> = {
  form_incomplete: 'needs a subject, ticket properties and an inbox before a portal can have it',
  form_in_use: 'is connected to a portal',
  stage_in_use: 'has tickets or forms: move them first',
  pipeline_in_use: 'has tickets, or a form or portal names it, or it is the only one',
  option_in_use: 'has an option that something still has',
  list_in_use: 'opens a portal',
  menu_in_use: 'is shown by a portal',
  changed_meanwhile: 'was changed by somebody else at the same moment: try again',
}

/** What a code means in a sentence that begins with its place. */
export function wordsOf(code: string): string {
  return fieldWords[code as FieldErrorCode] ?? deedWords[code] ?? `was refused (${code})`
}

/** A problem with its words. */
export function problemAt(path: string, code: string, words = wordsOf(code)): FileProblem {
  return { path, code, words }
}

/** What a use-case refused, told at its place in the file. @throws what is no refusal. */
export function problemsFrom(error: unknown, path: string, names: Readonly<Record<string, string>> = {}): FileProblem[] {
  if (error instanceof SettingsFileError) return [...error.problems]
  if (!(error instanceof AppError)) throw error
  const fields = Object.entries(error.fields ?? {})
  if (fields.length === 0) return [problemAt(path, error.code)]
  return fields.map(([field, code]) => {
    const [first = '', ...rest] = field.split('.')
    return problemAt([path, names[first] ?? first, ...rest].filter(Boolean).join('.'), code)
  })
}
