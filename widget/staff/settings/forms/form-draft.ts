import type { FieldSettings, FormContent, StaffForm } from '../../../../shared/forms.ts'
import type { Property } from '../../../../shared/properties.ts'
import { textIn } from '../../base/text-in.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** A form as it is edited. */
export type FormDraft = FormContent

/** What every ticket has, as a form asks for it. */
export const ownFields: readonly FieldSettings[] = [
  { name: 'subject', type: 'text', labels: {}, isRequired: true },
  { name: 'text', type: 'long_text', labels: {}, isRequired: true },
]

/** Their labels where a form has none. */
export const ownLabels: Record<string, Record<string, string>> = {
  subject: { en: 'Subject', nb: 'Emne' },
  text: { en: 'How can we help?', nb: 'Hva kan vi hjelpe med?' },
}

/** The part of a form that is edited. */
export function toDraft({ name, key, titles, inboxId, pipelineId, stageId, fields }: StaffForm): FormDraft {
  return { name, key, titles, inboxId, pipelineId, stageId, fields }
}

/** What a new form begins with (S100): what every ticket has, and files. */
export function newForm(texts: StaffTexts, forms: readonly StaffForm[], inboxId: string | null): FormDraft {
  const names = new Set(forms.map(({ name }) => name))
  const keys = new Set(forms.map(({ key }) => key))
  const number = Array.from({ length: forms.length + 1 }, (_, index) => index + 1).find(
    (one) => !names.has(numbered(texts.forms.newName, one)) && !keys.has(`form-${one}`),
  )
  return {
    name: numbered(texts.forms.newName, number ?? 1),
    key: `form-${number ?? 1}`,
    titles: {},
    inboxId,
    pipelineId: null,
    stageId: null,
    fields: [...ownFields, fileField()],
  }
}

/** A file field. */
export function fileField(): FieldSettings {
  return { name: 'files', type: 'file', labels: { en: 'Files', nb: 'Filer' }, isRequired: false }
}

/** A field of this type under a name that no other field of the form has. */
export function extraField(type: 'file' | 'consent' | 'heading', fields: readonly FieldSettings[]): FieldSettings {
  if (type === 'file') return fileField()
  const number = Array.from({ length: fields.length + 1 }, (_, index) => index + 1).find(
    (one) => !fields.some(({ name }) => name === `${type}_${one}`),
  )
  const labels = type === 'consent' ? { en: 'I agree.', nb: 'Jeg samtykker.' } : { en: 'About it', nb: 'Om saken' }
  return { name: `${type}_${number ?? 1}`, type, labels, isRequired: type === 'consent' }
}

/** The field of a property. */
export function fieldOf(property: Property): FieldSettings {
  return { name: property.name, type: property.type, labels: {}, isRequired: false }
}

/** The property that a field fills; undefined where it fills none, or one that was deleted. */
export function propertyOf(field: FieldSettings, properties: readonly Property[]): Property | undefined {
  return properties.find(({ name }) => name === field.name)
}

/** Whether a field's property was deleted. */
export function isGone(field: FieldSettings, properties: readonly Property[]): boolean {
  return field.name.startsWith('ticket.custom.') && !propertyOf(field, properties)
}

/** What a field is called where its label is empty. */
export function defaultLabels(field: FieldSettings, properties: readonly Property[]): Readonly<Record<string, string>> {
  return propertyOf(field, properties)?.labels ?? ownLabels[field.name] ?? {}
}

/** What a field is called in a language. */
export function labelOf(field: FieldSettings, properties: readonly Property[], language: string): string {
  const own = Object.fromEntries(Object.entries(field.labels).filter(([, text]) => text.trim() !== ''))
  return textIn({ ...defaultLabels(field, properties), ...own }, language) || field.name
}

/** The fields in another order. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, index) => index !== from)
  const item = items[from]
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)]
}

/** A record without an empty text, so that two drafts that say the same are the same. */
export function withText(texts: Readonly<Record<string, string>>, language: string, text: string): Record<string, string> {
  const { [language]: _before, ...rest } = texts
  return Object.fromEntries(Object.entries(text === '' ? rest : { ...rest, [language]: text }).toSorted(([a], [b]) => a.localeCompare(b)))
}

/** What two states of a form differ in, in the reader's words. */
export function differences(
  texts: StaffTexts,
  [before, after]: readonly [FormDraft, FormDraft],
  properties: readonly Property[],
  language: string,
): string[] {
  const { forms } = texts
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const parts = [
    ...(before.name === after.name ? [] : [forms.name]),
    ...(before.key === after.key ? [] : [forms.key]),
    ...(isSame(before.titles, after.titles) ? [] : [forms.titleField]),
    ...(before.inboxId === after.inboxId ? [] : [forms.inbox]),
    ...(before.stageId === after.stageId && before.pipelineId === after.pipelineId ? [] : [forms.pipeline]),
  ]
  const names = [...new Set([...before.fields, ...after.fields].map(({ name }) => name))]
  const find = (draft: FormDraft, name: string) => draft.fields.find((field) => field.name === name)
  const fields = names.flatMap((name) => {
    const field = find(after, name) ?? find(before, name)
    return field && !isSame(find(before, name), find(after, name)) ? [labelOf(field, properties, language)] : []
  })
  const isReordered = fields.length === 0 && !isSame(before.fields, after.fields)
  return [...parts, ...fields, ...(isReordered ? [forms.layout] : [])]
}

function numbered(name: string, number: number): string {
  return number === 1 ? name : `${name} ${number}`
}
