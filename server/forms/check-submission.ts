import type { FormField } from '../../shared/forms.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import { messageText, subjectText } from '../../shared/common.ts'
import { AppError } from '../errors.ts'
import type { Form } from './form.repo.ts'

/** What a checked submission says: the ticket's subject and the text of its first message. */
export interface Submission {
  subject: string
  text: string
}

/**
 * Checks what was filled in against the form's own fields, and makes the ticket's subject and first message of it.
 * Fields other than `subject` and `text` become lines above the text, in the form's order, under their labels.
 *
 * @throws AppError `invalid_request` naming each field at fault: `required`, `too_long`, `not_a_choice`, `unknown_field`.
 */
export function checkSubmission(form: Form, values: Record<string, string>, fileCount: number, language: string): Submission {
  const problems: Record<string, FieldErrorCode> = {}
  for (const name of Object.keys(values)) {
    if (!form.fields.some((field) => field.name === name && field.type !== 'file')) problems[name] = 'unknown_field'
  }
  for (const field of form.fields) {
    const problem = checkField(field, values[field.name] ?? '', fileCount)
    if (problem) problems[field.name] ??= problem
  }
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })

  const lines = form.fields
    .filter((field) => field.name !== 'subject' && field.name !== 'text' && field.type !== 'file')
    .map((field) => ({
      label: field.labels[language] ?? field.labels['en'] ?? field.name,
      value: shownValue(field, values[field.name] ?? '', language),
    }))
    .filter((line) => line.value !== '')
    .map((line) => `${line.label}: ${line.value}`)
  const text = [lines.join('\n'), (values['text'] ?? '').trim()].filter((part) => part !== '').join('\n\n')
  const subject = (values['subject'] ?? '').trim()
  return { subject, text: text === '' ? subject : text }
}

function checkField(field: FormField, value: string, fileCount: number): FieldErrorCode | undefined {
  if (field.type === 'file') return field.isRequired && fileCount === 0 ? 'required' : undefined
  if (value.trim() === '') return field.isRequired || field.name === 'subject' ? 'required' : undefined
  if (field.type === 'choice') return field.options?.some((option) => option.value === value) ? undefined : 'not_a_choice'
  const schema = field.type === 'long_text' ? messageText : subjectText
  const result = schema.safeParse(value)
  if (result.success) return undefined
  return result.error.issues.some((issue) => issue.code === 'too_big') ? 'too_long' : 'invalid'
}

function shownValue(field: FormField, value: string, language: string): string {
  const option = field.options?.find((candidate) => candidate.value === value)
  return (option?.labels[language] ?? option?.labels['en'] ?? value).trim()
}
