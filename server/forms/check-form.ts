import type { FieldErrorCode } from '../../shared/errors.ts'
import { toText } from '../../shared/form-values.ts'
import type { FieldSettings, FormContent } from '../../shared/forms.ts'
import { propertyTextMaxChars, type PropertyValue } from '../../shared/properties.ts'
import { problemOfValue } from '../tickets/property-values.ts'
import type { PropertyRow } from '../tickets/property.table.ts'
import { isPropertyField, resolveFields, type ResolvedField } from './resolve-form.ts'

type Problems = Record<string, FieldErrorCode>

/** What another field can ask for. */
const askable = new Set<string>(['text', 'number', 'choice', 'choices', 'date', 'yes_no', 'consent'])
/** What has a value to begin with, or one that customers do not see. */
const withDefault = new Set<string>(['text', 'long_text', 'number', 'choice', 'choices', 'date', 'yes_no'])

/** What is wrong with the fields of a form, by `fields.{index}.{part}`. */
export function checkFields(content: FormContent, properties: readonly PropertyRow[]): Problems {
  const problems: Problems = {}
  const { fields } = content
  const seen = new Map<string, FieldSettings>()
  for (const [index, field] of fields.entries()) {
    const at = `fields.${index}`
    if (seen.has(field.name) || (field.type === 'file' && [...seen.values()].some(({ type }) => type === 'file'))) {
      problems[`${at}.name`] = 'not_a_choice'
    }
    const [resolved] = resolveFields([field], properties)
    if (!resolved || !isOfItsType(field)) problems[`${at}.name`] ??= 'not_a_choice'
    else {
      Object.assign(problems, checkWords(at, resolved), checkDefault(at, resolved), checkOptions(at, field))
      if (field.name === 'subject' && field.when) problems[`${at}.when`] = 'unknown_field'
      if (field.when && !canAsk(field.when.is, seen.get(field.when.field), properties)) problems[`${at}.when`] = 'not_a_choice'
    }
    seen.set(field.name, field)
  }
  return problems
}

/** The ticket's own subject and text are what they are; consents, files and headings have no property. */
function isOfItsType({ name, type }: FieldSettings): boolean {
  if (name === 'subject') return type === 'text'
  if (name === 'text') return type === 'long_text'
  return isPropertyField(name) || ['text', 'long_text', 'choice', 'file', 'consent', 'heading'].includes(type)
}

function checkWords(at: string, field: ResolvedField): Problems {
  const needsWords = !field.isHidden && (field.labels['en'] ?? '').trim() === ''
  return needsWords ? { [`${at}.labels`]: 'required' } : {}
}

function checkOptions(at: string, field: FieldSettings): Problems {
  if (isPropertyField(field.name) || field.type !== 'choice') return {}
  return (field.options ?? []).length > 0 ? {} : { [`${at}.options`]: 'required' }
}

function checkDefault(at: string, field: ResolvedField): Problems {
  const { default: value, isHidden, type, property } = field
  if (!withDefault.has(type)) return value !== undefined || isHidden ? { [`${at}.default`]: 'unknown_field' } : {}
  if (value === undefined || toText(value).trim() === '') return isHidden ? { [`${at}.default`]: 'required' } : {}
  if (toText(value).length > (property ? propertyTextMaxChars : field.name === 'subject' ? 200 : 20_000))
    return { [`${at}.default`]: 'too_long' }
  if (type === 'text' && /[\r\n]/.test(toText(value))) return { [`${at}.default`]: 'invalid' }
  const problem = property ? problemOfValue(property, value as PropertyValue) : problemOfLine(field, value)
  return problem ? { [`${at}.default`]: problem } : {}
}

function problemOfLine(field: ResolvedField, value: unknown): FieldErrorCode | undefined {
  if (typeof value !== 'string') return 'invalid'
  return field.type !== 'choice' || field.options?.some((option) => option.value === value) ? undefined : 'not_a_choice'
}

/** Whether a condition can ask for this field, which stands before it, and for these values of it. */
function canAsk(is: readonly string[], asked: FieldSettings | undefined, properties: readonly PropertyRow[]): boolean {
  const [field] = asked ? resolveFields([asked], properties) : []
  if (!field || field.isHidden || !askable.has(field.type)) return false
  if (field.type === 'choice' || field.type === 'choices') return is.every((one) => field.options?.some(({ value }) => value === one))
  if (field.type === 'yes_no') return is.every((one) => one === 'yes' || one === 'no') && is.length > 0
  return field.type !== 'consent' || is.length === 0
}
