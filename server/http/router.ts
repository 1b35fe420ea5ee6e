import { OpenAPIHono } from '@hono/zod-openapi'
import { fieldErrorCodes, type FieldErrorCode } from '../../shared/errors.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'

interface Issue {
  code: string
  path: PropertyKey[]
  message: string
  keys?: string[]
  origin?: string
}

/** A router whose inputs are checked by the schemas of its routes; what does not fit is `invalid_request` with the fields at fault. */
export function makeRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (result.success) return
      const fields: Record<string, FieldErrorCode> = {}
      for (const issue of result.error.issues as unknown as Issue[]) {
        // The first complaint about a field is the one to show.
        for (const name of namesOf(issue)) fields[name] ??= fieldCodeOf(issue)
      }
      throw new AppError('invalid_request', JSON.stringify(fields), { fields })
    },
  })
}

function namesOf(issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys' && issue.keys) return issue.keys
  return [issue.path.map(String).join('.') || 'body']
}

/** What is wrong with a field, of what the validator says. */
export function fieldCodeOf(issue: { code?: string | undefined; message: string; origin?: string }): FieldErrorCode {
  if (isFieldErrorCode(issue.message)) return issue.message
  if (issue.code === 'unrecognized_keys') return 'unknown_field'
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'too_many' : 'too_long'
  if (issue.code === 'too_small') return 'too_short'
  if (issue.code === 'invalid_value') return 'not_a_choice'
  if (issue.code === 'invalid_type' && /undefined/.test(issue.message)) return 'required'
  return 'invalid'
}

function isFieldErrorCode(text: string): text is FieldErrorCode {
  return (fieldErrorCodes as readonly string[]).includes(text)
}
