/** What the server lets forms have. Nothing in this file needs the validator, so that elements and the server decide alike; the schema is in forms.ts. */
export const formLimits = {
  formsMax: 100,
  fieldsMax: 60,
  /** Labels and help of fields, words of consents. */
  wordsMaxChars: 2_000,
  titleMaxChars: 200,
  keyMaxChars: 40,
  inboxesMax: 100,
} as const

/** What stands in a field. */
export type FieldValue = string | number | boolean | string[]

/** "Only when field X is one of …"; an empty list: when it is filled in. X stands before the field that asks. */
export interface FormCondition {
  field: string
  is: string[]
}

/** As much of a field as its showing depends on. */
interface AskedField {
  name: string
  type: string
  isRequired: boolean
  when?: FormCondition | undefined
}

/** A value as one text: choices a line each, `yes` and `no`. What a form keeps while it is filled in, and conditions compare. */
export function toText(value: FieldValue | null | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? value.join('\n') : String(value)
}

/** The value that a text of `toText` stands for. */
export function fromText(type: string, text: string): FieldValue {
  if (type === 'number') return readNumber(text)
  if (type === 'yes_no') return text === 'yes'
  return type === 'choices' ? listed(text) : text
}

/** Digits with a point or a comma; NaN for what is no number. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

/** The chosen ones of several choices. */
export function listed(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

/** The fields that show with these values, in their order. One whose condition asks for a field that does not show does not show either. */
export function listShown<Field extends AskedField>(fields: readonly Field[], textOf: (field: Field) => string): Field[] {
  const shown = new Map<string, Field>()
  for (const field of fields) {
    const { when } = field
    const asked = when && shown.get(when.field)
    if (!when || (asked && holds(asked, textOf(asked), when.is))) shown.set(field.name, field)
  }
  return [...shown.values()]
}

function holds({ type, isRequired }: AskedField, text: string, is: readonly string[]): boolean {
  // A box that is not ticked says no.
  const said = type === 'yes_no' && !isRequired && text === '' ? 'no' : text.trim()
  if (is.length === 0) return said !== ''
  if (type === 'choices') return listed(text).some((one) => is.includes(one))
  if (type === 'number') return is.some((one) => readNumber(one) === readNumber(said))
  return is.some((one) => one.trim().toLowerCase() === said.toLowerCase())
}
