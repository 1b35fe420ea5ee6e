import type { FieldErrorCode } from '../../shared/errors.ts'
import { listShown, toText, type FieldValue } from '../../shared/form-values.ts'
import { messageText, subjectText } from '../../shared/common.ts'
import { propertyTextMaxChars, type PropertyValue } from '../../shared/properties.ts'
import { AppError } from '../errors.ts'
import { problemOfValue } from '../tickets/property-values.ts'
import type { PropertyRow } from '../tickets/property.table.ts'
import type { ResolvedField } from './resolve-form.ts'

/** What a checked submission says: the ticket's subject, the text of its first message, values for its properties. */
export interface Submission {
  subject: string
  text: string
  properties: { property: PropertyRow; value: FieldValue }[]
}

type Values = Readonly<Record<string, FieldValue>>

/**
 * Checks what was filled in against the form's own fields. What does not show (its condition) is neither asked for nor kept;
 * what is hidden is filled in here and by nobody else. Answers that fill no property become lines above the text, in the
 * form's order, under their labels; consents are lines below it, in the words that were agreed to.
 *
 * @throws AppError `invalid_request` naming each field at fault: `required`, `too_long`, `not_a_choice`, `invalid`, `unknown_field`.
 */
export function checkSubmission(fields: readonly ResolvedField[], sent: Values, fileCount: number, language: string): Submission {
  const asked = fields.filter(({ isHidden, type }) => !isHidden && type !== 'heading')
  const problems: Record<string, FieldErrorCode> = {}
  for (const name of Object.keys(sent)) {
    if (!asked.some((field) => field.name === name && field.type !== 'file')) problems[name] = 'unknown_field'
  }
  const shown = listShown(fields, (field) => toText(sent[field.name]))
  for (const field of shown) {
    const problem = field.isHidden ? undefined : checkField(field, sent[field.name], fileCount)
    if (problem) problems[field.name] ??= problem
  }
  if (fileCount > 0 && !shown.some(({ type }) => type === 'file')) problems['attachmentIds'] = 'unknown_field'
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })

  const answers = shown.map((field) => ({ field, value: answerTo(field, sent[field.name]) }))
  const textOf = (name: string) => toText(answers.find(({ field }) => field.name === name)?.value).trim()
  const subject = textOf('subject')
  const lines = answers
    .filter(({ field }) => isLine(field))
    .map(({ field, value }) => ({ label: labelOf(field.labels, language, field.name), value: shownValue(field, toText(value), language) }))
    .filter((line) => line.value !== '')
    .map((line) => `${line.label}: ${line.value}`)
  const consents = answers.filter(({ field }) => field.type === 'consent').map(({ value }) => `✓ ${toText(value).trim()}`)
  const parts = [lines.join('\n'), textOf('text') || (lines.length === 0 ? subject : ''), consents.join('\n')]
  return {
    subject,
    text: parts.filter((part) => part !== '').join('\n\n'),
    properties: answers.flatMap(({ field: { property }, value }) => {
      if (!property || value === undefined || problemOfValue(property, value as PropertyValue) !== undefined) return []
      return [{ property, value: typeof value === 'string' ? value.trim() : value }]
    }),
  }
}

function checkField(field: ResolvedField, value: FieldValue | undefined, fileCount: number): FieldErrorCode | undefined {
  if (field.type === 'heading') return undefined
  if (field.type === 'file') return field.isRequired && fileCount === 0 ? 'required' : undefined
  if (field.type === 'consent') return Object.values(field.labels).includes(toText(value)) ? undefined : 'required'
  if (toText(value).trim() === '' || value === undefined) return field.isRequired || field.name === 'subject' ? 'required' : undefined
  if (field.property) {
    if (field.property.type === 'text' && toText(value).length > propertyTextMaxChars) return 'too_long'
    if (field.type === 'text' && /[\r\n]/.test(toText(value))) return 'invalid'
    return problemOfValue(field.property, value as PropertyValue)
  }
  if (typeof value !== 'string') return 'invalid'
  if (field.type === 'choice') return field.options?.some((option) => option.value === value) ? undefined : 'not_a_choice'
  const schema = field.type === 'long_text' ? messageText : subjectText
  const result = schema.safeParse(value)
  if (result.success) return undefined
  return result.error.issues.some((issue) => issue.code === 'too_big') ? 'too_long' : 'invalid'
}

/** What is kept for a field: of hidden ones the default, never what was sent. A box that is not ticked says no. */
function answerTo(field: ResolvedField, value: FieldValue | undefined): FieldValue | undefined {
  if (field.isHidden) return field.default
  return value === undefined && field.type === 'yes_no' ? false : value
}

/** An answer that nothing but the message can hold. */
function isLine({ name, type, property }: ResolvedField): boolean {
  return !property && name !== 'subject' && name !== 'text' && type !== 'file' && type !== 'consent' && type !== 'heading'
}

function shownValue(field: ResolvedField, value: string, language: string): string {
  const option = field.options?.find((candidate) => candidate.value === value)
  return (option ? labelOf(option.labels, language, value) : value).trim()
}

function labelOf(labels: Readonly<Record<string, string>>, language: string, otherwise: string): string {
  return labels[language] ?? labels['en'] ?? otherwise
}
